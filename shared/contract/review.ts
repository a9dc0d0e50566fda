import { z } from 'zod'
import type { Genre } from '../domain/genres.ts'
import { method } from './define.ts'
import type { LabelResult } from './labels.ts'
import { verdictChange } from './labels.ts'
import type { VerdictValue } from './values.ts'
import { genreName, rowId } from './values.ts'

/**
 * Why a poster is asked about. `audit`: drawn by chance; `uncertain`: near a genre's level; `disagree`: picture and NFO
 * say otherwise; `verdict`: the model is strongly against what a person said; `rare`: likely of a genre of which there
 * are few; `open`: nobody has looked at it yet.
 */
export const REVIEW_KINDS = ['audit', 'uncertain', 'disagree', 'verdict', 'rare', 'open'] as const
export type ReviewKind = (typeof REVIEW_KINDS)[number]

/** A kind with what its sentence speaks of. */
export type ReviewReason =
  | { code: 'audit' | 'open' }
  | { code: 'uncertain'; genre: Genre }
  /** What the NFO says, and what the model calls likely, likeliest first. */
  | { code: 'disagree'; genre: Genre; nfo: Genre[]; model: Genre[] }
  /** What the person said, against the model. */
  | { code: 'verdict'; genre: Genre; verdict: VerdictValue }
  /** How many posters a person said yes of. */
  | { code: 'rare'; genre: Genre; known: number }

export interface ReviewItem {
  id: number
  title: string | null
  year: number | null
  /** Of its first file; null where it has none. */
  path: string | null
  pictureKey: string | null
  kind: ReviewKind
  /** The one genre asked about; null: all that are shown. */
  genre: Genre | null
  reason: ReviewReason
  /** 0 to 1, within its kind: how much there is to learn from it. 0 where chance chose. */
  score: number
}

export interface ReviewPage {
  items: ReviewItem[]
  /** Posters on the wall that were neither reviewed nor asked about. */
  remaining: number
  /** Null: three teachings do not tell it, or nothing was said since the last. */
  estimatedGain: EstimatedGain | null
  lately: LatelyReviewed
}

/** What a teaching from the verdicts that the model in use has not learned would gain, by what the last three gained for each. */
export interface EstimatedGain {
  /** Of the mean log-loss of a film that nothing was learned from: the share that would go. Below zero it would grow. */
  share: number
  /** The same by the one of the three that gained least, and by the one that gained most. */
  low: number
  high: number
  /** So many verdicts wait; counted are no more of them than one of the three had. */
  verdicts: number
  /** Which films told what the three gained: those that chance drew for audits, or a quarter of those a person picked. */
  basis: 'audit' | 'picked'
}

/** Of the last answers, up to fifty: how many there were, and how many changed what was shown. */
export interface LatelyReviewed {
  answered: number
  changed: number
}

export const reviewContract = {
  'review.page': method<ReviewPage>()(
    'read',
    'The posters that are best asked about next, ten to a page, each with its reason. Empty only where all are reviewed or were asked about.',
    z.strictObject({ limit: z.int().min(1).max(1000).default(10) }),
  ),
  'review.answer': method<LabelResult>()(
    'write',
    'An answer to one question of the review, as one undoable act; without changes "cannot tell", which takes earlier ones back. `whole` marks the poster reviewed.',
    z.strictObject({
      posterId: rowId,
      kind: z.enum(REVIEW_KINDS),
      genre: genreName.nullable(),
      changes: z.array(verdictChange).max(20).default([]),
      whole: z.boolean().default(false),
    }),
  ),
  'review.state': method<{ answered: number[]; lately: LatelyReviewed }>()(
    'read',
    'Which of these posters have an answer that was not taken back, and how the last answers went.',
    z.strictObject({ posterIds: z.array(rowId).min(1).max(500) }),
  ),
}
