import type { Head } from '../../model/heads.ts'
import { logitsOf } from '../../model/heads.ts'
import type { Replay } from '../../model/replay/replay.ts'
import { sigmoid } from '../../model/title/title-fusion.ts'
import { pairedDifference } from '../measures/bootstrap.ts'
import { changedLabels, someRows } from '../../model/head-rows.ts'

/** What a head lost of the old skill: macro mAP on the films of the replay that judge, in points (hundredths). */
export interface Forgetting {
  lossPoints: number
  /** Upper end of the two-sided 95 % interval. */
  upperPoints: number
}

export const MOST_LOSS_POINTS = 0.5
export const MOST_UPPER_POINTS = 1.5

/**
 * The loss from one head to another; null where it cannot be told, for want of films or of genres that any of them has.
 * Only genres whose row differs are scored: the others lose nothing.
 */
export function forgettingOf(replay: Replay | null, from: Head, to: Head, seed: number): Forgetting | null {
  if (replay === null || replay.judging.embeddings.length === 0) return null
  const { genres, embeddings } = replay.judging
  const known = Array.from({ length: replay.labels }, (_, label) => label).filter((label) =>
    genres.some((bits) => (bits >>> label) & 1),
  )
  if (known.length === 0) return null
  const changed = changedLabels(from, to).filter((label) => known.includes(label))
  if (changed.length === 0) return { lossPoints: 0, upperPoints: 0 }
  const scoresOf = (head: Head) => {
    const some = someRows(head, changed)
    const scores = new Float64Array(embeddings.length * changed.length)
    embeddings.forEach((embedding, film) => {
      scores.set(Float64Array.from(logitsOf(embedding, some), sigmoid), film * changed.length)
    })
    return scores
  }
  const truth = Uint8Array.from(
    { length: embeddings.length * changed.length },
    (_, pair) =>
      ((genres[Math.floor(pair / changed.length)] as number) >>> (changed[pair % changed.length] as number)) &
      1,
  )
  const paired = pairedDifference(scoresOf(from), scoresOf(to), truth, changed.length, { seed })
  if (paired?.interval == null) return null
  // The mean is over all genres that some film has.
  const points = (100 * changed.length) / known.length
  return { lossPoints: paired.difference * points, upperPoints: paired.interval[1] * points }
}
