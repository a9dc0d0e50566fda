import { GENRES } from '#shared/domain/genres.ts'
import { effectiveMask } from '#shared/domain/effective.ts'
import type { PosterKind } from '#shared/contract/poster.ts'
import type { Filter, Show, Status } from '#shared/contract/values.ts'
import type { PosterColumnsRow } from './columns-row.ts'
import { kindOf, PARTS, STATE, stateOf } from './columns-row.ts'
import type { GenreLevels, ModelLevels } from './levels.ts'
import { genresReaching } from './levels.ts'

export type ColumnArray = Int32Array | Int16Array | Uint16Array | Uint8Array | Float32Array | Float64Array

const LABELS = GENRES.length
const EVERY_GENRE = 2 ** LABELS - 1

/**
 * Everything a filter, a count or a sort needs of every poster, in typed arrays in memory: 100,000 posters are
 * 13 MB and a filter is one pass. Rows are appended in the order they are met; a removed row stays as a gap.
 */
export class PosterColumns {
  count = 0
  ids = new Int32Array(1024)
  years = new Int16Array(1024)
  addedAt = new Float64Array(1024)
  flags = new Int32Array(1024)
  nfo = new Int32Array(1024)
  yes = new Int32Array(1024)
  no = new Int32Array(1024)
  likely = new Int32Array(1024)
  maybe = new Int32Array(1024)
  state = new Uint16Array(1024)
  colors = new Uint8Array(1024)
  stackIds = new Int32Array(1024)
  probabilities = new Float32Array(1024 * LABELS)
  readonly sortTitles: string[] = []
  /** Raised by every change; caches of orders hang on it. */
  version = 0
  /** Raised only when a title, year or date changes or a row comes or goes. */
  orderVersion = 0

  private readonly rows = new Map<number, number>()
  private readonly stacks = new Map<number, number[]>()
  /** Thresholds in use. */
  levels: ModelLevels

  constructor(levels: ModelLevels) {
    this.levels = levels
  }

  /** Row of a poster id, or -1. */
  rowOf(id: number): number {
    return this.rows.get(id) ?? -1
  }

  /** Adds a poster or replaces what is known of it. */
  put(poster: PosterColumnsRow): void {
    let row = this.rows.get(poster.id)
    if (row === undefined) {
      row = this.count++
      this.reserve(this.count)
      this.rows.set(poster.id, row)
      this.orderVersion++
    } else if (
      this.sortTitles[row] !== poster.sortTitle ||
      this.years[row] !== poster.year ||
      this.addedAt[row] !== poster.addedAt
    ) {
      this.orderVersion++
    }
    this.leaveStack(row)
    this.ids[row] = poster.id
    this.years[row] = poster.year
    this.addedAt[row] = poster.addedAt
    this.flags[row] = poster.flags
    this.nfo[row] = poster.nfo
    this.yes[row] = poster.yes
    this.no[row] = poster.no
    this.sortTitles[row] = poster.sortTitle
    this.state[row] = stateOf(poster)
    this.colors[row] = poster.colors
    this.stackIds[row] = poster.stackId
    this.joinStack(row)
    this.putProbabilities(row, poster.probabilities)
    this.version++
  }

  remove(id: number): void {
    const row = this.rows.get(id)
    if (row === undefined) return
    this.rows.delete(id)
    this.leaveStack(row)
    this.state[row] = STATE.removed
    this.version++
    this.orderVersion++
  }

  /** Calls likely and maybe by other thresholds, on every row. */
  setLevels(levels: ModelLevels): void {
    this.levels = levels
    for (let row = 0; row < this.count; row++) if (this.isPredicted(row)) this.levelRow(row)
    this.version++
  }

  /** Probability of one genre, or null before the first prediction. */
  probabilityAt(row: number, genre: number): number | null {
    return this.isPredicted(row) ? (this.probabilities[row * LABELS + genre] ?? null) : null
  }

  isPredicted(row: number): boolean {
    return ((this.state[row] ?? 0) & STATE.predicted) !== 0
  }

  isTitled(row: number): boolean {
    return ((this.state[row] ?? 0) & STATE.titled) !== 0
  }

  /** The thresholds that a row is judged by. */
  levelsAt(row: number): GenreLevels {
    return this.isTitled(row) ? this.levels.titled : this.levels.picture
  }

  /** Thresholds that any poster is judged by; those of the picture while nothing is predicted. */
  levelsInUse(): GenreLevels[] {
    const { picture, titled } = this.levels
    if (picture === titled) return [picture]
    let seen = 0
    for (let row = 0; row < this.count; row++) {
      const state = this.state[row] ?? 0
      if (state & STATE.predicted) seen |= state & STATE.titled ? 2 : 1
    }
    return seen === 3 ? [picture, titled] : seen === 2 ? [titled] : [picture]
  }

  isRemoved(row: number): boolean {
    return ((this.state[row] ?? 0) & STATE.removed) !== 0
  }

  isMissing(row: number): boolean {
    return ((this.state[row] ?? 0) & STATE.missing) !== 0
  }

  isQuarantined(row: number): boolean {
    return ((this.state[row] ?? 0) & STATE.quarantined) !== 0
  }

  isHidden(row: number): boolean {
    return ((this.state[row] ?? 0) & STATE.hidden) !== 0
  }

  kindAt(row: number): PosterKind {
    return kindOf(this.state[row] ?? 0)
  }

  /**
   * Tells of a row whether it is in a part of the catalog and can be seen. Good until a change.
   * @param options.wherever those missing or set aside too
   */
  shownIn(show: Show, options: { wherever?: boolean } = {}): (row: number) => boolean {
    const { state } = this
    const absent =
      options.wherever === true ? STATE.removed : STATE.removed | STATE.missing | STATE.quarantined
    const { mask, value } = PARTS[show]
    return (row) => ((state[row] ?? 0) & (mask | absent)) === value
  }

  /** How many posters stand behind this one on the wall. */
  behindAt(row: number): number {
    const members = this.stacks.get(this.stackIds[row] ?? 0)
    if (members === undefined || (this.state[row] ?? 0) & STATE.behind) return 0
    return members.filter((member) => (this.state[member] ?? 0) & STATE.behind).length
  }

  isReviewed(row: number): boolean {
    return ((this.state[row] ?? 0) & STATE.reviewed) !== 0
  }

  /** Effective genres of a row at a level. */
  effectiveAt(row: number, level: Filter['level']): number {
    return this.effectiveAtLevel(level)(row)
  }

  /** The same for a pass over many rows, with everything looked up once. Good until the columns change. */
  effectiveAtLevel(level: Filter['level']): (row: number) => number {
    const { yes, no, nfo, state } = this
    if (level === 'all') {
      return (row) => {
        const predicted = (state[row] ?? 0) & STATE.predicted ? EVERY_GENRE : 0
        return effectiveMask(yes[row] ?? 0, no[row] ?? 0, nfo[row] ?? 0, predicted)
      }
    }
    const predicted = level === 'likely' ? this.likely : this.maybe
    return (row) => effectiveMask(yes[row] ?? 0, no[row] ?? 0, nfo[row] ?? 0, predicted[row] ?? 0)
  }

  statusAt(row: number): Exclude<Status, 'all' | 'missing'> {
    const state = this.state[row] ?? 0
    if (state & STATE.quarantined) return 'quarantined'
    if (state & STATE.contradicted) return 'corrected'
    if (state & STATE.reviewed || this.yes[row] || this.no[row]) return 'confirmed'
    return state & STATE.predicted && this.likely[row] === 0 ? 'unsure' : 'predicted'
  }

  /** The arrays that hold what cannot be worked out from others, with how many values a row has in each. */
  storedArrays(): { array: ColumnArray; perRow: number }[] {
    const numbers = [this.addedAt, this.ids, this.flags, this.nfo, this.yes, this.no, this.stackIds]
    return [
      ...numbers.map((array) => ({ array, perRow: 1 })),
      { array: this.probabilities, perRow: LABELS },
      ...[this.years, this.state, this.colors].map((array) => ({ array, perRow: 1 })),
    ]
  }

  /** Works out the rest after stored arrays and titles were filled. */
  adopt(count: number): void {
    this.count = count
    for (let row = 0; row < count; row++) {
      this.rows.set(this.ids[row] ?? 0, row)
      if (this.isPredicted(row)) this.levelRow(row)
      this.joinStack(row)
    }
    this.version++
    this.orderVersion++
  }

  private joinStack(row: number): void {
    const stackId = this.stackIds[row] ?? 0
    if (stackId === 0) return
    const members = this.stacks.get(stackId)
    if (members === undefined) this.stacks.set(stackId, [row])
    else members.push(row)
    this.arrange(stackId)
  }

  private leaveStack(row: number): void {
    const stackId = this.stackIds[row] ?? 0
    const members = this.stacks.get(stackId)
    if (members === undefined) return
    const left = members.filter((member) => member !== row)
    if (left.length > 0) this.stacks.set(stackId, left)
    else this.stacks.delete(stackId)
    this.stackIds[row] = 0
    this.arrange(stackId)
  }

  /** In front stands the top; while that cannot be seen, the first that can. */
  private arrange(stackId: number): void {
    const inFront = this.shownIn('any')
    const seen = (this.stacks.get(stackId) ?? []).filter(
      (row) => inFront(row) && this.kindAt(row) === 'poster',
    )
    const byId = seen.sort((left, right) => (this.ids[left] ?? 0) - (this.ids[right] ?? 0))
    const front = byId.find((row) => this.ids[row] === stackId) ?? byId[0]
    for (const row of this.stacks.get(stackId) ?? []) {
      const state = (this.state[row] ?? 0) & ~STATE.behind
      this.state[row] = row !== front && seen.includes(row) ? state | STATE.behind : state
    }
  }

  private putProbabilities(row: number, bytes: Uint8Array | null): void {
    this.likely[row] = 0
    this.maybe[row] = 0
    if (bytes === null) return
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    for (let genre = 0; genre < LABELS; genre++) {
      this.probabilities[row * LABELS + genre] = view.getFloat32(genre * 4, true)
    }
    this.levelRow(row)
    this.state[row] = (this.state[row] ?? 0) | STATE.predicted
  }

  private levelRow(row: number): void {
    const { likely, maybe } = genresReaching(this.levelsAt(row), this.probabilities, row * LABELS)
    this.likely[row] = likely
    this.maybe[row] = maybe
  }

  /** Makes room for so many rows, whose stored arrays and titles may then be filled; see {@link adopt}. */
  reserve(count: number): void {
    if (count <= this.ids.length) return
    const size = Math.max(count, this.ids.length * 2)
    this.ids = resized(this.ids, new Int32Array(size))
    this.years = resized(this.years, new Int16Array(size))
    this.addedAt = resized(this.addedAt, new Float64Array(size))
    this.flags = resized(this.flags, new Int32Array(size))
    this.nfo = resized(this.nfo, new Int32Array(size))
    this.yes = resized(this.yes, new Int32Array(size))
    this.no = resized(this.no, new Int32Array(size))
    this.likely = resized(this.likely, new Int32Array(size))
    this.maybe = resized(this.maybe, new Int32Array(size))
    this.state = resized(this.state, new Uint16Array(size))
    this.colors = resized(this.colors, new Uint8Array(size))
    this.stackIds = resized(this.stackIds, new Int32Array(size))
    this.probabilities = resized(this.probabilities, new Float32Array(size * LABELS))
  }
}

function resized<A extends ColumnArray>(from: A, to: A): A {
  to.set(from)
  return to
}
