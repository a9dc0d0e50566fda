import { seededRandom } from '../../platform/random.ts'
import type { JudgedPair } from './judged-pairs.ts'
import { gainOf, lossGains } from './judged-pairs.ts'
import { signFlipProbability } from './sign-flip.ts'

const DRAWS = 10_000

/**
 * One-sided: how likely a gain at least as high is when the head after is no better. The larger of two answers, so that
 * a gain must stand before both:
 *
 * - **sign flips** of the films' gains. They ask nothing of the heads, and the verdicts of a film may hang together; but
 *   gains are lopsided, and few films fool them: a head that calls a rare genre rarer still gains on every film until
 *   one of that genre comes.
 * - **drawn verdicts**, each with the chance at which neither head would gain on it: Monte Carlo (Barnard 1963) of the
 *   nearest world in which the heads are equally good. They know what rare losses may come; but they draw the verdicts
 *   of a film as if they did not hang together.
 */
export function gainProbability(pairs: readonly JudgedPair[], films: number, seed: number): number {
  return Math.max(signFlipProbability(lossGains(pairs, films), seed), drawnProbability(pairs, seed))
}

function drawnProbability(pairs: readonly JudgedPair[], seed: number): number {
  // A pair on which both say the same gains nothing either way.
  const telling = pairs.filter(({ before, after }) => before !== after)
  const ifYes = Float64Array.from(telling, (pair) => gainOf(pair, true))
  const ifNo = Float64Array.from(telling, (pair) => gainOf(pair, false))
  const chances = ifNo.map((gain, at) => gain / (gain - (ifYes[at] as number)))
  const observed = telling.reduce((sum, pair) => sum + gainOf(pair, pair.isYes), 0)
  const random = seededRandom(seed)
  let reached = 0
  for (let draw = 0; draw < DRAWS; draw++) {
    let sum = 0
    for (let at = 0; at < chances.length; at++) {
      sum += (random() < (chances[at] as number) ? ifYes[at] : ifNo[at]) as number
    }
    if (sum >= observed) reached++
  }
  return (reached + 1) / (DRAWS + 1)
}
