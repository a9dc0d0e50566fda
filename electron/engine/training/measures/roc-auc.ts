/**
 * Area under the ROC curve: how often one of those that are scores higher than one of those that are not, equal scores
 * counting half (Hanley and McNeil 1982). Null without one of each.
 * @param weights how often each counts
 */
export function rocAuc(scores: Float64Array, truth: Uint8Array, weights: Float64Array): number | null {
  const order = Int32Array.from(scores, (_, at) => at)
  order.sort((left, right) => (scores[left] as number) - (scores[right] as number))
  let [below, positives, pairs] = [0, 0, 0]
  for (let from = 0; from < order.length;) {
    let [to, yes, no] = [from, 0, 0]
    while (to < order.length && scores[order[to] as number] === scores[order[from] as number]) {
      const at = order[to++] as number
      if (truth[at] === 1) yes += weights[at] as number
      else no += weights[at] as number
    }
    pairs += yes * (below + no / 2)
    below += no
    positives += yes
    from = to
  }
  return positives === 0 || below === 0 ? null : pairs / (positives * below)
}
