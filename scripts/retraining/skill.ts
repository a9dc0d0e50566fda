import type { Head } from '#engine/model/heads.ts'
import { logitsOf } from '#engine/model/heads.ts'
import {
  averagePrecision,
  meanOfKnown,
  rank,
  rankLabel,
} from '#engine/training/measures/average-precision.ts'
import { someRows } from '#engine/model/head-rows.ts'
import { crossEntropy } from '#engine/training/teach/map-logistic.ts'
import { ASKED } from './asked-genres.ts'

/** How well a head tells the shown genres of films. */
export interface Skill {
  /** Mean log-loss of a genre of a film, nats. */
  loss: number
  /** The same of what is shown of the films only. */
  shownLoss: number
  /** Mean of the genres' average precisions, and that of all answers together. */
  macro: number
  micro: number
  /** Log-loss and average precision of the one genre of which the person means something else; 0 where there is none. */
  ownLoss: number
  ownPrecision: number
}

/** Films to measure by. */
export interface KnownFilms {
  embeddings: readonly Uint8Array[]
  /** Bits of what is true of each film, and of what the model that came with the trunk shows of it, likely or maybe. */
  truths: ArrayLike<number>
  shown: ArrayLike<number>
  /** The genre of which the person means something else. */
  own: number | null
}

export function skillOf(head: Head, { embeddings, truths, shown, own }: KnownFilms): Skill {
  const labels = ASKED.length
  const some = someRows(head, ASKED)
  const logits = new Float32Array(embeddings.length * labels)
  const truth = new Uint8Array(logits.length)
  let [loss, shownLoss, shownPairs, ownLoss] = [0, 0, 0, 0]
  embeddings.forEach((embedding, film) => {
    logits.set(logitsOf(embedding, some), film * labels)
    ASKED.forEach((label, column) => {
      const pair = film * labels + column
      truth[pair] = ((truths[film] ?? 0) >>> label) & 1
      const lost = crossEntropy(truth[pair], logits[pair] as number)
      loss += lost
      if (label === own) ownLoss += lost
      if ((((shown[film] ?? 0) >>> label) & 1) === 0) return
      shownLoss += lost
      shownPairs++
    })
  })
  const precisions = ASKED.map((_, column) => averagePrecision(rankLabel(logits, truth, labels, column)))
  return {
    loss: loss / logits.length,
    shownLoss: shownLoss / Math.max(1, shownPairs),
    macro: meanOfKnown(precisions) ?? 0,
    micro: averagePrecision(rank(logits, truth)) ?? 0,
    ownLoss: ownLoss / embeddings.length,
    ownPrecision: (own === null ? null : precisions[ASKED.indexOf(own)]) ?? 0,
  }
}
