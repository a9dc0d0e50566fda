import { z } from 'zod'
import { method } from './define.ts'
import { none, pathText } from './values.ts'

export interface RootInfo {
  id: number
  path: string
  state: 'ok' | 'frozen' | 'offline'
  reason: string | null
  posters: number
  files: number
  addedAt: number
  /** Whether art and pictures of series are taken too, as such. */
  includeAllArt: boolean
  scannedAt: number | null
}

export interface BrowseResult {
  path: string
  parent: string | null
  /** Directory names only, sorted; at most 2,000. */
  folders: { name: string; path: string }[]
  /** Pictures lying directly in this folder. */
  pictures: number
  truncated: boolean
}

export const foldersContract = {
  'folders.list': method<{ roots: RootInfo[] }>()(
    'read',
    'The folders of the catalog and their state.',
    none,
  ),
  'folders.remove': method<{ roots: RootInfo[] }>()(
    'write',
    'Takes a folder out; `keep` leaves its posters and verdicts as missing, `forget` removes them.',
    z.strictObject({ path: pathText, mode: z.enum(['keep', 'forget']) }),
  ),
  'folders.options': method<{ roots: RootInfo[] }>()(
    'write',
    'Whether art and pictures of series are taken too; the next scan brings or removes them. Those with verdicts stay.',
    z.strictObject({ path: pathText, includeAllArt: z.boolean() }),
  ),
  'folders.relocate': method<{ matched: number; unmatched: number }>()(
    'write',
    'Makes a folder known at another place; its files are matched by relative path, then by content.',
    z.strictObject({ from: pathText, to: pathText }),
  ),
  'folders.forgetMissing': method<{ forgotten: number }>()(
    'write',
    'Removes every missing poster with its verdicts, after a backup.',
    none,
  ),
  'folders.browse': method<BrowseResult>()(
    'read',
    'Names of the directories in a folder, for choosing one. Null starts at the home folder.',
    z.strictObject({ path: pathText.nullable().default(null) }),
  ),
}
