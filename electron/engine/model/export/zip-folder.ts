import { strToU8, zipSync } from 'fflate'
import type { FileContents } from './folder-files.ts'

/** The first day that a zip archive can tell: the same files make the same archive, whenever. */
const MODIFIED_AT = new Date(1980, 0, 1)

/** A zip archive of one folder. Nothing is compressed: weights hardly get smaller. */
export function zipFolder(folder: string, files: FileContents): Uint8Array {
  const entries = Object.entries(files).map(([name, content]) => {
    return [`${folder}/${name}`, typeof content === 'string' ? strToU8(content) : content] as const
  })
  return zipSync(Object.fromEntries(entries), { level: 0, mtime: MODIFIED_AT })
}
