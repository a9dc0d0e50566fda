import type { Measures } from '#shared/contract/models.ts'
import type { Genre } from '#shared/domain/genres.ts'
import { GENRES } from '#shared/domain/genres.ts'
import type { GenreReport, ReportEpoch, TrainingReport } from '#shared/domain/report.ts'
import { rank, rankLabel } from '../measures/average-precision.ts'
import type { ResampleOptions } from '../measures/bootstrap.ts'
import { bootstrapErrors, intervalAround } from '../measures/bootstrap.ts'
import { confusionOf, coOccurrence } from '../measures/co-occurrence.ts'
import { measure } from '../measures/measure.ts'
import { precisionRecallCurve } from '../measures/pr-curve.ts'
import { labelReliability, pooledReliability } from '../measures/reliability.ts'
import { precisionOf, ratio } from '../measures/statistics.ts'
import type { LevelAnswers } from '../levels.ts'
import { crossFitAnswers } from '../levels.ts'
import { calibrationFigures } from './calibration-figures.ts'
import type { ListedFilm } from './extreme-films.ts'
import { extremeFilms } from './extreme-films.ts'
import { decadeFigures, figuresOf } from './level-figures.ts'
import type { Contestant, KnownFigures } from './headlines.ts'
import { headlinesOf, noResult, sayingAtLevels, verdictOf } from './headlines.ts'
import type { SlicedFilm } from './slices.ts'
import { slicesOf, withoutResults } from './slices.ts'

/** One epoch as the trainer knows it; of the measures the report keeps a few. */
export interface HistoryEntry {
  epoch: number
  loss: number
  valLoss: number | null
  seconds: number
  learningRate: number | null
  measures: Pick<Measures, 'macroMAP' | 'microMAP' | 'perLabelAccuracy' | 'microF1' | 'top3Hit'> | null
}

/** The model used before. Only with its answers on the same films can it be compared. */
export type PreviousModel =
  | { id: string; scores: Float32Array; levels: readonly { likely: number | null; maybe: number }[] }
  | { id: string; measures: KnownFigures }

export interface ReportInput {
  model: TrainingReport['model']
  createdAt: number
  seed: number
  history: readonly HistoryEntry[]
  best: number | null
  stoppedEarly: boolean
  /** Whether copies of one film are on both sides. */
  sharesFilms?: boolean
  /** The validation films, in the order of the scores. */
  films: readonly (ListedFilm & SlicedFilm)[]
  /** Probabilities of the finished model, row-major films × 20. */
  scores: Float32Array
  /**
   * The same from calibrations that were fitted without the film, where the model was calibrated on these very films:
   * what is said of calibration is said of these.
   */
  crossFitted?: Float32Array
  /** 0 or 1, of the same shape. */
  truth: Uint8Array
  /** Fitted on these very films: what is said about them is cross-fitted here. */
  levels: readonly { likely: number | null; maybe: number }[]
  /** The share of the training films with each genre, in label order. */
  trainingPrevalence: readonly number[]
  previous: PreviousModel | null
  /** Training pictures by genre, before and after balancing. */
  augmented: { before: Partial<Record<Genre, number>>; after: Partial<Record<Genre, number>> }
  counts: TrainingReport['counts']
  settings: TrainingReport['settings']
  machine: TrainingReport['machine']
  /** Of the bootstrap; 0 leaves out all intervals, and then nothing is called better. */
  resamples?: number
}

/**
 * All that a training run leaves to look at. Takes some seconds for a few thousand films, nearly all for the intervals.
 * @throws RangeError when there are no films or the shapes do not fit
 */
export function buildReport(input: ReportInput): TrainingReport {
  const { scores, crossFitted = scores, truth, trainingPrevalence, seed, sharesFilms = false } = input
  const labels = [...GENRES]
  const options = { seed, ...(input.resamples !== undefined && { resamples: input.resamples }) }
  const measures = measuresOf(input, options)
  const answers = crossFitAnswers(scores, truth, labels.length, { seed })
  const contest = {
    model: { scores, ...answers, forBrier: crossFitted },
    previous: previousOf(input.previous),
  }
  const judged = { truth, labels, trainingPrevalence }
  const headlines = headlinesOf(contest, judged, options)
  const slices = slicesOf(contest, judged, input.films, options)
  return {
    format: 1,
    model: input.model,
    createdAt: input.createdAt,
    seed,
    sharesFilms,
    measures,
    headlines: sharesFilms ? headlines.map(noResult) : headlines,
    calibration: calibrationFigures(
      measures.ecePerGenre,
      { ...judged, scores: crossFitted },
      input.crossFitted !== undefined,
    ),
    slices: sharesFilms ? withoutResults(slices) : slices,
    previousId: input.previous?.id ?? null,
    epochs: input.history.map(epochOf),
    best: input.best,
    stoppedEarly: input.stoppedEarly,
    genres: genresOf(input, measures, answers, options),
    pooled: {
      curve: precisionRecallCurve(rank(scores, truth), scores),
      reliability: pooledReliability(crossFitted, truth, seed),
    },
    together: coOccurrence(truth, labels.length),
    confusion: {
      likely: confusionOf(answers.likely, truth, labels.length),
      maybe: confusionOf(answers.maybe, truth, labels.length),
    },
    films: extremeFilms(input),
    distribution: {
      before: labels.map((genre) => input.augmented.before[genre] ?? 0),
      after: labels.map((genre) => input.augmented.after[genre] ?? 0),
    },
    counts: input.counts,
    settings: input.settings,
    machine: input.machine,
  }
}

function measuresOf(
  { scores, crossFitted, truth, levels, trainingPrevalence }: ReportInput,
  options: ResampleOptions,
): Measures {
  const known = {
    truth,
    labels: GENRES,
    thresholds: levels.map(({ maybe }) => maybe),
    likely: levels.map(({ likely }) => likely),
    trainingPrevalence,
    ...options,
  }
  const measures = measure({ ...known, scores })
  if (crossFitted === undefined) return measures
  const { ece, ecePerGenre, brier } = measure({ ...known, scores: crossFitted, resamples: 0 })
  return { ...measures, ece, ecePerGenre, brier }
}

function epochOf({ measures, ...entry }: HistoryEntry): ReportEpoch {
  return {
    epoch: entry.epoch,
    loss: entry.loss,
    valLoss: entry.valLoss,
    seconds: entry.seconds,
    learningRate: entry.learningRate,
    macroMAP: measures?.macroMAP ?? null,
    microMAP: measures?.microMAP ?? null,
    perLabelAccuracy: measures?.perLabelAccuracy ?? null,
    microF1: measures?.microF1 ?? null,
    top3Hit: measures?.top3Hit ?? null,
  }
}

function previousOf(previous: PreviousModel | null): Contestant | KnownFigures | null {
  if (previous === null) return null
  return 'measures' in previous ? previous.measures : sayingAtLevels(previous.scores, previous.levels)
}

function genresOf(
  { films: listed, scores, crossFitted = scores, truth, levels, trainingPrevalence, seed }: ReportInput,
  measures: Measures,
  answers: LevelAnswers,
  options: ResampleOptions,
): GenreReport[] {
  const count = GENRES.length
  const films = truth.length / count
  const rankings = GENRES.map((_, label) => rankLabel(scores, truth, count, label))
  const gains = rankings.map((ranking, label) => {
    const precision = precisionOf(ranking)
    const prevalence = ratio(columnOf(truth, label), new Float64Array(films).fill(1))
    return (weights?: Uint16Array) => {
      const [ap, share] = [precision(weights), prevalence(weights)]
      return ap === null || share === null ? null : ap - share
    }
  })
  const errors = bootstrapErrors(films, (weights) => gains.map((gain) => gain(weights)), options)
  return measures.perGenre.map(({ name, support, tooFew, prevalence, ap }, label) => {
    const gain = gains[label]?.() ?? null
    const gainInterval = intervalAround(gain, errors[label] ?? null)
    const ranking = rankings[label]
    return {
      name,
      support,
      tooFew,
      prevalence,
      trainingPrevalence: trainingPrevalence[label] ?? 0,
      ap,
      gain,
      gainInterval,
      verdict: tooFew ? null : verdictOf(gainInterval),
      likelyFrom: levels[label]?.likely ?? null,
      maybeFrom: levels[label]?.maybe ?? 1,
      likely: figuresOf(answers.likely, truth, label),
      maybe: figuresOf(answers.maybe, truth, label),
      decades: decadeFigures(listed, answers, { truth, label }),
      curve: ranking === undefined ? [] : precisionRecallCurve(ranking, columnOf(scores, label)),
      reliability: labelReliability(crossFitted, truth, count, label, seed + label),
    }
  })
}

function columnOf(values: Float32Array | Uint8Array, label: number): Float64Array {
  return Float64Array.from(
    { length: values.length / GENRES.length },
    (_, film) => values[film * GENRES.length + label] as number,
  )
}
