import { seededRandom, shuffledIndices } from '../platform/random.ts'

/** The thresholds of one genre. */
export interface GenreLevel {
  /** Lowest probability whose precision is at least 0.60; null for a weak genre, which never gets there. */
  likely: number | null
  /** Likely for who wants fewer: precision 0.75, or what is right most often; null for a weak genre. */
  fewer: number | null
  /** Likely for who wants more: precision 0.45, and not below maybe. A weak genre may have it. */
  more: number | null
  /** The threshold of best F1 among those with a precision of at least 0.30; never above likely. */
  maybe: number
}

export const LIKELY_PRECISION = 0.6
export const FEWER_PRECISION = 0.75
export const MORE_PRECISION = 0.45
export const MAYBE_PRECISION = 0.3
/**
 * A level lies so far below the score that it was fitted at, at most half way to the next: at the score itself the last
 * digit of another computation, or the rounding of a stored embedding, would decide about its film.
 */
const MARGIN = 0.002
/** A level rests on at least so many films said to be of the genre: fewer are a fluke. */
const LEAST_PREDICTED = 10

type Scores = Float32Array | Float64Array

/**
 * Fits both levels of every genre.
 * @param scores probabilities, row-major films × labels; `truth` likewise, 0 or 1
 */
export function fitLevels(scores: Scores, truth: Uint8Array, labelCount: number): GenreLevel[] {
  const films = Int32Array.from({ length: scores.length / labelCount }, (_, film) => film)
  return fitOn(films, scores, truth, labelCount)
}

function fitOn(films: Int32Array, scores: Scores, truth: Uint8Array, labelCount: number): GenreLevel[] {
  return Array.from({ length: labelCount }, (_, label) => {
    const curve = thresholdsOf(films, scores, truth, labelCount, label)
    const rested = curve.filter((point) => point.predicted >= LEAST_PREDICTED)
    const lowest = (precision: number) =>
      rested.findLast((point) => point.precision >= precision)?.threshold ?? null
    const likely = lowest(LIKELY_PRECISION)
    const best = bestMaybe(curve)
    const maybe = likely === null ? best : Math.min(best, likely)
    const more = lowest(MORE_PRECISION)
    return {
      likely,
      fewer: likely === null ? null : (lowest(FEWER_PRECISION) ?? bestOf(rested, (point) => point.precision)),
      more: more === null ? null : Math.max(more, maybe),
      maybe,
    }
  })
}

interface Point {
  threshold: number
  predicted: number
  precision: number
  f1: number
}

/** Precision and F1 at every distinct score, highest threshold first. */
function thresholdsOf(
  films: Int32Array,
  scores: Scores,
  truth: Uint8Array,
  labelCount: number,
  label: number,
): Point[] {
  const order = films
    .slice()
    .sort(
      (left, right) => (scores[right * labelCount + label] ?? 0) - (scores[left * labelCount + label] ?? 0),
    )
  const positives = order.reduce((sum, film) => sum + (truth[film * labelCount + label] ?? 0), 0)
  const curve: Point[] = []
  let right = 0
  order.forEach((film, index) => {
    right += truth[film * labelCount + label] ?? 0
    const threshold = scores[film * labelCount + label] ?? 0
    const next = order[index + 1]
    const below = next === undefined ? 0 : (scores[next * labelCount + label] ?? 0)
    // Equal scores stand or fall together.
    if (next !== undefined && below === threshold) return
    const predicted = index + 1
    curve.push({
      threshold: threshold - Math.min(MARGIN, (threshold - below) / 2),
      predicted,
      precision: right / predicted,
      f1: (2 * right) / (predicted + positives),
    })
  })
  return curve
}

function bestMaybe(curve: readonly Point[]): number {
  // A genre without an example says nothing rather than something at random.
  if (curve.every((point) => point.precision === 0)) return 1
  const good = curve.filter((point) => point.precision >= MAYBE_PRECISION)
  if (good.length > 0) return bestOf(good, (point) => point.f1)
  // No threshold is right three times in ten: the one that is right most often, for want of better.
  const rested = curve.filter((point) => point.predicted >= LEAST_PREDICTED)
  return bestOf(rested.length > 0 ? rested : curve, (point) => point.precision)
}

function bestOf(points: readonly Point[], value: (point: Point) => number): number {
  let held = points[0]
  for (const point of points) if (held === undefined || value(point) > value(held)) held = point
  return held?.threshold ?? 1
}

/** How often a level was right on films it was not fitted on. */
export interface LevelReliability {
  likelyPrecision: number | null
  likelyRecall: number | null
  maybePrecision: number | null
  maybeRecall: number | null
  support: number
}

export interface CrossFit {
  perGenre: LevelReliability[]
  likely: { precision: number; recall: number; perPoster: number }
  maybe: { precision: number; recall: number; perPoster: number }
}

/** What each level says of films it was not fitted on: 1 where a label is said, row-major films × labels. */
export interface LevelAnswers {
  likely: Uint8Array
  /** Maybe or likely. */
  maybe: Uint8Array
}

/** Fits the levels on all folds but one and asks them of that one, in turn. */
export function crossFitAnswers(
  scores: Scores,
  truth: Uint8Array,
  labelCount: number,
  options: { folds?: number; seed?: number } = {},
): LevelAnswers {
  const { folds = 5, seed = 1 } = options
  const order = shuffledIndices(scores.length / labelCount, seededRandom(seed))
  const answers = { likely: new Uint8Array(truth.length), maybe: new Uint8Array(truth.length) }
  for (let fold = 0; fold < folds; fold++) {
    const levels = fitOn(
      order.filter((_, index) => index % folds !== fold),
      scores,
      truth,
      labelCount,
    )
    order.forEach((film, index) => {
      if (index % folds !== fold) return
      levels.forEach(({ likely, maybe }, label) => {
        const pair = film * labelCount + label
        const score = scores[pair] ?? 0
        if (likely !== null && score >= likely) answers.likely[pair] = 1
        if (score >= maybe) answers.maybe[pair] = 1
      })
    })
  }
  return answers
}

/** How good the levels are on films they were not fitted on; the counts of all folds are pooled. */
export function crossFitLevels(
  scores: Scores,
  truth: Uint8Array,
  labelCount: number,
  options: { folds?: number; seed?: number } = {},
): CrossFit {
  const answers = crossFitAnswers(scores, truth, labelCount, options)
  const films = scores.length / labelCount
  const counts = Array.from({ length: labelCount }, () => ({ likely: [0, 0], maybe: [0, 0], support: 0 }))
  for (let film = 0; film < films; film++) {
    counts.forEach((count, label) => {
      const pair = film * labelCount + label
      const isTrue = truth[pair] === 1
      if (isTrue) count.support++
      if (answers.likely[pair] === 1) tally(count.likely, isTrue)
      if (answers.maybe[pair] === 1) tally(count.maybe, isTrue)
    })
  }
  const support = counts.reduce((sum, count) => sum + count.support, 0)
  const overall = (kind: 'likely' | 'maybe') => {
    const predicted = counts.reduce((sum, count) => sum + (count[kind][0] ?? 0), 0)
    const right = counts.reduce((sum, count) => sum + (count[kind][1] ?? 0), 0)
    return {
      precision: predicted === 0 ? 0 : right / predicted,
      recall: support === 0 ? 0 : right / support,
      perPoster: predicted / films,
    }
  }
  return {
    perGenre: counts.map((count) => ({
      ...rates('likely', count.likely, count.support),
      ...rates('maybe', count.maybe, count.support),
      support: count.support,
    })) as LevelReliability[],
    likely: overall('likely'),
    maybe: overall('maybe'),
  }
}

function tally(count: number[], isTrue: boolean): void {
  count[0] = (count[0] ?? 0) + 1
  if (isTrue) count[1] = (count[1] ?? 0) + 1
}

function rates(kind: 'likely' | 'maybe', [predicted = 0, right = 0]: number[], support: number) {
  return {
    [`${kind}Precision`]: predicted === 0 ? null : right / predicted,
    [`${kind}Recall`]: support === 0 ? null : right / support,
  }
}
