import type { ErrorCode } from '../errors.ts'
import { method } from './define.ts'
import type { JobInfo } from './jobs.ts'
import { none } from './values.ts'

/** What accepting NFO files as verdicts would say. */
export interface NfoAcceptable {
  films: number
  posters: number
  verdicts: { yes: number; no: number }
}

/** An element of an NFO file that stays, goes or comes: a genre, or a tag for one of the user's own; of tags only what changes. */
export interface NfoLine {
  mark: 'same' | 'gone' | 'new'
  element: 'genre' | 'tag'
  /** What the element holds. */
  text: string
}

/** An NFO file that was not written, and why. */
export interface RefusedNfo {
  path: string
  code: ErrorCode
  message: string
}

export interface NfoPreview {
  /** Files that would change, as far as the catalog knows; those with verdicts on genres of the user's own were read. */
  files: number
  /** The first twenty of them, by path, as they would change. */
  changes: { path: string; lines: NfoLine[] }[]
  /** Those met on the way that would not be written. */
  refused: RefusedNfo[]
  /** Where copies of the files as they were would be kept. */
  copiesFolder: string
}

/** What a job `write-nfo` leaves. */
export interface NfoWritten {
  written: number
  /** The first thousand. */
  refused: RefusedNfo[]
  /** Of this run; null where no file was written. */
  copiesFolder: string | null
}

export const nfoContract = {
  'nfo.acceptable': method<NfoAcceptable>()(
    'read',
    'How many films have an NFO that names a genre of which nobody has said anything, and what accepting would say.',
    none,
  ),
  'nfo.accept': method<JobInfo>()(
    'write',
    'Makes verdicts of what NFO files name, as a job and one undoable act; a verdict that is there stays.',
    none,
  ),
  'nfo.preview': method<NfoPreview>()(
    'read',
    'What writing verdicts into NFO files would change: the first twenty files, read as they are now.',
    none,
  ),
  'nfo.write': method<JobInfo>()(
    'write',
    'Writes genres that a person said yes or no of into the NFO files that there are, their own as tags, as a job; a copy of each is kept.',
    none,
  ),
}
