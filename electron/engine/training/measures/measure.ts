import type { Measures } from '#shared/contract/models.ts'
import type { Genre } from '#shared/domain/genres.ts'
import { OFF_BY_DEFAULT } from '#shared/domain/genres.ts'
import type { Pieces } from '../in-turns.ts'
import { atOnce } from '../in-turns.ts'
import { genrePriorAccuracy, HALF, perLabelAccuracy, predictNothingAccuracy } from './accuracy.ts'
import { averagePrecision, meanOfKnown, rank, rankLabel } from './average-precision.ts'
import { bootstrapErrorsInPieces, intervalAround, macroAveragePrecision } from './bootstrap.ts'
import { brierSkill, labelCalibration, pooledCalibrationError } from './calibration.ts'
import { countAt, f1, macroF1, microF1, pooled, precision, recall } from './f1.ts'
import { rankingMeasures } from './ranking.ts'

/** Fewer positives than this are too few to tell anything about a genre. */
export const LEAST_SUPPORT = 25

export interface MeasureInput {
  /** Probabilities, row-major films × labels. */
  scores: Float32Array
  /** 0 or 1, of the same shape. */
  truth: Uint8Array
  labels: readonly Genre[]
  /** The F1 threshold (the maybe level) of each label. */
  thresholds: readonly number[]
  /** The likely level of each label; null for a weak genre, which is never likely. */
  likely: readonly (number | null)[]
  /** The share of the training films that have each label. */
  trainingPrevalence: readonly number[]
  /** Of the bootstrap and the calibration draws: the same seed gives the same figures. */
  seed?: number
  /** 0 leaves out the interval. */
  resamples?: number
}

/**
 * All measures of one model on one set of films; each definition is named where it is computed.
 * @throws RangeError when there are no films or the shapes do not fit
 */
export function measure(input: MeasureInput): Measures {
  return atOnce(measureInPieces(input))
}

/** {@link measure} in pieces that each take milliseconds for some thousand films. */
export function* measureInPieces(input: MeasureInput): Pieces<Measures> {
  const { scores, truth, labels, thresholds, likely, trainingPrevalence, seed = 1 } = input
  const films = requireShapes(input)
  const rankings = labels.map((_, label) => rankLabel(scores, truth, labels.length, label))
  const precisions = rankings.map((ranking) => averagePrecision(ranking))
  const macroMAP = meanOfKnown(precisions)
  const macroOf = (weights: Uint16Array) => [macroAveragePrecision(rankings, weights)]
  const [error = null] = yield* bootstrapErrorsInPieces(films, macroOf, {
    seed,
    ...(input.resamples !== undefined && { resamples: input.resamples }),
  })
  const ecePerGenre: Measures['ecePerGenre'] = []
  for (const [label, name] of labels.entries()) {
    ecePerGenre.push({ name, ...labelCalibration(scores, truth, labels.length, label, seed + label) })
    yield
  }
  const atThresholds = countAt(scores, truth, thresholds)
  const atHalf = countAt(
    scores,
    truth,
    labels.map(() => HALF),
  )
  const atLikely = pooled(countAt(scores, truth, likely))
  return {
    films,
    labels: labels.length,
    perLabelAccuracy: perLabelAccuracy(scores, truth),
    predictNothingAccuracy: predictNothingAccuracy(truth),
    genrePriorAccuracy: genrePriorAccuracy(truth, trainingPrevalence),
    macroMAP,
    macroMAPInterval: intervalAround(macroMAP, error),
    macroMAP18: meanOfKnown(
      precisions.filter((_, label) => !OFF_BY_DEFAULT.includes(labels[label] as Genre)),
    ),
    microMAP: averagePrecision(rank(scores, truth)),
    microF1: microF1(atThresholds),
    macroF1: macroF1(atThresholds),
    microF1At05: microF1(atHalf),
    macroF1At05: macroF1(atHalf),
    likely: {
      precision: precision(atLikely),
      recall: recall(atLikely),
      perPoster: atLikely.predicted / films,
    },
    ...rankingMeasures(scores, truth, labels.length),
    ece: pooledCalibrationError(scores, truth),
    ecePerGenre,
    brier: brierSkill(scores, truth, trainingPrevalence),
    genresAveraged: precisions.filter((value) => value !== null).length,
    perGenre: atThresholds.map((counts, label) => ({
      name: labels[label] as Genre,
      prevalence: counts.support / films,
      ap: precisions[label] ?? null,
      precision: precision(counts),
      recall: recall(counts),
      f1: f1(counts),
      support: counts.support,
      tooFew: counts.support < LEAST_SUPPORT,
    })),
  }
}

function requireShapes({
  scores,
  truth,
  labels,
  thresholds,
  likely,
  trainingPrevalence,
}: MeasureInput): number {
  const films = truth.length / labels.length
  const perLabel = [thresholds.length, likely.length, trainingPrevalence.length]
  if (
    scores.length !== truth.length ||
    !Number.isInteger(films) ||
    perLabel.some((n) => n !== labels.length)
  ) {
    throw new RangeError('Scores, truth and levels must be of the same films and labels')
  }
  if (films === 0) throw new RangeError('No films to measure on')
  return films
}
