/**
 * Consecutive parts of nearly equal length, the first ones longer: the paper trained on each in turn, going on from
 * the weights of the one before.
 */
export function consecutiveSplits<Item>(samples: readonly Item[], count: 1 | 2 | 4): Item[][] {
  const starts = Array.from({ length: count + 1 }, (_, split) => Math.ceil((split * samples.length) / count))
  return Array.from({ length: count }, (_, split) => samples.slice(starts[split], starts[split + 1]))
}
