/** Columns of a poster that a person filled. */
const SAID = ['reviewed_at', 'edited_title', 'edited_year'] as const

/** A trigger that refuses a change of what a person said while the gate is closed (`withVerdictsOpen`). */
function guard(table: string, change: string, condition: string): string {
  return `CREATE TRIGGER ${table}_guards_${change.toLowerCase()} BEFORE ${change} ON ${table}
WHEN (SELECT open FROM verdict_gate) = 0 AND (${condition})
BEGIN SELECT RAISE(ABORT, 'what a person said changes only by a person'); END;`
}

/** The first schema of catalog.db. Times are epoch milliseconds, genre sets are bit masks in label order. */
export const first = {
  version: 1,
  name: 'first',
  sql: `
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO meta VALUES ('application', 'onesheet'), ('catalog_revision', '0'),
  ('catalog_stamp', hex(randomblob(8)));

CREATE TABLE root (
  id INTEGER PRIMARY KEY,
  path BLOB NOT NULL UNIQUE,
  state TEXT NOT NULL DEFAULT 'ok' CHECK (state IN ('ok', 'frozen', 'offline')),
  reason TEXT,
  include_all_art INTEGER NOT NULL DEFAULT 0,
  removed INTEGER NOT NULL DEFAULT 0,
  added_at INTEGER NOT NULL,
  scanned_at INTEGER
) STRICT;

CREATE TABLE film (
  id INTEGER PRIMARY KEY,
  tmdb_id INTEGER UNIQUE,
  imdb_id TEXT UNIQUE,
  title_key TEXT,
  year INTEGER
) STRICT;
CREATE INDEX film_by_title ON film (title_key, year);

CREATE TABLE poster (
  id INTEGER PRIMARY KEY,
  film_id INTEGER REFERENCES film (id) ON DELETE SET NULL,
  content_hash BLOB,
  width INTEGER,
  height INTEGER,
  media_type TEXT,
  dhash BLOB,
  palette TEXT,
  flags INTEGER NOT NULL DEFAULT 0,
  title TEXT,
  year INTEGER,
  title_source TEXT,
  sort_title TEXT NOT NULL DEFAULT '',
  edited_title TEXT,
  edited_year INTEGER,
  nfo_mask INTEGER NOT NULL DEFAULT 0,
  missing INTEGER NOT NULL DEFAULT 0,
  quarantined INTEGER NOT NULL DEFAULT 0,
  reviewed_at INTEGER,
  revision INTEGER NOT NULL DEFAULT 0,
  added_at INTEGER NOT NULL
) STRICT;
CREATE INDEX poster_by_hash ON poster (content_hash);
CREATE INDEX poster_by_film ON poster (film_id);

CREATE TABLE file (
  id INTEGER PRIMARY KEY,
  root_id INTEGER NOT NULL REFERENCES root (id) ON DELETE CASCADE,
  path BLOB NOT NULL,
  poster_id INTEGER REFERENCES poster (id),
  kind TEXT NOT NULL DEFAULT 'poster' CHECK (kind IN ('poster', 'series', 'other')),
  size_bytes INTEGER NOT NULL,
  modified_ms REAL NOT NULL,
  content_hash BLOB,
  state TEXT NOT NULL DEFAULT 'pending'
    CHECK (state IN ('pending', 'ok', 'quarantined', 'missing')),
  problem_code TEXT,
  problem_message TEXT,
  title TEXT,
  year INTEGER,
  tmdb_id INTEGER,
  imdb_id TEXT,
  nfo_title TEXT,
  nfo_year INTEGER,
  nfo_genres TEXT,
  nfo_key TEXT,
  seen_at INTEGER NOT NULL,
  UNIQUE (root_id, path),
  CHECK (kind = 'other' OR poster_id IS NOT NULL)
) STRICT;
CREATE INDEX file_by_poster ON file (poster_id);
CREATE INDEX file_by_hash ON file (content_hash);
CREATE INDEX file_unfinished ON file (state) WHERE state <> 'ok';

CREATE TABLE verdict (
  poster_id INTEGER NOT NULL REFERENCES poster (id),
  genre INTEGER NOT NULL CHECK (genre BETWEEN 0 AND 19),
  value INTEGER NOT NULL CHECK (value IN (0, 1)),
  source TEXT NOT NULL CHECK (source IN ('explicit', 'confirmed', 'bulk', 'imported')),
  said_model TEXT,
  said_probability REAL,
  said_level TEXT CHECK (said_level IN ('likely', 'maybe')),
  contradicts INTEGER NOT NULL DEFAULT 0,
  at INTEGER NOT NULL,
  PRIMARY KEY (poster_id, genre)
) STRICT, WITHOUT ROWID;

CREATE TABLE verdict_gate (open INTEGER NOT NULL CHECK (open IN (0, 1))) STRICT;
INSERT INTO verdict_gate VALUES (0);
${['INSERT', 'UPDATE', 'DELETE'].map((change) => guard('verdict', change, '1')).join('\n')}
${guard('poster', 'UPDATE', SAID.map((column) => `OLD.${column} IS NOT NEW.${column}`).join(' OR '))}
${guard('poster', 'INSERT', `EXISTS (SELECT 1 FROM poster WHERE id = NEW.id AND coalesce(${SAID.join(', ')}) IS NOT NULL)`)}
${guard('poster', 'DELETE', SAID.map((column) => `OLD.${column} IS NOT NULL`).join(' OR '))}

CREATE TABLE act (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  source TEXT NOT NULL,
  summary TEXT NOT NULL,
  undone_at INTEGER,
  redoable INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX act_redoable ON act (id) WHERE redoable = 1;

CREATE TABLE act_change (
  act_id INTEGER NOT NULL REFERENCES act (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  poster_id INTEGER NOT NULL,
  genre INTEGER,
  before TEXT,
  after TEXT,
  PRIMARY KEY (act_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX act_change_by_poster ON act_change (poster_id);

CREATE TABLE model_version (
  id TEXT PRIMARY KEY,
  trunk_sha256 TEXT NOT NULL,
  parent TEXT,
  created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE prediction (
  model_id TEXT NOT NULL REFERENCES model_version (id),
  poster_id INTEGER NOT NULL REFERENCES poster (id) ON DELETE CASCADE,
  probabilities BLOB NOT NULL CHECK (length(probabilities) = 80),
  at INTEGER NOT NULL,
  PRIMARY KEY (model_id, poster_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE job (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  state TEXT NOT NULL,
  title TEXT NOT NULL,
  params TEXT NOT NULL,
  progress TEXT NOT NULL DEFAULT '{}',
  result TEXT,
  error TEXT,
  created_at INTEGER NOT NULL,
  started_at INTEGER,
  ended_at INTEGER
) STRICT;

CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE poster_text USING fts5 (title, tokenize = 'trigram', content = '', contentless_delete = 1);
`,
} as const
