import type Database from 'better-sqlite3'
import type { PaletteShare } from '#shared/domain/colors.ts'
import { colorsOfPalette } from '#shared/domain/colors.ts'

const REFUSED = `BEGIN SELECT RAISE(ABORT, 'what a person said changes only by a person'); END;`
const GUARDS = ['INSERT', 'UPDATE', 'DELETE']
  .map(
    (change) => `CREATE TRIGGER pair_decision_guards_${change.toLowerCase()} BEFORE ${change} ON pair_decision
WHEN (SELECT open FROM verdict_gate) = 0
${REFUSED}`,
  )
  .join('\n')

/** What a picture is, its colours by name, and near-equal pictures: those of one film stand as one on the wall. */
export const kindsAndStacks = {
  version: 4,
  name: 'kinds-and-stacks',
  sql: `
ALTER TABLE poster ADD COLUMN kind TEXT NOT NULL DEFAULT 'poster' CHECK (kind IN ('poster', 'series', 'other'));
ALTER TABLE poster ADD COLUMN colors INTEGER;
ALTER TABLE poster ADD COLUMN stack_id INTEGER REFERENCES poster (id) ON DELETE SET NULL;
ALTER TABLE poster ADD COLUMN matched_dhash BLOB;
CREATE INDEX poster_by_stack ON poster (stack_id) WHERE stack_id IS NOT NULL;
CREATE INDEX poster_unmatched ON poster (id) WHERE dhash IS NOT matched_dhash;

CREATE TABLE near_pair (
  poster_a INTEGER NOT NULL REFERENCES poster (id) ON DELETE CASCADE,
  poster_b INTEGER NOT NULL REFERENCES poster (id) ON DELETE CASCADE,
  PRIMARY KEY (poster_a, poster_b),
  CHECK (poster_a < poster_b)
) STRICT, WITHOUT ROWID;
CREATE INDEX near_pair_by_second ON near_pair (poster_b);

CREATE TABLE pair_decision (
  poster_a INTEGER NOT NULL REFERENCES poster (id),
  poster_b INTEGER NOT NULL REFERENCES poster (id),
  decision TEXT NOT NULL CHECK (decision IN ('together', 'apart')),
  at INTEGER NOT NULL,
  PRIMARY KEY (poster_a, poster_b),
  CHECK (poster_a < poster_b)
) STRICT, WITHOUT ROWID;
CREATE INDEX pair_decision_by_second ON pair_decision (poster_b);
${GUARDS}
`,
  fill(db: Database.Database): void {
    const put = db.prepare('UPDATE poster SET colors = ? WHERE id = ?')
    const rows = db.prepare('SELECT id, palette FROM poster WHERE palette IS NOT NULL').raw().all()
    for (const [id, palette] of rows as [number, string][]) {
      put.run(colorsOfPalette(JSON.parse(palette) as PaletteShare[]), id)
    }
  },
} as const
