import type { Head } from '../../model/heads.ts'
import { logitsOf } from '../../model/heads.ts'
import type { Replay } from '../../model/replay/replay.ts'
import { sigmoid } from '../../model/title/title-fusion.ts'

/** Films whose answers are learned along, so that they stay what they were. */
export interface Remembered {
  embeddings: readonly Uint8Array[]
  /** What the parent says of them, films × labels. */
  logits: Float64Array
  /** What the head that came with the trunk says: probabilities, films × labels. */
  targets: Float64Array
  /** What each film weighs. */
  weight: number
}

/**
 * Together the remembered films weigh as much as this many that a person said everything of. They keep what is said of other
 * films from drifting; no bias or scale ranks films otherwise within a genre, so the old skill needs no more. On real posters
 * with 240 films said of, a third was gained more from grey ones than with four times as much, and ordinary ones lost nothing.
 */
const WEIGHT = 50
/** More films, each weighing less, hold no better and take longer. */
const MOST_FILMS = 1000

/**
 * Films to remember out of a replay, in the drawn order that it has them in. Their targets are those of the head that
 * came with the trunk, not of the one in use: verdicts are learned anew every time, so a head may be drawn towards the
 * first one every time, and does not drift from teaching to teaching.
 */
export function rememberedOf(replay: Replay | null, parent: Head): Remembered {
  const embeddings = replay?.learning.embeddings.slice(0, MOST_FILMS) ?? []
  const labels = parent.bias.length
  const logits = new Float64Array(embeddings.length * labels)
  embeddings.forEach((embedding, film) => {
    logits.set(logitsOf(embedding, parent), film * labels)
  })
  return {
    embeddings,
    logits,
    targets: Float64Array.from(replay?.learning.logits.subarray(0, logits.length) ?? [], sigmoid),
    weight: WEIGHT / Math.max(1, embeddings.length),
  }
}
