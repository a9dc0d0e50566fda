import type { VerdictValue } from '../contract/values.ts'

/**
 * Effective genres of a poster as a bit mask: a person's verdict, else the NFO (which speaks for all twenty genres
 * as soon as it names one), else what the model calls likely (or at least maybe, when `predicted` says so).
 */
export function effectiveMask(yes: number, no: number, nfo: number, predicted: number): number {
  const claimed = nfo === 0 ? predicted : nfo
  return yes | (claimed & ~no)
}

/** Whether a poster is of a genre of the user's own: a person's verdict, else what its head calls likely. */
export function isOwnHeld(own: { verdict: VerdictValue | null; likely: boolean }): boolean {
  return own.verdict === null ? own.likely : own.verdict === 'yes'
}

/** Flags of a poster: bits of its `flags` column and the words used for them everywhere. */
export const POSTER_FLAGS = {
  damaged: 1,
  'low-information': 2,
  padded: 4,
  grayscale: 8,
  shared: 16,
  replaced: 32,
} as const

export type PosterFlag = keyof typeof POSTER_FLAGS

export function flagNames(flags: number): PosterFlag[] {
  return (Object.keys(POSTER_FLAGS) as PosterFlag[]).filter((name) => flags & POSTER_FLAGS[name])
}

export function flagBits(names: readonly string[]): number {
  let bits = 0
  for (const name of names) bits |= POSTER_FLAGS[name as PosterFlag] ?? 0
  return bits
}
