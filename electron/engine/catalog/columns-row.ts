import type { PosterKind } from '#shared/contract/poster.ts'
import type { Show } from '#shared/contract/values.ts'

/** One poster as the columns hold it. */
export interface PosterColumnsRow {
  id: number
  sortTitle: string
  /** 0 when unknown. */
  year: number
  addedAt: number
  flags: number
  nfo: number
  yes: number
  no: number
  /** Whether any verdict contradicted what was shown when it was given. */
  contradicted: boolean
  reviewed: boolean
  missing: boolean
  quarantined: boolean
  hidden: boolean
  kind: PosterKind
  /** Set of `COLOR_NAMES`, one bit each. */
  colors: number
  /** Id of the poster at the top of its stack; 0 for one that stands alone. */
  stackId: number
  /** 20 float32 in the machine's (little-endian) order, or null before the first prediction. */
  probabilities: Uint8Array | null
  /** Whether the title had a say in them. */
  titled: boolean
}

/** What is so or not so of a poster, a bit each. */
export const STATE = {
  reviewed: 1,
  contradicted: 2,
  missing: 4,
  quarantined: 8,
  predicted: 16,
  removed: 32,
  hidden: 64,
  series: 128,
  other: 256,
  /** Stands behind another poster of its stack. */
  behind: 512,
  /** The title had a say in its prediction. */
  titled: 1024,
} as const

/** The bits that a poster itself decides. */
export function stateOf(poster: PosterColumnsRow): number {
  return (
    (poster.reviewed ? STATE.reviewed : 0) |
    (poster.contradicted ? STATE.contradicted : 0) |
    (poster.missing ? STATE.missing : 0) |
    (poster.quarantined ? STATE.quarantined : 0) |
    (poster.hidden ? STATE.hidden : 0) |
    (poster.titled ? STATE.titled : 0) |
    (poster.kind === 'series' ? STATE.series : 0) |
    (poster.kind === 'other' ? STATE.other : 0)
  )
}

/** What a poster of this state is taken for. */
export function kindOf(state: number): PosterKind {
  return state & STATE.series ? 'series' : state & STATE.other ? 'other' : 'poster'
}

const { hidden, series, other, behind } = STATE

/** Which bits of the state must stand how for a poster to be in a part of the catalog. */
export const PARTS: Record<Show, { mask: number; value: number }> = {
  any: { mask: hidden, value: 0 },
  wall: { mask: hidden | series | other | behind, value: 0 },
  series: { mask: hidden | series | other, value: series },
  other: { mask: hidden | series | other, value: other },
  hidden: { mask: hidden, value: hidden },
}
