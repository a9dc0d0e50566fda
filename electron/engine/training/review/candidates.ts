import type { ReviewKind } from '#shared/contract/review.ts'
import { GENRES } from '#shared/domain/genres.ts'
import type { PosterColumns } from '../../catalog/columns.ts'
import type { GenreLevels } from '../../catalog/levels.ts'
import { auditNumber, isAuditFilm, placeNumber } from './audit-sample.ts'
import { BestRows } from './best-rows.ts'
import type { GenreScale } from './genre-scales.ts'
import { distanceOf, genreScales, probabilityAt } from './genre-scales.ts'

/** What there is to ask about. */
export interface ReviewPool {
  columns: PosterColumns
  /** Ids of posters with an answer that stands: none is asked about twice. */
  asked: ReadonlySet<number>
  /** Genres that are shown, in label order. */
  shown: readonly number[]
  /** Of these, the ones whose doubt means something (`trustedGenres`). */
  trusted: readonly number[]
  /** Whether a person said exactly this of exactly this poster, and not of many at once. */
  isExplicit(id: number, genre: number): boolean
}

export interface Candidates {
  of: Readonly<Record<ReviewKind, BestRows>>
  /** Posters on the wall that were neither reviewed nor asked about. */
  remaining: number
  /** How many posters a person said yes of, by genre in label order. */
  known: Int32Array
}

/** A model that is so many spreads away from a genre's level is strongly for or against it. */
const STRONGLY = 2
/** A genre is rare until there are so many yes as its whole vector is taught from. */
const RARE_BELOW = 40
const LABELS = GENRES.length

/**
 * What every kind would ask about, best first, in one pass over the columns. Audit films are left to audits; a verdict
 * may be asked about on a reviewed poster too, everything else on none.
 * @param most candidates kept of each kind
 */
export function reviewCandidates(pool: ReviewPool, most: number): Candidates {
  const { columns, asked } = pool
  const of: Candidates['of'] = {
    audit: new BestRows(most),
    uncertain: new BestRows(most),
    disagree: new BestRows(most),
    verdict: new BestRows(most),
    rare: new BestRows(most),
    open: new BestRows(most),
  }
  const known = knownPositives(columns)
  const weigh = createWeigher(pool, known, of)
  const isShown = columns.shownIn('wall')
  let remaining = 0
  for (let row = 0; row < columns.count; row++) {
    const id = columns.ids[row] ?? 0
    if (!isShown(row) || asked.has(id)) continue
    const isOpen = !columns.isReviewed(row)
    if (isOpen) remaining++
    if (isAuditFilm(id)) {
      if (isOpen) of.audit.offer(row, null, 1 - auditNumber(id))
      continue
    }
    if (isOpen) of.open.offer(row, null, placeNumber(id))
    if (columns.isPredicted(row)) weigh(row, isOpen)
  }
  return { of, remaining, known }
}

function knownPositives({ count, yes }: PosterColumns): Int32Array {
  const known = new Int32Array(LABELS)
  for (let row = 0; row < count; row++) {
    for (let left = yes[row] ?? 0; left !== 0; left &= left - 1) {
      const genre = 31 - Math.clz32(left & -left)
      known[genre] = (known[genre] ?? 0) + 1
    }
  }
  return known
}

/** One genre, with what is looked up once for all posters. */
interface Asking {
  genre: number
  bit: number
  scale: GenreScale
  /** Its level, as a probability. */
  level: number
  isTrusted: boolean
  isRare: boolean
  known: number
  /** Only between these probabilities is the model uncertain enough. */
  from: number
  to: number
}

function askingOf({ columns, shown, trusted }: ReviewPool, known: Int32Array, levels: GenreLevels): Asking[] {
  const scales = genreScales(columns, levels)
  return shown.map((genre) => {
    const scale = scales[genre] as GenreScale
    const count = known[genre] ?? 0
    return {
      genre,
      bit: 1 << genre,
      scale,
      level: probabilityAt(0, scale),
      isTrusted: trusted.includes(genre),
      isRare: count < RARE_BELOW,
      known: count,
      from: 0,
      to: 1,
    }
  })
}

/** Offers a predicted poster, with the best question of each kind, to the kinds that have one. */
function createWeigher(pool: ReviewPool, known: Int32Array, of: Candidates['of']) {
  const { columns } = pool
  const { picture, titled } = columns.levels
  const byPicture = askingOf(pool, known, picture)
  // Where the title had a say it is judged by other levels, and lies apart in another way.
  const byTitle = titled === picture ? byPicture : askingOf(pool, known, titled)
  const best = new BestQuestions()
  let floor = 0

  /** A logarithm for each genre of each poster takes a tenth of a second: those that are too far off need none. */
  const narrow = () => {
    floor = Math.max(of.uncertain.floor, 0)
    const farthest = 1 / floor - 1
    for (const each of new Set([...byPicture, ...byTitle])) {
      each.from = probabilityAt(-farthest, each.scale)
      each.to = probabilityAt(farthest, each.scale)
    }
  }

  return (row: number, isOpen: boolean): void => {
    if (of.uncertain.floor > floor) narrow()
    const [yes, no, nfo] = [columns.yes[row] ?? 0, columns.no[row] ?? 0, columns.nfo[row] ?? 0]
    const [likely, maybe] = [columns.likely[row] ?? 0, columns.maybe[row] ?? 0]
    for (const asking of columns.isTitled(row) ? byTitle : byPicture) {
      const { genre, bit, isTrusted } = asking
      const probability = columns.probabilities[row * LABELS + genre] ?? 0
      if ((yes | no) & bit) {
        const against = distanceOf(probability, asking.scale) * (yes & bit ? -1 : 1)
        if (isTrusted && against >= STRONGLY && pool.isExplicit(columns.ids[row] ?? 0, genre)) {
          best.note('verdict', genre, shareOf(against))
        }
      } else if (!isOpen) {
        continue
      } else if (nfo !== 0) {
        if (!isTrusted || (((nfo & ~maybe) | (likely & ~nfo)) & bit) === 0) continue
        best.note('disagree', genre, shareOf(Math.abs(distanceOf(probability, asking.scale))))
      } else {
        if (isTrusted && probability >= asking.from && probability <= asking.to) {
          best.note('uncertain', genre, 1 - shareOf(Math.abs(distanceOf(probability, asking.scale))))
        }
        if (asking.isRare && probability >= asking.level) {
          best.note('rare', genre, rarity(asking.known, distanceOf(probability, asking.scale)))
        }
      }
    }
    best.offer(row, of)
  }
}

/** The genre of which the fewest are known comes first, however strong the model is; then the stronger. */
function rarity(known: number, far: number): number {
  return (RARE_BELOW - known + shareOf(far)) / (RARE_BELOW + 1)
}

/** 0 to infinity, as 0 to 1. */
function shareOf(distance: number): number {
  return distance / (1 + distance)
}

const WEIGHED = ['uncertain', 'disagree', 'verdict', 'rare'] as const

/** The best question of each kind to one poster. One for all posters, so that none is made for each. */
class BestQuestions {
  private readonly scores = { uncertain: -1, disagree: -1, verdict: -1, rare: -1 }
  private readonly genres = { uncertain: 0, disagree: 0, verdict: 0, rare: 0 }

  note(kind: (typeof WEIGHED)[number], genre: number, score: number): void {
    if (score <= this.scores[kind]) return
    this.scores[kind] = score
    this.genres[kind] = genre
  }

  offer(row: number, of: Candidates['of']): void {
    for (const kind of WEIGHED) {
      if (this.scores[kind] >= 0) of[kind].offer(row, this.genres[kind], this.scores[kind])
      this.scores[kind] = -1
    }
  }
}
