import type { CurvePoint } from '#shared/domain/report.ts'
import type { Ranking, Scores } from './average-precision.ts'

/** More points than this are not told apart in a picture. */
export const MOST_CURVE_POINTS = 100

/**
 * Precision against recall at the distinct scores, highest first, as scikit-learn's `precision_recall_curve` without its
 * added end. Thinned by equal steps of recall: of each step the first score that reaches it, and always the first and
 * the last score that finds anything new. Empty without positives.
 * @param scores those the ranking was made of
 */
export function precisionRecallCurve(
  ranking: Ranking,
  scores: Scores,
  mostPoints = MOST_CURVE_POINTS,
): CurvePoint[] {
  const { order, positive, endsTie, positives } = ranking
  const points: CurvePoint[] = []
  let found = 0
  let foundBefore = 0
  for (let place = 0; place < order.length && positives > 0; place++) {
    found += positive[place] as number
    if (endsTie[place] !== 1) continue
    // What finds nothing new only lowers the curve at the same recall.
    if (found === foundBefore && points.length > 0) continue
    foundBefore = found
    points.push({
      recall: found / positives,
      precision: found / (place + 1),
      threshold: scores[order[place] as number] as number,
    })
  }
  return thinned(points, mostPoints)
}

function thinned(points: CurvePoint[], mostPoints: number): CurvePoint[] {
  if (points.length <= mostPoints) return points
  const steps = mostPoints - 1
  let reached = -1
  return points.filter(({ recall }, index) => {
    const step = Math.floor(recall * steps)
    const isFirstOfStep = step > reached
    reached = Math.max(reached, step)
    return isFirstOfStep || index === points.length - 1
  })
}
