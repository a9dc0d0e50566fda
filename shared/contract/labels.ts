import { z } from 'zod'
import type { Genre } from '../domain/genres.ts'
import { method } from './define.ts'
import type { JobInfo } from './jobs.ts'
import type { VerdictValue } from './values.ts'
import { genreName, pathText, rowId } from './values.ts'

export interface LabelResult {
  id: number
  verdicts: Partial<Record<Genre, VerdictValue>>
  revision: number
  /** Other posters of the same film that lack what was said here; only after an act on a single poster. */
  siblings: number[]
}

export interface UndoResult {
  /** The first ten thousand of them. */
  undone: {
    id: number
    /** Null for what is not about a genre: reviewed, hidden, an edited title. */
    genre: Genre | null
    /** A genre of the user's own, as it is called now; null for everything else. */
    own: string | null
    from: VerdictValue | null
    to: VerdictValue | null
    at: number
  }[]
  /** In words, for the status line: "Horror: yes → no". Null when nothing was left to undo. */
  summary: string | null
  /** The model in use has learned from what was taken back, and has not forgotten it. */
  learned: boolean
}

/** Why an imported row was left out although nothing is wrong with it. */
export const VERDICT_IS_AS_NEW = 'the verdict here is as new or newer'

/** Why an imported row was left out whose genre is not there; its name follows. */
export const UNKNOWN_GENRE = 'unknown genre'

/** What a person said of a poster, as of a revision. */
export interface PosterVerdicts {
  id: number
  verdicts: Partial<Record<Genre, VerdictValue>>
  revision: number
}

export const verdictChange = z.strictObject({ genre: genreName, verdict: z.enum(['yes', 'no']).nullable() })

const ownVerdictChange = z.strictObject({ id: rowId, verdict: z.enum(['yes', 'no']).nullable() })

export const labelsContract = {
  'labels.set': method<LabelResult>()(
    'write',
    'One verdict on one poster; null clears it. A stale revision is refused.',
    z.strictObject({
      posterId: rowId,
      genre: genreName,
      verdict: z.enum(['yes', 'no']).nullable(),
      revision: z.int().min(0).nullable().default(null),
    }),
  ),
  'labels.apply': method<LabelResult[]>()(
    'write',
    'Several verdicts, on genres of the user’s own too, on up to 500 posters as one undoable act; `confirm` also says yes to what is likely and marks them reviewed.',
    z.strictObject({
      posterIds: z.array(rowId).min(1).max(500),
      changes: z.array(verdictChange).max(20).default([]),
      own: z.array(ownVerdictChange).max(20).default([]),
      confirm: z.boolean().default(false),
    }),
  ),
  'labels.bulk': method<JobInfo>()(
    'write',
    'The same on any number of posters, as a job and one undoable act. `ids` is packed as shared/util/packed-ids.ts does. What is said meanwhile of one of them stands.',
    z.strictObject({
      ids: z.string().min(1).max(900_000),
      changes: z.array(verdictChange).max(20).default([]),
      confirm: z.boolean().default(false),
    }),
  ),
  'labels.undo': method<UndoResult>()(
    'write',
    'Takes back the last act (or the last n).',
    z.strictObject({ steps: z.int().min(1).max(1000).default(1) }),
  ),
  'labels.redo': method<UndoResult>()(
    'write',
    'Does again what was undone last.',
    z.strictObject({ steps: z.int().min(1).max(1000).default(1) }),
  ),
  'labels.state': method<{ canUndo: string | null; canRedo: string | null; verdicts: number }>()(
    'read',
    'What undo and redo would do, in words, and how many verdicts there are.',
    z.strictObject({}),
  ),
  'labels.verdicts': method<PosterVerdicts[]>()(
    'read',
    'What a person said of up to 500 posters; unknown ids are left out.',
    z.strictObject({ posterIds: z.array(rowId).min(1).max(500) }),
  ),
  'labels.export': method<{ written: number }>()(
    'read',
    'Writes every verdict, on genres of the user’s own too, to a CSV or JSON file.',
    z.strictObject({ file: pathText, format: z.enum(['csv', 'json']), force: z.boolean().default(false) }),
  ),
  'labels.import': method<{ applied: number; skipped: { line: number; reason: string }[] }>()(
    'write',
    'Reads verdicts from a file; newer ones win, a row without a time never overrides. With `addGenres` a name that no genre has becomes one of the user’s own, else its row is left out.',
    z.strictObject({
      file: pathText,
      format: z.enum(['csv', 'json']),
      addGenres: z.boolean().default(false),
    }),
  ),
}
