import { z } from 'zod'
import type { Genre } from '../domain/genres.ts'
import { method } from './define.ts'
import type { JobInfo } from './jobs.ts'
import type { ModelInfo } from './models.ts'
import { genreName, none, pathText, rowId } from './values.ts'

/** Whether what was learned may be used: at once; if a person says so after a look at it; not; or it cannot be told. */
export const TEACH_OUTCOMES = ['better', 'unproven', 'worse', 'not-enough'] as const
export type TeachOutcome = (typeof TEACH_OUTCOMES)[number]

/** Why an outcome is what it is. */
export const TEACH_REASONS = [
  /** Better: a gain beyond chance, and nothing was forgotten. */
  'proven',
  /** Unproven: probably a gain, not beyond chance. */
  'not-proven',
  /** Unproven: there is nothing to tell forgetting by. */
  'no-replay',
  /** Worse: as far as can be told no better than the model in use. No change is needed. */
  'no-gain',
  /** Worse: less in keeping with the verdicts than the model in use. */
  'less-agreement',
  /** Worse: knows less of other films than before. */
  'forgets',
  /** Worse: may know much less of other films than before. */
  'may-forget',
  /** Worse: not as good as the model that came with Onesheet. */
  'below-bundled',
  /** Worse: the verdicts follow nothing that can be seen on the posters. */
  'no-pattern',
  /** Not enough: nobody said anything that can be learned from. */
  'no-verdicts',
  /** Not enough: no genre has enough films said yes and no of. */
  'few-examples',
  /** Not enough: hardly a film was judged since the last attempt. */
  'few-new-films',
  /** Not enough: too few films that nothing was learned from have verdicts on what was learned. */
  'few-judges',
] as const
export type TeachReason = (typeof TEACH_REASONS)[number]

/** How far a genre was learned: not at all, its frequency, its certainty too, or what it looks like. */
export type TaughtTier = 'unchanged' | 'bias' | 'scale' | 'vector'

/**
 * What became of a teaching: `offered` waits for a person's word (better or unproven); `used` is or was the model in use;
 * `declined`: "not now"; `refused`: worse, or not enough; `superseded`: another teaching or another model came after it.
 */
export type TeachingState = 'offered' | 'used' | 'declined' | 'refused' | 'superseded'

/** Verdicts that a model agrees with at its levels, before and after. */
export interface TeachAgreement {
  verdicts: number
  before: number
  after: number
}

/** What is told of a genre that was learned. */
export interface TaughtGenre {
  genre: Genre
  tier: TaughtTier
  /** Films that were learned from. */
  yes: number
  no: number
  /** On the films that judge; null without a yes. Shown, and never decisive. */
  apBefore: number | null
  apAfter: number | null
  /** Fewer than 25 yes among the films that judge. */
  tooFew: boolean
}

/** How many posters would be called otherwise. */
export interface TeachChangeCounts {
  posters: number
  /** Gain genres only, lose genres only, or both. */
  gain: number
  lose: number
  swap: number
  /** Those that change, the most changed first. */
  genres: { genre: Genre; added: number; removed: number }[]
}

/** What was judged; null where there was not enough to learn from or to judge by. */
export interface TaughtModel {
  /** What the model is or would be called. */
  model: string
  attempt: number
  /** 1 less the probability of such a gain by chance. */
  chanceBetter: number
  judgingFilms: number
  lossBefore: number
  lossAfter: number
  /** With all verdicts, and with those of films that it was not taught with. */
  agreement: TeachAgreement
  judgedAgreement: TeachAgreement
  /** Points of macro mAP lost on the films kept for this, and how many these are; null: it cannot be told. */
  forgetting: { lossPoints: number; upperPoints: number; films: number } | null
  changes: TeachChangeCounts
}

/** One teaching, whatever came of it. */
export interface Teaching {
  id: number
  at: number
  /** The model that it started from and was judged against. */
  parent: string
  state: TeachingState
  outcome: TeachOutcome
  reason: TeachReason
  /** Verdicts that it learned from or was judged by. */
  corrections: number
  /** Films that chance drew for audits judge, or a quarter of those a person picked. */
  basis: 'audit' | 'picked'
  genres: TaughtGenre[]
  seconds: number
  taught: TaughtModel | null
}

/** A version of the model in use, by its place in line: 1 is the one that came with Onesheet. */
export interface ModelVersion extends ModelInfo {
  number: number
  /** Verdicts that it was taught with; null for one that came with Onesheet. */
  corrections: number | null
  /** Verdicts on films that it was not taught with, before it and with it; null for one that came with Onesheet. */
  agreement: TeachAgreement | null
}

/** Where teaching stands. */
export interface TeachState {
  /** Verdicts that a teaching would use, and how many of them were said since the last one. */
  corrections: number
  newCorrections: number
  /** Films with verdicts that may judge, and how many more are needed before another attempt; 0: none. */
  judgedFilms: number
  filmsMissing: number
  audits: { done: number; needed: number }
  /** Newest first. */
  versions: ModelVersion[]
  /** What "go back" goes to; null: there is nothing to go back to. */
  goBackTo: ModelVersion | null
  /** Verdicts said since the model was taken into use that contradict it more often than the one before. */
  goBackAdvice: { verdicts: number; contradicted: number; before: number } | null
  last: Teaching | null
  /** What waits for a person's word, or was put off: `last`, or one before it that was judged. */
  offer: Teaching | null
  /** Of a teaching or a change of the model under way. */
  jobId: number | null
}

/** What a job that takes a version into use has done. */
export interface UseResult {
  model: string
  /** Posters that were scored anew. */
  rescored: number
  /** Posters without a stored embedding: the next scan predicts them. */
  left: number
}

/** A poster that would be called otherwise. */
export interface TeachChange {
  id: number
  title: string | null
  year: number | null
  pictureKey: string | null
  /** Genres that would be likely, and that would be no longer. */
  added: Genre[]
  removed: Genre[]
  /** How far the probability of one of these moves at most. */
  moved: number
}

export const teachContract = {
  'teach.state': method<TeachState>()(
    'read',
    'Where teaching stands: verdicts to learn from, model versions, the last teaching.',
    none,
  ),
  'teach.start': method<JobInfo>()(
    'write',
    'Learns from verdicts and judges what was learned, as a job whose result is a `Teaching`. Nothing is used without `teach.use`.',
    none,
  ),
  'teach.changes': method<{ total: number; items: TeachChange[] }>()(
    'read',
    'Posters that would be called otherwise, the largest change first. Counted anew: the catalog may have changed.',
    z.strictObject({
      teaching: rowId,
      genre: genreName.nullable().default(null),
      offset: z.int().min(0).default(0),
      limit: z.int().min(1).max(500).default(60),
    }),
  ),
  'teach.export': method<{ written: number }>()(
    'read',
    'Writes all of these to a CSV file.',
    z.strictObject({ teaching: rowId, file: pathText, force: z.boolean().default(false) }),
  ),
  'teach.exportText': method<{ text: string }>()(
    'read',
    'The same file as text, for a window that saves it where the person says.',
    z.strictObject({ teaching: rowId }),
  ),
  'teach.use': method<JobInfo>()(
    'write',
    'Takes an offered model into use, as a job: every poster is scored anew from its stored embedding.',
    z.strictObject({ teaching: rowId }),
  ),
  'teach.decline': method<TeachState>()(
    'write',
    'Leaves an offered model: "not now".',
    z.strictObject({ teaching: rowId }),
  ),
  'models.use': method<JobInfo>()(
    'write',
    'Takes another version, or what a teaching offers, into use, as a job.',
    z.strictObject({ model: z.string().min(1).max(64) }),
  ),
  'models.rollback': method<JobInfo>()('write', 'Goes back to the version before the one in use.', none),
}
