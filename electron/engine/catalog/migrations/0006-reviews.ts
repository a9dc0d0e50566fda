const REFUSED = `BEGIN SELECT RAISE(ABORT, 'what a person said changes only by a person'); END;`
const GUARDS = ['INSERT', 'UPDATE', 'DELETE']
  .map(
    (change) => `CREATE TRIGGER review_guards_${change.toLowerCase()} BEFORE ${change} ON review
WHEN (SELECT open FROM verdict_gate) = 0
${REFUSED}`,
  )
  .join('\n')

/**
 * What was asked of a poster in the review, with the act that answered: it holds as long as that act does, so undo
 * takes it back without knowing of it. Remembers which films were drawn by chance, by which a teaching is judged.
 */
export const reviews = {
  version: 6,
  name: 'reviews',
  sql: `
CREATE TABLE review (
  act_id INTEGER PRIMARY KEY REFERENCES act (id),
  poster_id INTEGER NOT NULL REFERENCES poster (id),
  kind TEXT NOT NULL CHECK (kind IN ('audit', 'uncertain', 'disagree', 'verdict', 'rare', 'open')),
  genre INTEGER,
  changed INTEGER NOT NULL CHECK (changed IN (0, 1))
) STRICT;
CREATE INDEX review_by_poster ON review (poster_id);
${GUARDS}
`,
} as const
