import { accessSync, constants, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { AppError } from '#shared/errors.ts'
import { isDiskFull } from './disk-full.ts'
import { writeWhole } from './whole-file.ts'

/**
 * A file that somebody named for reading. Folders are none, and pipes are not waited for.
 * @throws AppError `file/not-found`
 */
export function requireFile(path: string): void {
  if (!isFile(path)) throw new AppError('file/not-found', path)
}

/** Whether a file is there, or a link to one. */
export function isFile(path: string): boolean {
  try {
    return statSync(path).isFile()
  } catch (error) {
    // What may not be looked at is for the reading to tell.
    return error instanceof Error && 'code' in error && error.code === 'EACCES'
  }
}

/**
 * Writes a file that somebody named, whole or not at all.
 * @throws AppError `file/not-writable`, `catalog/disk-full`
 */
export function writeNamed(path: string, content: Uint8Array | string): void {
  try {
    writeWhole(path, content)
  } catch (error) {
    throw isDiskFull(error) ? new AppError('catalog/disk-full') : new AppError('file/not-writable', path)
  }
}

/**
 * A file that somebody named, looked at before a library writes it: its folder is there and takes files.
 * @throws AppError `file/not-writable`
 */
export function requireWritable(path: string): void {
  try {
    const folder = dirname(path)
    accessSync(folder, constants.W_OK)
    const isTaken = statSync(path, { throwIfNoEntry: false })?.isDirectory() === true
    if (statSync(folder).isDirectory() && !isTaken) return
  } catch {
    // Told like a folder in the place of the file.
  }
  throw new AppError('file/not-writable', path)
}
