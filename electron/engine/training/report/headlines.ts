import type { Genre } from '#shared/domain/genres.ts'
import { OFF_BY_DEFAULT } from '#shared/domain/genres.ts'
import type { Headline, HeadlineMeasure, ReportInterval, Rival } from '#shared/domain/report.ts'
import { HEADLINE_MEASURES } from '#shared/domain/report.ts'
import type { Pieces } from '../in-turns.ts'
import { atOnce } from '../in-turns.ts'
import { HALF } from '../measures/accuracy.ts'
import type { Scores } from '../measures/average-precision.ts'
import { rankLabel } from '../measures/average-precision.ts'
import type { ResampleOptions } from '../measures/bootstrap.ts'
import { bootstrapErrorsInPieces, intervalAround } from '../measures/bootstrap.ts'
import { rankingMeasures } from '../measures/ranking.ts'
import type { Statistic } from '../measures/statistics.ts'
import { answerCounts, f1Of, meanOf, pooledPrecision, precisionOf, ratio } from '../measures/statistics.ts'

/** One who answers: its scores and what it says at each level, row-major films × labels. */
export interface Contestant {
  scores: Scores
  likely: Uint8Array
  maybe: Uint8Array
  /** What it says for the sake of macro F1, where that is something else. */
  forMacro?: Uint8Array
  /** Its scores for the sake of the Brier skill, where these are others. */
  forBrier?: Scores
}

export type Statistics = Record<HeadlineMeasure, Statistic>

const LOWER_IS_BETTER: readonly HeadlineMeasure[] = ['coverageError', 'rankingLoss']

/** Films with their truth, and what the training films are in general. */
export interface Judged {
  truth: Uint8Array
  labels: readonly Genre[]
  trainingPrevalence: readonly number[]
  /** The genres that macro means average; all without. */
  averaged?: readonly Genre[]
}

/** Says of each film what its scores reach. */
export function sayingAtLevels(
  scores: Scores,
  levels: readonly { likely: number | null; maybe: number }[],
): Contestant {
  const said = (thresholds: readonly (number | null)[]) =>
    Uint8Array.from(scores, (score, pair) => {
      const threshold = thresholds[pair % levels.length] ?? null
      return threshold !== null && score >= threshold ? 1 : 0
    })
  return {
    scores,
    likely: said(levels.map(({ likely }) => likely)),
    maybe: said(levels.map(({ maybe }) => maybe)),
  }
}

/** Says nothing of any film. */
export function sayingNothing({ truth }: Judged): Contestant {
  const none = new Uint8Array(truth.length)
  return { scores: new Float64Array(truth.length), likely: none, maybe: none }
}

/**
 * Says the same of every film, as well as the training films allow: their shares as probabilities, likely the commonest
 * genre alone, and for F1 the commonest genres that give the best micro F1, or all twenty for macro F1. A network that
 * learned no more than this reaches figures that look like something.
 */
export function sayingThePrior({ truth, trainingPrevalence }: Judged): Contestant {
  const labels = trainingPrevalence.length
  const common = commonest(trainingPrevalence)
  const [first] = common
  const scores = Float64Array.from(truth, (_, pair) => trainingPrevalence[pair % labels] ?? 0)
  return {
    scores,
    likely: Uint8Array.from(scores, (_, pair) => (pair % labels === first ? 1 : 0)),
    maybe: Uint8Array.from(scores, (_, pair) => (common.has(pair % labels) ? 1 : 0)),
    forMacro: new Uint8Array(truth.length).fill(1),
  }
}

/** The labels that, said of every film, give the best micro F1: 2·Σp of those said / (their number + Σp of all). */
function commonest(prevalence: readonly number[]): Set<number> {
  const order = prevalence.map((_, label) => label)
  order.sort((left, right) => (prevalence[right] ?? 0) - (prevalence[left] ?? 0))
  const all = prevalence.reduce((sum, share) => sum + share, 0)
  let [best, bestCount, right] = [0, 0, 0]
  order.forEach((label, place) => {
    right += prevalence[label] ?? 0
    const f1 = (2 * right) / (place + 1 + all)
    if (f1 > best) [best, bestCount] = [f1, place + 1]
  })
  return new Set(order.slice(0, bestCount))
}

/** Every headline measure of one contestant, ready to be asked of resamples of the films. */
export function statisticsOf(contestant: Contestant, judged: Judged): Statistics {
  const { truth, labels, averaged = labels } = judged
  const count = labels.length
  const meant = labels.flatMap((name, label) => (averaged.includes(name) ? [{ name, label }] : []))
  const precisions = meant.map(({ name, label }) => ({
    name,
    precision: precisionOf(rankLabel(contestant.scores, truth, count, label)),
  }))
  const films = perFilm(contestant, truth, count)
  const likely = answerCounts(contestant.likely, truth, count)
  const ofPrior = squaredErrors(sayingThePrior(judged).scores, truth, count)
  const brierRatio = ratio(squaredErrors(contestant.forBrier ?? contestant.scores, truth, count), ofPrior)
  return {
    macroMAP: meanOf(precisions.map(({ precision }) => precision)),
    macroMAP18: meanOf(
      precisions.flatMap(({ name, precision }) => (OFF_BY_DEFAULT.includes(name) ? [] : [precision])),
    ),
    microMAP: pooledPrecision(contestant.scores, truth, count),
    top1: ratio(films.top1, films.labelled),
    top3Hit: ratio(films.top3Hit, films.labelled),
    likelyPrecision: ratio(likely.right, likely.predicted),
    microF1: f1Of(answerCounts(contestant.maybe, truth, count)),
    macroF1: meanOf(
      meant.map(({ label }) =>
        f1Of(answerCounts(contestant.forMacro ?? contestant.maybe, truth, count, label)),
      ),
    ),
    perLabelAccuracy: ratio(
      films.right,
      films.right.map(() => count),
    ),
    coverageError: ratio(
      films.coverage,
      films.right.map(() => 1),
    ),
    rankingLoss: ratio(
      films.loss,
      films.right.map(() => 1),
    ),
    brier: (weights) => {
      const share = brierRatio(weights)
      return share === null ? null : 1 - share
    },
  }
}

/** Film by film, by the same rules as the measures of all films. */
function perFilm({ scores }: Contestant, truth: Uint8Array, labelCount: number) {
  const films = truth.length / labelCount
  const zeros = () => new Float64Array(films)
  const values = {
    right: zeros(),
    labelled: zeros(),
    top1: zeros(),
    top3Hit: zeros(),
    coverage: zeros(),
    loss: zeros(),
  }
  for (let film = 0; film < films; film++) {
    const [from, to] = [film * labelCount, (film + 1) * labelCount]
    const row = scores.subarray(from, to)
    const labels = truth.subarray(from, to)
    const { top1, top3Hit, coverageError, rankingLoss } = rankingMeasures(row, labels, labelCount)
    // Who gives no label a score names none: the order of the labels must not hit for it.
    let isSilent = true
    let right = 0
    for (let label = 0; label < labelCount; label++) {
      const score = row[label] as number
      if (score !== 0) isSilent = false
      if (score >= HALF === (labels[label] === 1)) right++
    }
    values.labelled[film] = top1 === null ? 0 : 1
    values.top1[film] = isSilent ? 0 : (top1 ?? 0)
    values.top3Hit[film] = isSilent ? 0 : (top3Hit ?? 0)
    values.coverage[film] = coverageError
    values.loss[film] = rankingLoss
    values.right[film] = right
  }
  return values
}

function squaredErrors(scores: Scores, truth: Uint8Array, labelCount: number): Float64Array {
  const errors = new Float64Array(truth.length / labelCount)
  for (let pair = 0; pair < truth.length; pair++) {
    const film = Math.floor(pair / labelCount)
    errors[film] = (errors[film] as number) + ((scores[pair] as number) - (truth[pair] as number)) ** 2
  }
  return errors
}

/** What is only known by its figures: a model that was not asked of these films. */
export type KnownFigures = Partial<Record<HeadlineMeasure, number | null>>

export interface HeadlineOptions extends ResampleOptions {
  measures?: readonly HeadlineMeasure[]
}

export interface Contest {
  model: Contestant
  /** The model used before: its answers on the same films, or only its figures. */
  previous: Contestant | KnownFigures | null
}

/**
 * Headline measures of a model beside its rivals'; all of them unless some are named. All answer the same films, and
 * every resample draws the same films for all, so that what makes a film hard for everybody cancels out of the
 * differences.
 */
export function headlinesOf(contest: Contest, judged: Judged, options: HeadlineOptions = {}): Headline[] {
  return atOnce(headlinesInPieces(contest, judged, options))
}

/** {@link headlinesOf} in pieces that each take milliseconds for some thousand films. */
export function* headlinesInPieces(
  { model, previous }: Contest,
  judged: Judged,
  { measures = HEADLINE_MEASURES, ...options }: HeadlineOptions = {},
): Pieces<Headline[]> {
  const films = judged.truth.length / judged.labels.length
  const answering = previous !== null && 'scores' in previous ? previous : null
  const rivals = [sayingNothing(judged), sayingThePrior(judged), ...(answering === null ? [] : [answering])]
  const all: Statistics[] = []
  for (const contestant of [model, ...rivals]) {
    all.push(statisticsOf(contestant, judged))
    yield
  }
  const values = (weights?: Uint16Array) =>
    measures.map((measure) => all.map((statistics) => statistics[measure](weights)))
  const asked = values()
  const compared = (weights: Uint16Array) => values(weights).flatMap(againstModel)
  const errors = yield* bootstrapErrorsInPieces(films, compared, options)
  return measures.map((measure, index) => {
    const isHigherBetter = !LOWER_IS_BETTER.includes(measure)
    const [value = null, ...others] = asked[index] ?? []
    const errorAt = (which: number) => errors[index * all.length + which] ?? null
    const rivalAt = (which: number): Rival => {
      const other = others[which] ?? null
      const difference = value === null || other === null ? null : value - other
      const interval = intervalAround(difference, errorAt(which + 1))
      return { value: other, difference, interval, verdict: verdictOf(interval, isHigherBetter) }
    }
    const [nothing, prior] = [rivalAt(0), rivalAt(1)]
    const before = previous === null ? null : answering ? rivalAt(2) : figureOf(previous, measure, value)
    return {
      measure,
      value,
      interval: intervalAround(value, errorAt(0)),
      isHigherBetter,
      nothing,
      prior,
      previous: before,
      isHeadlined: beatsAll([nothing, prior, before]),
    }
  })
}

/** The model's own value, then its difference to each rival. */
function againstModel([own = null, ...others]: (number | null)[]): (number | null)[] {
  return [own, ...others.map((other) => (own === null || other === null ? null : own - other))]
}

function figureOf(figures: Contestant | KnownFigures, measure: HeadlineMeasure, value: number | null): Rival {
  const other = (figures as KnownFigures)[measure] ?? null
  const difference = value === null || other === null ? null : value - other
  return { value: other, difference, interval: null, verdict: null }
}

/** Better or worse when the interval of the difference leaves out 0. */
export function verdictOf(interval: ReportInterval | null, isHigherBetter = true): Rival['verdict'] {
  if (interval === null) return null
  const [low, high] = isHigherBetter ? interval : [-interval[1], -interval[0]]
  return low > 0 ? 'better' : high < 0 ? 'worse' : 'same'
}

/** A measure that is no result, whatever its verdicts. */
export function noResult(headline: Headline): Headline {
  return { ...headline, isHeadlined: false }
}

/** A rival that has no value of this measure, or cannot be compared, stands in nobody's way; but one must be beaten. */
function beatsAll(rivals: readonly (Rival | null)[]): boolean {
  const verdicts = rivals.flatMap((rival) => rival?.verdict ?? [])
  return verdicts.length > 0 && verdicts.every((verdict) => verdict === 'better')
}
