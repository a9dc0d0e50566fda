import { seededRandom } from '#engine/platform/random.ts'

/** What a disk, a broken transfer or bad will does to a file. */
export const MUTATIONS = [
  'flip-anywhere',
  'flip-in-head',
  'truncate',
  'cut-out',
  'duplicate',
  'overwrite-zeros',
  'overwrite-ones',
  'insert-noise',
] as const

export type Mutation = (typeof MUTATIONS)[number]

export interface Mutated {
  mutation: Mutation
  bytes: Uint8Array
}

/** Headers, tables and the directories of a picture file mostly lie in here. */
const HEAD_BYTES = 512
const MOST_FLIPS = 64
const MOST_FLIPS_IN_HEAD = 8
/** A run is mostly short, as a lost sector is, and at most this share of the file. */
const LONGEST_RUN_SHARE = 0.5
const MOST_INSERTED_BYTES = 4096

/** Another file made of one: one mutation, chosen, placed and sized by the seed. The bytes given stay as they are. */
export function mutate(bytes: Uint8Array, seed: number): Mutated {
  const random = seededRandom(seed)
  const mutation = MUTATIONS[Math.floor(random() * MUTATIONS.length)] ?? 'truncate'
  // A copy, and no Buffer, whose `slice` would be a view of the original.
  return { mutation, bytes: apply(mutation, Uint8Array.from(bytes), random) }
}

/** The seed of one of many mutations, so that each can be repeated without those before it. */
export function seedOf(seed: number, index: number): number {
  // Odd factors far from one another: neighbours in either number share nothing after the generator's mixing.
  return (Math.imul(seed, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b)) >>> 0
}

/** Does it, to the bytes themselves where their number stays. */
function apply(mutation: Mutation, bytes: Uint8Array, random: () => number): Uint8Array {
  switch (mutation) {
    case 'flip-anywhere':
      return flipped(bytes, bytes.length, skewed(MOST_FLIPS, random), random)
    case 'flip-in-head':
      return flipped(bytes, Math.min(HEAD_BYTES, bytes.length), skewed(MOST_FLIPS_IN_HEAD, random), random)
    case 'truncate':
      return bytes.subarray(0, Math.floor(random() * bytes.length))
    case 'cut-out': {
      const { from, to } = runIn(bytes, random)
      return joined(bytes.subarray(0, from), bytes.subarray(to))
    }
    case 'duplicate': {
      const { from, to } = runIn(bytes, random)
      return joined(bytes.subarray(0, to), bytes.subarray(from))
    }
    case 'overwrite-zeros':
    case 'overwrite-ones': {
      const { from, to } = runIn(bytes, random)
      return bytes.fill(mutation === 'overwrite-ones' ? 0xff : 0x00, from, to)
    }
    case 'insert-noise': {
      const at = Math.floor(random() * (bytes.length + 1))
      const noise = Uint8Array.from({ length: skewed(MOST_INSERTED_BYTES, random) }, () => random() * 256)
      return joined(bytes.subarray(0, at), noise, bytes.subarray(at))
    }
  }
}

function flipped(bytes: Uint8Array, within: number, count: number, random: () => number): Uint8Array {
  for (let flip = 0; flip < count && within > 0; flip++) {
    const at = Math.floor(random() * within)
    bytes[at] = (bytes[at] ?? 0) ^ (1 << Math.floor(random() * 8))
  }
  return bytes
}

/** A run of bytes, of at least one where there is one. */
function runIn(bytes: Uint8Array, random: () => number): { from: number; to: number } {
  const longest = Math.max(1, Math.floor(bytes.length * LONGEST_RUN_SHARE))
  const from = Math.floor(random() * bytes.length)
  return { from, to: Math.min(bytes.length, from + skewed(longest, random)) }
}

/** From 1 to the most; every power of two is as likely as the next. */
function skewed(most: number, random: () => number): number {
  return Math.min(most, Math.floor((most + 1) ** random()))
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(Buffer.concat(parts))
}
