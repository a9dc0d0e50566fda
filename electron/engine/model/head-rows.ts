import type { Head } from './heads.ts'

/** A head of some labels of another, in the order given; its logits are the same numbers. */
export function someRows({ weights, bias, dimensions }: Head, labels: readonly number[]): Head {
  const some = new Float32Array(labels.length * dimensions)
  labels.forEach((label, row) => {
    some.set(weights.subarray(label * dimensions, (label + 1) * dimensions), row * dimensions)
  })
  return { weights: some, bias: Float32Array.from(labels, (label) => bias[label] as number), dimensions }
}

/** The labels on which two heads differ. */
export function changedLabels(one: Head, other: Head): number[] {
  const { dimensions } = one
  return Array.from(one.bias.keys()).filter((label) => {
    if (one.bias[label] !== other.bias[label]) return true
    for (let at = label * dimensions; at < (label + 1) * dimensions; at++) {
      if (one.weights[at] !== other.weights[at]) return true
    }
    return false
  })
}
