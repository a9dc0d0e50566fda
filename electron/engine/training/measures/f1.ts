import type { Scores } from './average-precision.ts'

/** What a threshold got right and wrong for one label. */
export interface Counts {
  /** Films said to be of the label. */
  predicted: number
  /** Films truly of it. */
  support: number
  /** Films that are both. */
  right: number
}

/** Counts every label at its threshold; a label whose threshold is null is never predicted. */
export function countAt(scores: Scores, truth: Uint8Array, thresholds: readonly (number | null)[]): Counts[] {
  const labels = thresholds.length
  return thresholds.map((threshold, label) => {
    const counts = { predicted: 0, support: 0, right: 0 }
    for (let pair = label; pair < truth.length; pair += labels) {
      const isPredicted = threshold !== null && (scores[pair] as number) >= threshold
      const isTrue = truth[pair] === 1
      if (isPredicted) counts.predicted++
      if (isTrue) counts.support++
      if (isPredicted && isTrue) counts.right++
    }
    return counts
  })
}

/** All labels' counts together. */
export function pooled(counts: readonly Counts[]): Counts {
  const sum = { predicted: 0, support: 0, right: 0 }
  for (const count of counts) {
    sum.predicted += count.predicted
    sum.support += count.support
    sum.right += count.right
  }
  return sum
}

/** Null when nothing was predicted. */
export function precision({ predicted, right }: Counts): number | null {
  return predicted === 0 ? null : right / predicted
}

/** Null when nothing was there to find. */
export function recall({ support, right }: Counts): number | null {
  return support === 0 ? null : right / support
}

/** F1 = 2·TP / (predicted + support), with 0/0 = 0 as scikit-learn's `f1_score` with `zero_division=0`. */
export function f1({ predicted, support, right }: Counts): number {
  return predicted + support === 0 ? 0 : (2 * right) / (predicted + support)
}

/** F1 of all answers pooled (scikit-learn's `average="micro"`). */
export function microF1(counts: readonly Counts[]): number {
  return f1(pooled(counts))
}

/** The mean of every label's F1, those without positives too (scikit-learn's `average="macro"`). */
export function macroF1(counts: readonly Counts[]): number {
  return counts.reduce((sum, count) => sum + f1(count), 0) / counts.length
}
