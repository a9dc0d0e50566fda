import { GENRES } from '#shared/domain/genres.ts'
import type { ReportFilm, TrainingReport } from '#shared/domain/report.ts'

/** How many films of each end are shown. */
const SHOWN = 12
/** Named of a film whatever their level. */
const LEAST_NAMED = 3
/** A probability of 0 or 1 that is wrong would cost without end. */
const SMALLEST = 1e-7

/** A film as the report names it. */
export interface ListedFilm {
  file: string
  title: string
  year: number | null
}

interface Answered {
  films: readonly ListedFilm[]
  scores: Float32Array
  truth: Uint8Array
  levels: readonly { likely: number | null; maybe: number }[]
}

/** The mean binary cross-entropy of each film over its genres. */
export function filmLosses(scores: Float32Array, truth: Uint8Array, labelCount: number): Float64Array {
  const losses = new Float64Array(truth.length / labelCount)
  for (let pair = 0; pair < truth.length; pair++) {
    const score = scores[pair] as number
    const right = Math.max(SMALLEST, truth[pair] === 1 ? score : 1 - score)
    const film = Math.floor(pair / labelCount)
    losses[film] = (losses[film] as number) - Math.log(right) / labelCount
  }
  return losses
}

/** The films that the model knew best and least, best and worst first. Films of no genre are not among them. */
export function extremeFilms(answered: Answered, shown = SHOWN): TrainingReport['films'] {
  const labels = GENRES.length
  const losses = filmLosses(answered.scores, answered.truth, labels)
  const ordered = Array.from(losses, (loss, film) => ({ film, loss }))
    .filter(({ film }) => answered.truth.subarray(film * labels, (film + 1) * labels).includes(1))
    .sort((left, right) => left.loss - right.loss || left.film - right.film)
  const each = Math.min(shown, Math.floor(ordered.length / 2))
  const report = (list: typeof ordered) => list.map(({ film, loss }) => filmOf(film, loss, answered))
  return {
    best: report(ordered.slice(0, each)),
    worst: report(ordered.slice(ordered.length - each).reverse()),
  }
}

function filmOf(film: number, loss: number, { films, scores, truth, levels }: Answered): ReportFilm {
  const named = films[film]
  const at = film * GENRES.length
  const ranked = GENRES.map((name, label) => {
    const probability = scores[at + label] as number
    const { likely = null, maybe = 1 } = levels[label] ?? {}
    const isLikely = likely !== null && probability >= likely
    const level = isLikely ? ('likely' as const) : probability >= maybe ? ('maybe' as const) : null
    return { name, probability, level }
  }).sort((left, right) => right.probability - left.probability)
  return {
    file: named?.file ?? '',
    title: named?.title ?? '',
    year: named?.year ?? null,
    genres: GENRES.filter((_, label) => truth[at + label] === 1),
    predicted: ranked.filter(({ level }, place) => place < LEAST_NAMED || level !== null),
    loss,
  }
}
