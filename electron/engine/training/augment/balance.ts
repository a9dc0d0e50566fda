import { GENRES } from '#shared/domain/genres.ts'
import { shuffledIndices } from '../../platform/random.ts'
import type { Sample } from '../pixels/batches.ts'
import { drawsFor } from './draws.ts'

/** The paper's 44,182 pictures after augmentation to 31,538 before. */
export const PAPER_RATIO = 44_182 / 31_538
/** More copies of one picture teach the picture, not its genres. */
const MOST_COPIES = 4
/** Beyond this, a few wrongly labelled films of a rare genre would outweigh thousands. */
const LARGEST_WEIGHT = 10

/**
 * Fixed augmented copies that balance the genres, as the paper added (it gives the number and not how it chose):
 * one at a time to the genre that has the fewest pictures by then, of those of its films that have the fewest copies
 * one at random, at most four of a film. So it is random oversampling for several labels (ML-ROS, Charte et al. 2015),
 * rarest first. A copy counts for all genres of its film.
 * @param labels 0 or 1, films × the twenty genres
 * @param training the films that may be copied
 * @param options.ratio pictures after to pictures before; the paper's 1.401 if not given
 * @returns the copies alone, numbered from 1 for each film
 */
export function planBalance(
  labels: Uint8Array,
  training: ArrayLike<number>,
  { seed, ratio = PAPER_RATIO }: { seed: number; ratio?: number },
): Sample[] {
  const films = Array.from(training)
  const counts = countsOf(labels, films)
  const copies = new Map<number, number>()
  const queues = GENRES.map((_, genre) => queueOf(labels, films, copies, { genre, seed }))
  const planned: Sample[] = []
  const open = new Set(GENRES.keys())
  while (planned.length < Math.round(films.length * (ratio - 1)) && open.size > 0) {
    const rarest = [...open].reduce((least, genre) =>
      (counts[genre] ?? 0) < (counts[least] ?? 0) ? genre : least,
    )
    const next = queues[rarest]?.next()
    if (next === undefined || next.done === true) {
      open.delete(rarest)
      continue
    }
    const film = next.value
    const copy = (copies.get(film) ?? 0) + 1
    copies.set(film, copy)
    planned.push({ film, copy })
    for (const genre of GENRES.keys()) counts[genre] = (counts[genre] ?? 0) + labelOf(labels, film, genre)
  }
  return planned
}

/** The films as they are, in their order, and after them the copies of {@link planBalance}. */
export function balanceSamples(...plan: Parameters<typeof planBalance>): Sample[] {
  const originals = Array.from(plan[1], (film) => ({ film, copy: 0 }))
  return [...originals, ...planBalance(...plan)]
}

/** Films of a genre in random order, round after round; in each those that have no more copies than rounds are over. */
function* queueOf(
  labels: Uint8Array,
  films: readonly number[],
  copies: ReadonlyMap<number, number>,
  { genre, seed }: { genre: number; seed: number },
): Generator<number, void, undefined> {
  const own = films.filter((film) => labelOf(labels, film, genre) === 1)
  const order = shuffledIndices(own.length, drawsFor(seed, 'balance', genre))
  for (let round = 0; round < MOST_COPIES; round++) {
    for (const at of order) {
      const film = own[at] ?? 0
      if ((copies.get(film) ?? 0) <= round) yield film
    }
  }
}

/**
 * Weights of the positives of each genre in the loss: negatives / positives, at most 10. The expected gradient of
 * both sides is then equal, so rare genres are not drowned; probabilities come out too high by it, which the levels
 * fitted on validation make up for. A genre without positives weighs 1.
 * @param labels 0 or 1, films × the twenty genres
 * @returns twenty weights
 */
export function classWeights(labels: Uint8Array, training: ArrayLike<number>): Float32Array {
  const counts = countsOf(labels, Array.from(training))
  return Float32Array.from(counts, (count) =>
    count === 0 ? 1 : Math.min(LARGEST_WEIGHT, (training.length - count) / count),
  )
}

/** Pictures of each of the twenty genres, copies included: the distribution before and after. */
export function labelCounts(labels: Uint8Array, samples: readonly Sample[]): number[] {
  return countsOf(
    labels,
    samples.map(({ film }) => film),
  )
}

/**
 * Consecutive parts of nearly equal length, as the samples stand: the paper trained on each in turn, going on from
 * the weights of the one before.
 */
export function consecutiveSplits<Item>(samples: readonly Item[], count: 1 | 2 | 4): Item[][] {
  const starts = Array.from({ length: count + 1 }, (_, split) => Math.ceil((split * samples.length) / count))
  return Array.from({ length: count }, (_, split) => samples.slice(starts[split], starts[split + 1]))
}

function countsOf(labels: Uint8Array, films: readonly number[]): number[] {
  const counts = GENRES.map(() => 0)
  for (const film of films)
    for (const genre of GENRES.keys()) counts[genre] = (counts[genre] ?? 0) + labelOf(labels, film, genre)
  return counts
}

function labelOf(labels: Uint8Array, film: number, genre: number): number {
  return labels[film * GENRES.length + genre] ?? 0
}
