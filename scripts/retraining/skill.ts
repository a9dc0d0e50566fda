import type { Head } from '#engine/model/heads.ts'
import { logitsOf } from '#engine/model/heads.ts'
import {
  averagePrecision,
  meanOfKnown,
  rank,
  rankLabel,
} from '#engine/training/measures/average-precision.ts'
import { someRows } from '#engine/training/teach/head-rows.ts'
import { crossEntropy } from '#engine/training/teach/map-logistic.ts'
import { SHOWN } from './world.ts'

/** How well a head tells the shown genres of films. */
export interface Skill {
  /** Mean log-loss of a genre of a film, nats. */
  loss: number
  /** Mean of the genres' average precisions, and that of all answers together. */
  macro: number
  micro: number
}

/** @param truths bits of each film */
export function skillOf(head: Head, embeddings: readonly Uint8Array[], truths: ArrayLike<number>): Skill {
  const labels = SHOWN.length
  const some = someRows(head, SHOWN)
  const logits = new Float32Array(embeddings.length * labels)
  const truth = new Uint8Array(logits.length)
  let loss = 0
  embeddings.forEach((embedding, film) => {
    logits.set(logitsOf(embedding, some), film * labels)
    SHOWN.forEach((label, column) => {
      const pair = film * labels + column
      truth[pair] = ((truths[film] ?? 0) >>> label) & 1
      loss += crossEntropy(truth[pair], logits[pair] as number)
    })
  })
  const precisions = SHOWN.map((_, column) => averagePrecision(rankLabel(logits, truth, labels, column)))
  return {
    loss: loss / logits.length,
    macro: meanOfKnown(precisions) ?? 0,
    micro: averagePrecision(rank(logits, truth)) ?? 0,
  }
}
