import { AppError } from '#shared/errors.ts'

/** A full disk told as such, wherever it was met: in a file, or in SQLite's file, its -wal or their index. */
export function refusalOfWrite(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const isFull = /^(?:ENOSPC|EDQUOT|SQLITE_FULL|SQLITE_IOERR_WRITE|SQLITE_IOERR_SHMSIZE)$/.test(code)
  return isFull ? new AppError('catalog/disk-full') : error
}
