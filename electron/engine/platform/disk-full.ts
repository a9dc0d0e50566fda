import { AppError } from '#shared/errors.ts'

/** Whether a write failed for want of room, wherever: in a file, or in SQLite's file, its -wal or their index. */
export function isDiskFull(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return /^(?:ENOSPC|EDQUOT|SQLITE_FULL|SQLITE_IOERR_WRITE|SQLITE_IOERR_SHMSIZE)$/.test(code)
}

/** A full disk told as such. */
export function refusalOfWrite(error: unknown): unknown {
  return isDiskFull(error) ? new AppError('catalog/disk-full') : error
}
