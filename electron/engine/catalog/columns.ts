import { GENRES } from '#shared/domain/genres.ts'
import { effectiveMask } from '#shared/domain/effective.ts'
import type { Filter, Status } from '#shared/contract/values.ts'

/** Thresholds of the current model, one per genre in label order. */
export interface GenreLevels {
  /** Lowest probability called likely; null for a weak genre, which is never likely. */
  likely: readonly (number | null)[]
  maybe: readonly number[]
}

/** One poster as the columns hold it. */
export interface PosterColumnsRow {
  id: number
  sortTitle: string
  /** 0 when unknown. */
  year: number
  addedAt: number
  flags: number
  nfo: number
  yes: number
  no: number
  /** Whether any verdict contradicted what was shown when it was given. */
  contradicted: boolean
  reviewed: boolean
  missing: boolean
  quarantined: boolean
  /** 20 float32 in the machine's (little-endian) order, or null before the first prediction. */
  probabilities: Uint8Array | null
}

const LABELS = GENRES.length
const REVIEWED = 1
const CONTRADICTED = 2
const MISSING = 4
const QUARANTINED = 8
const PREDICTED = 16
const REMOVED = 32
/** Stands between the packed titles; folded titles hold no control characters. */
const TITLE_END = '\n'

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
  state = new Uint8Array(1024)
  probabilities = new Float32Array(1024 * LABELS)
  readonly sortTitles: string[] = []
  /** Raised by every change; caches of orders hang on it. */
  version = 0
  /** Raised only when a title, year or date changes or a row comes or goes. */
  orderVersion = 0

  private readonly rows = new Map<number, number>()
  private levels: GenreLevels

  constructor(levels: GenreLevels) {
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
      this.grow(this.count)
      this.rows.set(poster.id, row)
      this.orderVersion++
    } else if (
      this.sortTitles[row] !== poster.sortTitle ||
      this.years[row] !== poster.year ||
      this.addedAt[row] !== poster.addedAt
    ) {
      this.orderVersion++
    }
    this.ids[row] = poster.id
    this.years[row] = poster.year
    this.addedAt[row] = poster.addedAt
    this.flags[row] = poster.flags
    this.nfo[row] = poster.nfo
    this.yes[row] = poster.yes
    this.no[row] = poster.no
    this.sortTitles[row] = poster.sortTitle
    this.state[row] =
      (poster.reviewed ? REVIEWED : 0) |
      (poster.contradicted ? CONTRADICTED : 0) |
      (poster.missing ? MISSING : 0) |
      (poster.quarantined ? QUARANTINED : 0)
    this.putProbabilities(row, poster.probabilities)
    this.version++
  }

  remove(id: number): void {
    const row = this.rows.get(id)
    if (row === undefined) return
    this.rows.delete(id)
    this.state[row] = REMOVED
    this.version++
    this.orderVersion++
  }

  /** Probability of one genre, or null before the first prediction. */
  probabilityAt(row: number, genre: number): number | null {
    return (this.state[row] ?? 0) & PREDICTED ? (this.probabilities[row * LABELS + genre] ?? null) : null
  }

  isPredicted(row: number): boolean {
    return ((this.state[row] ?? 0) & PREDICTED) !== 0
  }

  isRemoved(row: number): boolean {
    return ((this.state[row] ?? 0) & REMOVED) !== 0
  }

  isMissing(row: number): boolean {
    return ((this.state[row] ?? 0) & MISSING) !== 0
  }

  isQuarantined(row: number): boolean {
    return ((this.state[row] ?? 0) & QUARANTINED) !== 0
  }

  /** Tells of a row whether it is on the wall by default: there, readable, not missing. Good until a change. */
  presence(): (row: number) => boolean {
    const { state } = this
    return (row) => ((state[row] ?? 0) & (REMOVED | MISSING | QUARANTINED)) === 0
  }

  isReviewed(row: number): boolean {
    return ((this.state[row] ?? 0) & REVIEWED) !== 0
  }

  /** Effective genres of a row at a level. */
  effectiveAt(row: number, level: Filter['level']): number {
    return this.effectiveAtLevel(level)(row)
  }

  /** The same for a pass over many rows, with everything looked up once. Good until the columns change. */
  effectiveAtLevel(level: Filter['level']): (row: number) => number {
    const { yes, no, nfo } = this
    const predicted = level === 'likely' ? this.likely : this.maybe
    return (row) => effectiveMask(yes[row] ?? 0, no[row] ?? 0, nfo[row] ?? 0, predicted[row] ?? 0)
  }

  statusAt(row: number): Exclude<Status, 'all' | 'missing'> {
    const state = this.state[row] ?? 0
    if (state & QUARANTINED) return 'quarantined'
    if (state & CONTRADICTED) return 'corrected'
    if (state & REVIEWED || this.yes[row] || this.no[row]) return 'confirmed'
    return state & PREDICTED && this.likely[row] === 0 ? 'unsure' : 'predicted'
  }

  /** All rows that were not removed, as {@link unpack} takes them, in the machine's byte order. */
  pack(): { count: number; bytes: Buffer } {
    const kept = this.count === this.rows.size ? this : this.compacted()
    const { count } = kept
    const numbers = [kept.addedAt, kept.ids, kept.flags, kept.nfo, kept.yes, kept.no]
    const arrays = [
      ...numbers.map((array) => array.subarray(0, count)),
      kept.probabilities.subarray(0, count * LABELS),
      kept.years.subarray(0, count),
      kept.state.subarray(0, count),
    ]
    const titles = new TextEncoder().encode(kept.sortTitles.slice(0, count).join(TITLE_END))
    return { count, bytes: Buffer.concat([...arrays.map(bytesOf), titles]) }
  }

  /** Fills empty columns with what {@link pack} gave. False, and still empty, where the bytes do not fit. */
  unpack({ count, bytes }: { count: number; bytes: Uint8Array }): boolean {
    const sizes = [8, 4, 4, 4, 4, 4, 4 * LABELS, 2, 1].map((each) => each * count)
    const titlesFrom = sizes.reduce((sum, size) => sum + size, 0)
    const titles = new TextDecoder().decode(bytes.subarray(titlesFrom)).split(TITLE_END)
    if (bytes.length < titlesFrom || (count > 0 && titles.length !== count)) return false
    this.grow(count)
    const numbers = [this.addedAt, this.ids, this.flags, this.nfo, this.yes, this.no]
    const targets = [...numbers, this.probabilities, this.years, this.state].map(bytesOf)
    let from = 0
    targets.forEach((target, index) => {
      const size = sizes[index] ?? 0
      target.set(bytes.subarray(from, from + size))
      from += size
    })
    for (let row = 0; row < count; row++) {
      this.rows.set(this.ids[row] ?? 0, row)
      this.sortTitles[row] = titles[row] ?? ''
      if (this.isPredicted(row)) this.setLevels(row)
    }
    this.count = count
    this.version++
    this.orderVersion++
    return true
  }

  private compacted(): PosterColumns {
    const copy = new PosterColumns(this.levels)
    for (let row = 0; row < this.count; row++) {
      if (!this.isRemoved(row)) copy.copyRow(this, row)
    }
    return copy
  }

  private copyRow(from: PosterColumns, at: number): void {
    const row = this.count++
    this.grow(this.count)
    this.ids[row] = from.ids[at] ?? 0
    this.years[row] = from.years[at] ?? 0
    this.addedAt[row] = from.addedAt[at] ?? 0
    this.flags[row] = from.flags[at] ?? 0
    this.nfo[row] = from.nfo[at] ?? 0
    this.yes[row] = from.yes[at] ?? 0
    this.no[row] = from.no[at] ?? 0
    this.state[row] = from.state[at] ?? 0
    this.sortTitles[row] = from.sortTitles[at] ?? ''
    this.probabilities.set(from.probabilities.subarray(at * LABELS, (at + 1) * LABELS), row * LABELS)
  }

  private putProbabilities(row: number, bytes: Uint8Array | null): void {
    this.likely[row] = 0
    this.maybe[row] = 0
    if (bytes === null) return
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    for (let genre = 0; genre < LABELS; genre++) {
      this.probabilities[row * LABELS + genre] = view.getFloat32(genre * 4, true)
    }
    this.setLevels(row)
    this.state[row] = (this.state[row] ?? 0) | PREDICTED
  }

  private setLevels(row: number): void {
    let likely = 0
    let maybe = 0
    for (let genre = 0; genre < LABELS; genre++) {
      const probability = this.probabilities[row * LABELS + genre] ?? 0
      const likelyFrom = this.levels.likely[genre] ?? null
      if (likelyFrom !== null && probability >= likelyFrom) likely |= 1 << genre
      if (probability >= (this.levels.maybe[genre] ?? 1)) maybe |= 1 << genre
    }
    this.likely[row] = likely
    this.maybe[row] = maybe | likely
  }

  private grow(count: number): void {
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
    this.state = resized(this.state, new Uint8Array(size))
    this.probabilities = resized(this.probabilities, new Float32Array(size * LABELS))
  }
}

function resized<A extends Int32Array | Int16Array | Uint8Array | Float32Array | Float64Array>(
  from: A,
  to: A,
): A {
  to.set(from)
  return to
}

function bytesOf(array: ArrayBufferView): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength)
}
