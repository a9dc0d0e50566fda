const REFUSED = `BEGIN SELECT RAISE(ABORT, 'what a person said changes only by a person'); END;`
const GUARDS = ['own_genre', 'own_verdict']
  .flatMap((table) =>
    ['INSERT', 'UPDATE', 'DELETE'].map(
      (change) => `CREATE TRIGGER ${table}_guards_${change.toLowerCase()} BEFORE ${change} ON ${table}
WHEN (SELECT open FROM verdict_gate) = 0
${REFUSED}`,
    ),
  )
  .join('\n')

/**
 * Genres of the user's own and what was said of them. A genre that was taken away keeps its row and its verdicts, and
 * has no place; one that comes back under its name has them again.
 */
export const ownGenres = {
  version: 8,
  name: 'own-genres',
  sql: `
CREATE TABLE own_genre (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL UNIQUE,
  place INTEGER UNIQUE CHECK (place BETWEEN 1 AND 9),
  created_at INTEGER NOT NULL,
  removed_at INTEGER,
  CHECK ((place IS NULL) = (removed_at IS NOT NULL))
) STRICT;

CREATE TABLE own_verdict (
  poster_id INTEGER NOT NULL REFERENCES poster (id),
  own_genre_id INTEGER NOT NULL REFERENCES own_genre (id),
  value INTEGER NOT NULL CHECK (value IN (0, 1)),
  source TEXT NOT NULL CHECK (source IN ('explicit', 'bulk', 'imported')),
  asked TEXT CHECK (asked IN ('alike', 'chance')),
  at INTEGER NOT NULL,
  PRIMARY KEY (poster_id, own_genre_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX own_verdict_by_genre ON own_verdict (own_genre_id);
${GUARDS}

ALTER TABLE act_change ADD COLUMN own_genre_id INTEGER REFERENCES own_genre (id);
`,
} as const
