import type { Reliability, ReliabilityBin } from '#shared/domain/report.ts'
import { seededRandom } from '../../platform/random.ts'
import type { Scores } from './average-precision.ts'
import { BINS, equalMassEnds, labelCalibration, pooledCalibrationError } from './calibration.ts'

/** Labels are drawn so often to learn what chance alone does to the pooled error. */
const DRAWS = 20

/**
 * The reliability diagram of all film × label pairs (DeGroot and Fienberg 1983) in the 15 bins of equal width that
 * {@link pooledCalibrationError} takes, beside the error that a perfectly calibrated model would show on these scores.
 * Empty bins are left out.
 */
export function pooledReliability(scores: Scores, truth: Uint8Array, seed = 1): Reliability {
  const sums = Array.from({ length: BINS }, () => ({ score: 0, positives: 0, count: 0 }))
  for (let pair = 0; pair < truth.length; pair++) {
    const score = scores[pair] as number
    const sum = sums[Math.min(BINS - 1, Math.max(0, Math.floor(score * BINS)))]
    if (sum === undefined) continue
    sum.score += score
    sum.positives += truth[pair] as number
    sum.count++
  }
  const random = seededRandom(seed)
  let drawn = 0
  for (let draw = 0; draw < DRAWS; draw++) {
    const labels = Uint8Array.from(truth, (_, pair) => (random() < (scores[pair] as number) ? 1 : 0))
    drawn += pooledCalibrationError(scores, labels)
  }
  return {
    bins: sums.flatMap(({ score, positives, count }) => binOf(score, positives, count) ?? []),
    ece: pooledCalibrationError(scores, truth),
    expected: drawn / DRAWS,
  }
}

/** The same of one label, in the 15 bins of nearly equal mass that {@link labelCalibration} takes. */
export function labelReliability(
  scores: Scores,
  truth: Uint8Array,
  labelCount: number,
  label: number,
  seed = 1,
): Reliability {
  const order = Int32Array.from(
    { length: truth.length / labelCount },
    (_, film) => film * labelCount + label,
  ).sort((left, right) => (scores[left] as number) - (scores[right] as number))
  let from = 0
  const bins = equalMassEnds(Float64Array.from(order, (pair) => scores[pair] as number)).flatMap((end) => {
    let [score, positives] = [0, 0]
    for (const pair of order.subarray(from, end)) {
      score += scores[pair] as number
      positives += truth[pair] as number
    }
    const bin = binOf(score, positives, end - from)
    from = end
    return bin ?? []
  })
  return { bins, ...labelCalibration(scores, truth, labelCount, label, seed) }
}

function binOf(score: number, positives: number, count: number): ReliabilityBin | null {
  return count === 0 ? null : { score: score / count, share: positives / count, count }
}
