/** Probabilities, row-major films × labels; every sum over them is done in float64. */
export type Scores = Float32Array | Float64Array

/**
 * One label's films by falling score. Sorted once, the average precision of any reweighting of the films (a bootstrap
 * resample) is one pass.
 */
export interface Ranking {
  /** The films (or pairs) of highest score first. */
  order: Int32Array
  /** 1 where the one at this place is truly of the label. */
  positive: Uint8Array
  /** 1 at the last place of a run of equal scores. */
  endsTie: Uint8Array
  positives: number
}

/** Ranks values against their truth, both of the same length; truth is 0 or 1. */
export function rank(scores: Scores, truth: Uint8Array): Ranking {
  const order = Int32Array.from({ length: scores.length }, (_, index) => index)
  order.sort((left, right) => (scores[right] as number) - (scores[left] as number))
  const positive = Uint8Array.from(order, (index) => (truth[index] === 0 ? 0 : 1))
  const endsTie = Uint8Array.from(order, (index, place) => {
    const next = order[place + 1]
    return next === undefined || scores[next] !== scores[index] ? 1 : 0
  })
  return { order, positive, endsTie, positives: positive.reduce((sum, value) => sum + value, 0) }
}

/** One label's ranking out of row-major films × labels. */
export function rankLabel(scores: Scores, truth: Uint8Array, labelCount: number, label: number): Ranking {
  const films = scores.length / labelCount
  const column = Float64Array.from(
    { length: films },
    (_, film) => scores[film * labelCount + label] as number,
  )
  return rank(
    column,
    Uint8Array.from({ length: films }, (_, film) => truth[film * labelCount + label] as number),
  )
}

/**
 * Average precision as in scikit-learn's `average_precision_score`: Σ (Rₙ − Rₙ₋₁) Pₙ over the distinct scores, not
 * interpolated, equal scores being one step. Null without positives.
 * @param weights how often each film counts; once each when absent
 */
export function averagePrecision(ranking: Ranking, weights?: Uint16Array): number | null {
  const { order, positive, endsTie } = ranking
  let seen = 0
  let found = 0
  let foundBefore = 0
  let sum = 0
  for (let place = 0; place < order.length; place++) {
    const weight = weights === undefined ? 1 : (weights[order[place] as number] as number)
    seen += weight
    if (positive[place] === 1) found += weight
    if (endsTie[place] === 1 && found > foundBefore) {
      sum += (found - foundBefore) * (found / seen)
      foundBefore = found
    }
  }
  return found === 0 ? null : sum / found
}

/** The mean of the values that exist; null when none does. */
export function meanOfKnown(values: readonly (number | null)[]): number | null {
  let sum = 0
  let count = 0
  for (const value of values) {
    if (value === null) continue
    sum += value
    count++
  }
  return count === 0 ? null : sum / count
}
