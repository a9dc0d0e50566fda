import { closeSync, openSync, rmSync, statSync } from 'node:fs'
import { AppError } from '#shared/errors.ts'
import { isDiskFull } from './disk-full.ts'

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
 * A file that somebody named for writing: tried before anything is done for it, under the name it has until it is whole.
 * @throws AppError `file/not-writable`, `catalog/disk-full`
 */
export function requireWritable(path: string): void {
  const partial = `${path}.partial`
  try {
    closeSync(openSync(partial, 'a'))
    rmSync(partial)
  } catch (error) {
    if (isDiskFull(error)) throw new AppError('catalog/disk-full')
    throw new AppError('file/not-writable', path)
  }
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) {
    throw new AppError('file/not-writable', path)
  }
}
