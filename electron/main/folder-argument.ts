import { statSync } from 'node:fs'
import { resolve } from 'node:path'

/**
 * The folder that the app was started with (`onesheet FOLDER`, a folder dropped on its icon), or null.
 * @param words what follows the executable; switches are Chromium's and Electron's
 */
export function folderArgument(words: readonly string[], workingFolder: string): string | null {
  const given = words.find((word) => word !== '' && !word.startsWith('-'))
  if (given === undefined) return null
  const folder = resolve(workingFolder, given)
  return statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true ? folder : null
}
