import { genresReaching } from '#engine/catalog/levels.ts'
import { probabilitiesOf } from '#engine/model/heads.ts'
import type { LevelledHead, TaughtPoster, TaughtVerdict } from '#engine/training/teach/input.ts'
import { ASKED } from './asked-genres.ts'

/** A question to a person about a poster. */
export interface Asked {
  /** Place of the poster among those on the wall. */
  place: number
  isAudit: boolean
  /** The one genre in question; null: the poster is looked through. */
  label: number | null
}

/** Of what is shown and right, a person says yes to so much one by one; the rest is confirmed with the poster. */
const SAID_ONE_BY_ONE = 0.5

/** What a model shows of a poster: bits of what is likely and of what is maybe. */
export function shownBy(
  { head, levels }: LevelledHead,
  embedding: Uint8Array,
): { likely: number; maybe: number } {
  const thresholds = { likely: levels.map(({ likely }) => likely), maybe: levels.map(({ maybe }) => maybe) }
  return genresReaching(thresholds, probabilitiesOf(embedding, head), 0)
}

/** What a person knows of a poster, and how they are. */
export interface Knowing {
  /** Bits of what is true of it for them. */
  truth: number
  shown: { likely: number; maybe: number }
  /** The share of what is missed that they add. */
  adds: number
  random: () => number
  at: number
}

/**
 * A person's verdicts. Of an audit: yes or no to every genre. Of one genre in question: yes or no to it. Else yes or no to
 * what is shown, likely or maybe, and yes to some of what is missed.
 */
export function verdictsOn(
  { isAudit, label: asked }: Pick<Asked, 'isAudit' | 'label'>,
  { truth, shown, adds, random, at }: Knowing,
): TaughtVerdict[] {
  return ASKED.flatMap((label) => {
    const has = (bits: number) => ((bits >>> label) & 1) === 1
    const isYes = has(truth)
    const said = (isAsked: boolean, source: TaughtVerdict['source'] = 'explicit') => [
      { label, isYes, source, isAsked, at },
    ]
    if (isAudit) return said(true)
    if (asked !== null) return label === asked ? said(true) : []
    if (has(shown.maybe)) {
      const isConfirmed = isYes && has(shown.likely) && random() >= SAID_ONE_BY_ONE
      return said(true, isConfirmed ? 'confirmed' : 'explicit')
    }
    return isYes && random() < adds ? said(false) : []
  })
}

/** A poster that a person said something of; each is a film of its own. */
export function answeredPoster(
  id: number,
  embedding: Uint8Array,
  { isAudit, label }: Pick<Asked, 'isAudit' | 'label'>,
  verdicts: readonly TaughtVerdict[],
): TaughtPoster {
  return {
    id,
    filmId: null,
    stackId: null,
    flags: 0,
    embedding,
    verdicts,
    isReviewed: label === null,
    isAudit,
    nfoMask: 0,
  }
}
