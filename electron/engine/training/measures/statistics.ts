import type { Ranking, Scores } from './average-precision.ts'
import { averagePrecision, meanOfKnown, rank } from './average-precision.ts'

/** A measure of films that count as often as the weights say, once each without; null where it has no value. */
export type Statistic = (weights?: Uint16Array) => number | null

/**
 * A measure that is one sum over the films divided by another: accuracies, F1, hits, means.
 * @param empty the value of 0/0
 */
export function ratio(above: Float64Array, below: Float64Array, empty: number | null = null): Statistic {
  return (weights) => {
    let [over, under] = [0, 0]
    for (let film = 0; film < above.length; film++) {
      const weight = weights === undefined ? 1 : (weights[film] as number)
      over += weight * (above[film] as number)
      under += weight * (below[film] as number)
    }
    return under === 0 ? empty : over / under
  }
}

/** The mean of measures that have a value. */
export function meanOf(statistics: readonly Statistic[]): Statistic {
  return (weights) => meanOfKnown(statistics.map((statistic) => statistic(weights)))
}

/** The average precision of one label, ranked before. */
export function precisionOf(ranking: Ranking): Statistic {
  return (weights) => averagePrecision(ranking, weights)
}

/** Average precision over all film × label pairs at once; a film's pairs are drawn together. */
export function pooledPrecision(scores: Scores, truth: Uint8Array, labelCount: number): Statistic {
  const ranking = rank(scores, truth)
  const ofPairs = new Uint16Array(truth.length)
  return (weights) => {
    if (weights === undefined) return averagePrecision(ranking)
    for (let film = 0; film < weights.length; film++) {
      ofPairs.fill(weights[film] as number, film * labelCount, (film + 1) * labelCount)
    }
    return averagePrecision(ranking, ofPairs)
  }
}

/** What a film's answers count towards precision, recall and F1. */
export interface AnswerCounts {
  predicted: Float64Array
  support: Float64Array
  right: Float64Array
}

/**
 * Counts answers film by film, of one label or of all.
 * @param said 1 where a label is said of a film, row-major films × labels, as the truth
 */
export function answerCounts(
  said: Uint8Array,
  truth: Uint8Array,
  labelCount: number,
  label: number | null = null,
): AnswerCounts {
  const films = truth.length / labelCount
  const counts = {
    predicted: new Float64Array(films),
    support: new Float64Array(films),
    right: new Float64Array(films),
  }
  for (let film = 0; film < films; film++) {
    const [from, to] = label === null ? [0, labelCount] : [label, label + 1]
    let [predicted, support, right] = [0, 0, 0]
    for (let pair = film * labelCount + from; pair < film * labelCount + to; pair++) {
      predicted += said[pair] as number
      support += truth[pair] as number
      right += (said[pair] as number) & (truth[pair] as number)
    }
    counts.predicted[film] = predicted
    counts.support[film] = support
    counts.right[film] = right
  }
  return counts
}

/** F1 of answers, 0 where nothing was said and nothing was there. */
export function f1Of({ predicted, support, right }: AnswerCounts): Statistic {
  return ratio(
    right.map((value) => 2 * value),
    predicted.map((value, film) => value + (support[film] as number)),
    0,
  )
}
