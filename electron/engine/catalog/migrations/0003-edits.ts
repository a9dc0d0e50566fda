/** Columns of a poster that a person filled, as of this schema. */
const SAID = ['reviewed_at', 'edited_title', 'edited_year', 'hidden_at', 'said_kind'] as const

const REFUSED = `BEGIN SELECT RAISE(ABORT, 'what a person said changes only by a person'); END;`

/** Only a person hides a poster or says that a picture is none; acts hold that and edits; filters have names. */
export const edits = {
  version: 3,
  name: 'edits',
  sql: `
ALTER TABLE poster ADD COLUMN hidden_at INTEGER;
ALTER TABLE poster ADD COLUMN said_kind TEXT CHECK (said_kind IN ('poster', 'other'));
ALTER TABLE act_change ADD COLUMN field TEXT CHECK (field IN ('title', 'year', 'hidden', 'kind'));

DROP TRIGGER poster_guards_update;
DROP TRIGGER poster_guards_insert;
DROP TRIGGER poster_guards_delete;
CREATE TRIGGER poster_guards_update BEFORE UPDATE ON poster
WHEN (SELECT open FROM verdict_gate) = 0
  AND (${SAID.map((column) => `OLD.${column} IS NOT NEW.${column}`).join(' OR ')})
${REFUSED}
CREATE TRIGGER poster_guards_insert BEFORE INSERT ON poster
WHEN (SELECT open FROM verdict_gate) = 0
  AND EXISTS (SELECT 1 FROM poster WHERE id = NEW.id AND coalesce(${SAID.join(', ')}) IS NOT NULL)
${REFUSED}
CREATE TRIGGER poster_guards_delete BEFORE DELETE ON poster
WHEN (SELECT open FROM verdict_gate) = 0 AND coalesce(${SAID.map((column) => `OLD.${column}`).join(', ')}) IS NOT NULL
${REFUSED}

CREATE TABLE saved_filter (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  query TEXT NOT NULL
) STRICT;
`,
} as const
