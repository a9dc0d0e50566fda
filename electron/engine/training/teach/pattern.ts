/** A verdict beside the logit of a head that has not learned from it. */
export interface Answered {
  label: number
  isYes: boolean
  logit: number
}

/** One in a hundred sets of verdicts at random passes: 2.33 standard deviations of the normal distribution. */
const DEVIATIONS = 2.33

/**
 * Whether verdicts follow anything that posters show: within a genre a yes goes with higher logits than a no, beyond chance.
 * Verdicts at random are told best by even odds, and a head that became unsure of everything gains on them, also on
 * those that it did not learn from; its ranking, by which forgetting is told, may stay as it was. So this is asked
 * apart. Mantel's test (1963): the covariance within genres over its deviation when verdicts are dealt anew.
 */
export function followsPosters(answered: readonly Answered[]): boolean {
  const genres = new Map<number, Answered[]>()
  for (const each of answered) {
    const known = genres.get(each.label)
    if (known === undefined) genres.set(each.label, [each])
    else known.push(each)
  }
  let [covariance, variance] = [0, 0]
  for (const own of genres.values()) {
    if (own.length < 2) continue
    const logits = spreadOf(own.map(({ logit }) => logit))
    const answers = spreadOf(own.map(({ isYes }) => (isYes ? 1 : 0)))
    covariance += products(logits, answers)
    variance += (products(logits, logits) * products(answers, answers)) / (own.length - 1)
  }
  return variance > 0 && covariance >= DEVIATIONS * Math.sqrt(variance)
}

function spreadOf(values: readonly number[]): number[] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  return values.map((value) => value - mean)
}

function products(left: readonly number[], right: readonly number[]): number {
  return left.reduce((sum, value, at) => sum + value * (right[at] as number), 0)
}
