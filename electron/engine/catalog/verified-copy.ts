import { createHash } from 'node:crypto'
import { closeSync, openSync, readSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import { AppError } from '#shared/errors.ts'
import { syncFolder } from '../platform/whole-file.ts'
import { CLOSED_MARK } from './header.ts'
import { schemaVersion } from './schema-version.ts'

export interface CopyFacts {
  bytes: number
  /** Hexadecimal. */
  sha256: string
}

/** All pages in one step: a writer that goes on meanwhile then never makes the copy start over. */
const ALL_PAGES = 0x7fffffff
const READ_BYTES = 1024 * 1024

/**
 * Copies a catalog as it is at one moment, whoever has it open, checks every page of the copy and only then gives it
 * its name. The copy is one file that needs no -wal beside it.
 * @throws AppError `catalog/damaged` when the copy does not pass, `catalog/disk-full`; the target is then not there
 */
export async function copyVerified(from: string, to: string): Promise<CopyFacts> {
  const partial = `${to}.partial`
  removeWithCompanions(partial)
  try {
    await copyPages(from, partial)
    return finish(partial, to)
  } catch (error) {
    removeWithCompanions(partial)
    throw refusalOf(error, from)
  }
}

/**
 * The same at once, from an open connection: for a moment at which nothing else may happen.
 * @throws AppError as {@link copyVerified}
 */
export function vacuumVerified(db: Database.Database, to: string): CopyFacts {
  const partial = `${to}.partial`
  removeWithCompanions(partial)
  try {
    db.prepare('VACUUM INTO ?').run(partial)
    return finish(partial, to)
  } catch (error) {
    removeWithCompanions(partial)
    throw refusalOf(error, db.name)
  }
}

function finish(partial: string, to: string): CopyFacts {
  seal(partial)
  const facts = factsOf(partial)
  renameSync(partial, to)
  syncFolder(dirname(to))
  return facts
}

async function copyPages(from: string, to: string): Promise<void> {
  const source = new Database(from, { readonly: true, fileMustExist: true, timeout: 5_000 })
  try {
    await source.backup(to, { progress: () => ALL_PAGES })
  } finally {
    source.close()
  }
}

function seal(path: string): void {
  const copy = new Database(path, { fileMustExist: true })
  try {
    copy.pragma('journal_mode = DELETE')
    copy.pragma('synchronous = FULL')
    copy.pragma(`application_id = ${CLOSED_MARK}`)
    const problem = problemOf(copy)
    if (problem !== null) throw new AppError('catalog/damaged', path)
  } finally {
    copy.close()
  }
}

/** The first thing wrong with an open catalog, every page looked at; null when it is whole. */
export function problemOf(db: Database.Database): string | null {
  if (schemaVersion(db) === 0) return 'it is not a catalog'
  const [line] = db.pragma('quick_check(1)') as { quick_check: string }[]
  return line === undefined || line.quick_check === 'ok' ? null : line.quick_check
}

/** Whether a file is a whole catalog that this version can read. */
export function isGoodCopy(path: string, newestSchema: number): boolean {
  try {
    const db = new Database(path, { readonly: true, fileMustExist: true })
    try {
      return problemOf(db) === null && schemaVersion(db) <= newestSchema && isOurs(db)
    } finally {
      db.close()
    }
  } catch (error) {
    if (error instanceof Database.SqliteError) return false
    throw error
  }
}

function isOurs(db: Database.Database): boolean {
  return db.prepare(`SELECT value FROM meta WHERE key = 'application'`).pluck().get() === 'onesheet'
}

export function factsOf(path: string): CopyFacts {
  const hash = createHash('sha256')
  const chunk = Buffer.alloc(READ_BYTES)
  const file = openSync(path, 'r')
  try {
    for (;;) {
      const count = readSync(file, chunk)
      if (count === 0) break
      hash.update(chunk.subarray(0, count))
    }
  } finally {
    closeSync(file)
  }
  return { bytes: statSync(path).size, sha256: hash.digest('hex') }
}

export function removeWithCompanions(path: string): void {
  for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(path + suffix, { force: true })
}

function refusalOf(error: unknown, from: string): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'SQLITE_FULL' || code === 'ENOSPC') return new AppError('catalog/disk-full')
  if (/^SQLITE_(CORRUPT|NOTADB)/.test(code)) return new AppError('catalog/damaged', from)
  return error
}
