/**
 * What a person's verdicts taught: every teaching with what came of it, and the heads that may be or were used. They lie in
 * the catalog, so that a head, the predictions it made and which model is in use change together, and a backup has them.
 */
export const taughtModels = {
  version: 7,
  name: 'taught-models',
  sql: `
CREATE TABLE teaching (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  parent TEXT NOT NULL REFERENCES model_version (id),
  state TEXT NOT NULL CHECK (state IN ('offered', 'used', 'declined', 'refused', 'superseded')),
  attempt INTEGER,
  judged_films INTEGER NOT NULL,
  report TEXT NOT NULL
) STRICT;
CREATE TABLE taught_head (
  model_id TEXT PRIMARY KEY REFERENCES model_version (id),
  teaching_id INTEGER NOT NULL UNIQUE REFERENCES teaching (id),
  number INTEGER NOT NULL,
  head BLOB NOT NULL,
  levels TEXT NOT NULL,
  sha256 TEXT NOT NULL
) STRICT;
`,
} as const
