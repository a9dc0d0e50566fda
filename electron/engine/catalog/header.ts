import { closeSync, fsyncSync, openSync, readSync, statSync, writeSync } from 'node:fs'

/*
 * The first hundred bytes of an SQLite file (https://www.sqlite.org/fileformat.html#the_database_header), read and
 * marked without SQLite: opening a file with a foreign -wal beside it is what would spoil it.
 *
 * Never while this process has the file open: on POSIX, closing any descriptor of a file drops all locks that the
 * process holds on it, SQLite's among them (https://www.sqlite.org/howtocorrupt.html#posix_advisory_locks_canceled).
 */

/** `application_id` of a catalog: "OnS" and whether a writer has it open. */
export const CLOSED_MARK = 0x4f_6e_53_30
export const OPEN_MARK = 0x4f_6e_53_31

const HEADER_BYTES = 100
const MAGIC = Buffer.from('SQLite format 3\0', 'latin1')
const USER_VERSION_AT = 60
const APPLICATION_ID_AT = 68
/** A -wal of this size or less holds no frame. */
const WAL_HEADER_BYTES = 32

export interface CatalogHeader {
  userVersion: number
  /** `unmarked`: written before there were marks. */
  mark: 'open' | 'closed' | 'unmarked'
}

/** Null where the file is not there, is empty, or does not begin as an SQLite file does. */
export function readHeader(path: string): CatalogHeader | null {
  if (sizeOf(path) < HEADER_BYTES) return null
  const bytes = Buffer.alloc(HEADER_BYTES)
  const file = openSync(path, 'r')
  try {
    readSync(file, bytes, 0, HEADER_BYTES, 0)
  } finally {
    closeSync(file)
  }
  if (!bytes.subarray(0, MAGIC.length).equals(MAGIC)) return null
  const id = bytes.readUInt32BE(APPLICATION_ID_AT)
  return {
    userVersion: bytes.readUInt32BE(USER_VERSION_AT),
    mark: id === OPEN_MARK ? 'open' : id === CLOSED_MARK ? 'closed' : 'unmarked',
  }
}

/**
 * Marks a file as open or closed. In place and on the disk: the mark must not depend on the -wal that it tells about.
 * Only for whoever holds the lock.
 */
export function writeMark(path: string, mark: typeof OPEN_MARK | typeof CLOSED_MARK): void {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(mark)
  const file = openSync(path, 'r+')
  try {
    writeSync(file, bytes, 0, bytes.length, APPLICATION_ID_AT)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

/** Whether the -wal beside a catalog holds anything, or is there at all. */
export function walBeside(path: string): 'none' | 'empty' | 'filled' {
  const stats = statSync(`${path}-wal`, { throwIfNoEntry: false })
  if (stats === undefined) return 'none'
  return stats.size > WAL_HEADER_BYTES ? 'filled' : 'empty'
}

export function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0
}
