import { sigmoid } from '../../model/title/title-fusion.ts'
import type { GenreLevel } from '../levels.ts'
import { averagePrecision, rank } from '../measures/average-precision.ts'
import { LEAST_SUPPORT } from '../measures/measure.ts'
import type { JudgedPair } from './judged-pairs.ts'

/** How many verdicts say what a head calls likely, or not likely, at its levels. */
export interface Agreement {
  verdicts: number
  before: number
  after: number
}

export function agreementOf(
  pairs: readonly JudgedPair[],
  before: readonly GenreLevel[],
  after: readonly GenreLevel[],
): Agreement {
  return {
    verdicts: pairs.length,
    before: pairs.filter((pair) => isKept(pair, 'before', before)).length,
    after: pairs.filter((pair) => isKept(pair, 'after', after)).length,
  }
}

/** Standard deviations: to refuse a head needs less proof than to promote it. */
const DEVIATIONS = 0.5

/**
 * Whether the head after is in keeping with fewer verdicts, and not just by one more here and one fewer there: of those that
 * one head keeps and the other does not, clearly more are lost than won (McNemar 1947).
 */
export function agreesLess(
  pairs: readonly JudgedPair[],
  before: readonly GenreLevel[],
  after: readonly GenreLevel[],
): boolean {
  let [lost, won] = [0, 0]
  for (const pair of pairs) {
    const [was, is] = [isKept(pair, 'before', before), isKept(pair, 'after', after)]
    if (was && !is) lost++
    if (is && !was) won++
  }
  return lost - won > DEVIATIONS * Math.sqrt(lost + won)
}

function isKept(pair: JudgedPair, of: 'before' | 'after', levels: readonly GenreLevel[]): boolean {
  const likely = levels[pair.label]?.likely ?? null
  return (likely !== null && sigmoid(pair[of]) >= likely) === pair.isYes
}

/** Average precision of a genre on the films that judge; shown, and never decisive. */
export interface GenrePrecision {
  label: number
  yes: number
  no: number
  /** Null without a yes. */
  before: number | null
  after: number | null
  /** Fewer than 25 yes: too few to tell. */
  isTooFew: boolean
}

export function precisionsOf(pairs: readonly JudgedPair[], labels: readonly number[]): GenrePrecision[] {
  return labels.map((label) => {
    const own = pairs.filter((pair) => pair.label === label)
    const truth = Uint8Array.from(own, ({ isYes }) => (isYes ? 1 : 0))
    const precision = (of: 'before' | 'after') =>
      averagePrecision(
        rank(
          Float64Array.from(own, (pair) => pair[of]),
          truth,
        ),
      )
    const yes = truth.reduce((sum, value) => sum + value, 0)
    return {
      label,
      yes,
      no: own.length - yes,
      before: precision('before'),
      after: precision('after'),
      isTooFew: yes < LEAST_SUPPORT,
    }
  })
}
