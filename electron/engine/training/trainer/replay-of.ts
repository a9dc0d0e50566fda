import { GENRES } from '#shared/domain/genres.ts'
import type { Head } from '../../model/heads.ts'
import { logitsOf } from '../../model/heads.ts'
import type { Replay, ReplayFilms } from '../../model/replay/replay.ts'
import { shuffledIndices } from '../../platform/random.ts'
import { drawsFor } from '../augment/draws.ts'
import type { Sample } from '../pixels/batches.ts'
import type { StoredFilms } from './stored-films.ts'
import { answersTo } from './stored-films.ts'

/** Draws at most `count` of the pictures learned from, without altered copies. */
export function replaySamples(training: readonly Sample[], count: number, seed: number): Sample[] {
  const originals = training.filter(({ copy }) => copy === 0)
  const order = shuffledIndices(originals.length, drawsFor(seed, 'replay', 0))
  return Array.from(order.subarray(0, count), (place) => originals[place] as Sample)
}

/** What goes along with the trunk for teaching; films in a drawn order, which tells nothing of the dataset's. */
export function replayOf(
  films: { judging: StoredFilms; learning: StoredFilms },
  { head, trunkSha256, seed }: { head: Head; trunkSha256: string; seed: number },
): Replay {
  const { dimensions } = head
  return {
    trunkSha256,
    labels: GENRES.length,
    dimensions,
    judging: shuffled(films.judging, head, drawsFor(seed, 'replay', 1)),
    learning: shuffled(films.learning, head, drawsFor(seed, 'replay', 2)),
  }
}

function shuffled(films: StoredFilms, head: Head, random: () => number): ReplayFilms {
  const order = Array.from(shuffledIndices(films.embeddings.length, random))
  const embeddings = order.map((film) => films.embeddings[film] as Uint8Array)
  return {
    genres: Uint32Array.from(order, (film) => genreBits(films.truth, film)),
    logits: answersTo(embeddings, (embedding) => logitsOf(embedding, head)),
    embeddings,
  }
}

function genreBits(truth: Uint8Array, film: number): number {
  let bits = 0
  GENRES.forEach((_, label) => {
    if (truth[film * GENRES.length + label] === 1) bits |= 1 << label
  })
  return bits
}
