import { existsSync, rmSync } from 'node:fs'
import Database from 'better-sqlite3'

const SCHEMA_VERSION = 2
const SCHEMA = `
CREATE TABLE thumbnail (
  content_hash BLOB PRIMARY KEY,
  media_type TEXT NOT NULL,
  width INTEGER NOT NULL,
  height INTEGER NOT NULL,
  bytes BLOB NOT NULL
) STRICT;
CREATE TABLE embedding (
  content_hash BLOB NOT NULL,
  trunk TEXT NOT NULL,
  preprocess INTEGER NOT NULL,
  vector BLOB NOT NULL,
  PRIMARY KEY (content_hash, trunk, preprocess)
) STRICT;
CREATE TABLE columns (stamp TEXT PRIMARY KEY, model_id TEXT NOT NULL, posters INTEGER NOT NULL, bytes BLOB NOT NULL)
STRICT;
PRAGMA user_version = ${SCHEMA_VERSION};
`

const DROP_ALL = ['thumbnail', 'embedding', 'columns']
  .map((table) => `DROP TABLE IF EXISTS ${table};`)
  .join('')

/**
 * cache.db holds only what can be made again, so it trades durability for speed, and a damaged or foreign file
 * is thrown away instead of repaired. A reader without a cache file gets an empty one in memory.
 */
export function openCache(path: string, options: { readOnly: boolean }): Database.Database {
  if (options.readOnly) {
    try {
      const db = readCache(path)
      if (db !== null) return db
    } catch {
      // One that cannot be read: the reader simply has no thumbnails or embeddings.
    }
    return prepare(new Database(':memory:'))
  }
  try {
    return prepare(new Database(path))
  } catch (error) {
    if (!(error instanceof Database.SqliteError) || !/CORRUPT|NOTADB/.test(error.code)) throw error
    for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix, { force: true })
    return prepare(new Database(path))
  }
}

/**
 * The cache as it is, for reading; null where there is none yet, or one of another version.
 * @throws SqliteError where it cannot be opened now, or is damaged
 */
export function readCache(path: string): Database.Database | null {
  if (!existsSync(path)) return null
  const db = new Database(path, { readonly: true, fileMustExist: true })
  try {
    if (db.pragma('user_version', { simple: true }) === SCHEMA_VERSION) return db
  } catch (error) {
    db.close()
    throw error
  }
  db.close()
  return null
}

function prepare(db: Database.Database): Database.Database {
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = NORMAL')
  const version = db.pragma('user_version', { simple: true }) as number
  if (version !== SCHEMA_VERSION) {
    if (version !== 0) db.exec(DROP_ALL)
    db.exec(SCHEMA)
  }
  return db
}
