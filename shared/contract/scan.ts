import { z } from 'zod'
import type { ErrorBody } from '../errors.ts'
import { method } from './define.ts'
import type { JobInfo } from './jobs.ts'
import { pathText } from './values.ts'

/** The document that `onesheet scan --json` prints and a scan job leaves as its result. */
export interface ScanReport {
  found: number
  added: number
  changed: number
  moved: number
  unchanged: number
  quarantined: { path: string; pathBytes: string | null; code: string; message: string; new: boolean }[]
  missing: number
  skipped: { reason: string; count: number }[]
  roots: { path: string; state: 'ok' | 'frozen' | 'offline'; reason: string | null }[]
  /** Posters that got a prediction in this run. */
  predicted: number
  seconds: number
  imagesPerSecond: number
  model: string | null
  /** What computed at the end of it. */
  backend: string | null
  /** What went otherwise than usual with the model or what computes it; nothing was lost by it. */
  warnings: ErrorBody[]
  cancelled: boolean
}

export interface ScanPreview {
  path: string
  posters: number
  otherPictures: number
  nfoFiles: number
  /** False when the count stopped at a limit. */
  complete: boolean
}

export const scanContract = {
  'scan.start': method<JobInfo>()(
    'write',
    'Scans folders (none: all of the catalog again) as a job.',
    z.strictObject({
      folders: z.array(pathText).max(100).default([]),
      predict: z.boolean().default(true),
      includeAllArt: z.boolean().default(false),
      acceptMissing: z.boolean().default(false),
    }),
  ),
  'scan.preview': method<ScanPreview>()(
    'read',
    'Counts what a folder holds, by kind, without opening a picture.',
    z.strictObject({ path: pathText }),
  ),
}
