import { sigmoid } from '../../model/title/title-fusion.ts'
import { deviationsOf } from './design.ts'
import type { LogisticRows } from './map-logistic.ts'
import { crossEntropy, fitMap, rowProduct } from './map-logistic.ts'

/** Before anything is seen, about one genre in four is thought to be off. */
const LOG_ODDS_CHANGED = -1

/**
 * Bias and scale of a genre, or the bias alone, averaged over two models: the parent is right, or it is off by as much as
 * fits best. Each counts by how likely it makes the answers (Bayesian model averaging, Hoeting et al. 1999; the evidence by
 * Laplace's method, Tierney and Kadane 1986). So a genre that nothing is wrong with hardly moves, and one that the
 * answers speak clearly of moves all the way: no step that a few answers more or less could turn around.
 * @param rows with at most the columns before the features
 */
export function fitAveraged(rows: LogisticRows): Float64Array {
  const deviations = deviationsOf(rows.columns)
  const best = fitMap(rows, { deviations })
  const changed = sigmoid(LOG_ODDS_CHANGED + logEvidence(rows, best, deviations))
  return best.map((coefficient) => changed * coefficient)
}

/** How much likelier, in logits, the rows are with coefficients unknown but for their prior than with none. */
function logEvidence(rows: LogisticRows, best: Float64Array, deviations: Float64Array): number {
  const { matrix, columns, offsets, targets, weights } = rows
  // In units of the prior: its own curvature is one, and the volume of the peak needs no deviations.
  const curvature = Array.from({ length: columns }, (_, at) => new Float64Array(columns).fill(1, at, at + 1))
  let gained = 0
  for (let row = 0; row < weights.length; row++) {
    const [weight = 0, offset = 0, target = 0] = [weights[row], offsets[row], targets[row]]
    const logit = offset + rowProduct(matrix, row * columns, best)
    gained += weight * (crossEntropy(target, offset) - crossEntropy(target, logit))
    const spread = weight * sigmoid(logit) * sigmoid(-logit)
    for (let one = 0; one < columns; one++) {
      for (let other = 0; other < columns; other++) {
        const both = unit(row, one) * unit(row, other)
        const line = curvature[one] as Float64Array
        line[other] = (line[other] as number) + spread * both
      }
    }
  }
  const improbable = best.reduce((sum, each, at) => sum + (each / (deviations[at] as number)) ** 2, 0)
  return gained - 0.5 * improbable - 0.5 * Math.log(determinant(curvature))

  function unit(row: number, column: number): number {
    return (matrix[row * columns + column] as number) * (deviations[column] as number)
  }
}

/** Of one column or two. */
function determinant([first, second]: readonly Float64Array[]): number {
  const [a = 1, b = 0] = first ?? []
  if (second === undefined) return a
  const [c = 0, d = 1] = second
  return a * d - b * c
}
