import { sha256Hex } from '../../platform/hash.ts'
import type { TaughtPoster } from './input.ts'

/**
 * SHA-256 of the sorted verdicts: what is drawn in a teaching depends on what was said, not on when or in which order.
 */
export function verdictHash(posters: readonly TaughtPoster[]): string {
  const lines = posters.flatMap(({ id, verdicts }) =>
    verdicts.map(({ label, isYes, source }) => `${id} ${label} ${isYes ? 'yes' : 'no'} ${source}`),
  )
  return sha256Hex(lines.sort().join('\n'))
}

/** A number for `seededRandom`. */
export function seedOf(hash: string): number {
  return Number.parseInt(hash.slice(0, 8), 16)
}
