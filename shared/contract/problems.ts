import { z } from 'zod'
import { method } from './define.ts'
import { none, rowId } from './values.ts'

export interface ProblemCounts {
  /** Folders that are offline or frozen. */
  folders: number
  missing: number
  quarantined: number
  /** Groups of near-equal pictures that wait for a person's word. */
  duplicates: number
}

export interface SetAsideFile {
  posterId: number
  path: string
  code: string
  message: string
}

export interface DuplicateGroup {
  ids: number[]
  /** `stack`: one film, shown as one on the wall. `suggested`: near-equal pictures that may be of different films. */
  kind: 'stack' | 'suggested'
  /** Whether the bytes are the same. */
  equal: boolean
}

export const problemsContract = {
  'problems.counts': method<ProblemCounts>()('read', 'How many problems of each kind there are.', none),
  'problems.setAside': method<{ total: number; files: SetAsideFile[] }>()(
    'read',
    'Files that could not be read, with the reason; sorted by path.',
    z.strictObject({ offset: z.int().min(0).default(0), limit: z.int().min(1).max(500).default(100) }),
  ),
  'problems.duplicates': method<{ total: number; groups: DuplicateGroup[] }>()(
    'read',
    'Groups of near-equal pictures: those that wait for a word first, then the stacks.',
    z.strictObject({
      kind: z.enum(['stack', 'suggested']).nullable().default(null),
      offset: z.int().min(0).default(0),
      limit: z.int().min(1).max(500).default(100),
    }),
  ),
  'problems.decide': method<{ total: number }>()(
    'write',
    'A person’s word on near-equal pictures, which is remembered: `together` stacks them, `apart` never does.',
    z.strictObject({ ids: z.array(rowId).min(2).max(50), decision: z.enum(['together', 'apart']) }),
  ),
}
