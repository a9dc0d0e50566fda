import type { GenreExamples } from './examples.ts'
import type { Origin, Statement } from './statements.ts'

/** Origins whose statements are one sample: of what was not shown, yes comes from a person and no from silence. */
const SAMPLES: Record<Origin, 'asked' | 'unasked' | 'nfo'> = {
  asked: 'asked',
  unasked: 'unasked',
  unshown: 'unasked',
  nfo: 'nfo',
}

/**
 * How much likelier, in logits, a yes weighs than a no for no other reason than how statements are weighted. A shown genre
 * that is right is often confirmed (0.5) and one that is wrong denied (1); a genre that was not shown is added (1) or left
 * out (0.2). Weights that hang on the answer shift the odds by their ratio, and a fit that is told so beforehand is
 * unmoved by it (Prentice and Pyke 1979; King and Zeng 2001, prior correction). Over all genres together: people, not
 * genres, have such habits.
 */
export function answerOdds(examples: readonly GenreExamples[]): (statement: Statement) => number {
  const sums = new Map<string, { yes: Mean; no: Mean }>()
  for (const { statements } of examples) {
    for (const { origin, isYes, weight } of statements) {
      const sample = SAMPLES[origin]
      const means = sums.get(sample) ?? { yes: { sum: 0, count: 0 }, no: { sum: 0, count: 0 } }
      sums.set(sample, means)
      const mean = isYes ? means.yes : means.no
      mean.sum += weight
      mean.count++
    }
  }
  const odds = new Map(
    [...sums].map(([sample, { yes, no }]) => [
      sample,
      yes.count === 0 || no.count === 0 ? 0 : Math.log(yes.sum / yes.count / (no.sum / no.count)),
    ]),
  )
  return ({ origin }) => odds.get(SAMPLES[origin]) ?? 0
}

interface Mean {
  sum: number
  count: number
}
