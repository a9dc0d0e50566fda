import type { Head } from '../../model/heads.ts'
import type { FeatureSpace } from './feature-space.ts'
import type { GenreFit } from './fit-genre.ts'

/** The parent's head with what was learned of each genre; rows of the others are the same bytes. */
export function taughtHead(parent: Head, fits: readonly GenreFit[], space: FeatureSpace): Head {
  const { dimensions } = parent
  const weights = parent.weights.slice()
  const bias = parent.bias.slice()
  for (const { label, tier, bias: added, scale, centre, vector } of fits) {
    if (tier === 'unchanged') continue
    const from = label * dimensions
    let constant = (1 + scale) * (bias[label] as number) + added - scale * centre
    for (let at = 0; at < dimensions; at++) {
      const coefficient = (vector?.[at] ?? 0) / space.unit
      weights[from + at] = (1 + scale) * (weights[from + at] as number) + coefficient
      constant -= coefficient * (space.mean[at] as number)
    }
    bias[label] = constant
  }
  return { weights, bias, dimensions }
}
