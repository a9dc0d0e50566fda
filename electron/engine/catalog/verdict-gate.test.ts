import Database from 'better-sqlite3'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { MIGRATIONS } from './migrations/migrations.ts'
import { withVerdictsOpen } from './verdict-gate.ts'

let db: Database.Database

beforeEach(() => {
  db = new Database(':memory:')
  onTestFinished(() => {
    db.close()
  })
  for (const migration of MIGRATIONS) db.exec(migration.sql)
  db.transaction(() => {
    withVerdictsOpen(db, () => {
      db.exec(`INSERT INTO poster (id, added_at) VALUES (1, 0), (2, 0), (3, 0), (6, 0);
        UPDATE poster SET reviewed_at = 5, edited_title = 'Mine' WHERE id = 2;
        INSERT INTO poster (id, added_at, hidden_at, said_kind) VALUES (4, 0, 6, NULL), (5, 0, NULL, 'other');
        INSERT INTO verdict (poster_id, genre, value, source, at) VALUES (1, 4, 1, 'explicit', 7);
        INSERT INTO act (id, at, source, summary) VALUES (1, 7, 'explicit', 'Cannot tell');
        INSERT INTO review (act_id, poster_id, kind, changed) VALUES (1, 3, 'audit', 0)`)
    })
  })()
})

const said = () => ({
  verdicts: db.prepare('SELECT * FROM verdict').all(),
  reviews: db.prepare('SELECT * FROM review').all(),
  words: db
    .prepare('SELECT id, reviewed_at, edited_title, edited_year, hidden_at, said_kind FROM poster')
    .all(),
})

describe('what a person said', () => {
  it.each([
    `INSERT INTO verdict (poster_id, genre, value, source, at) VALUES (2, 4, 1, 'explicit', 8)`,
    `INSERT OR REPLACE INTO verdict (poster_id, genre, value, source, at) VALUES (1, 4, 0, 'explicit', 8)`,
    'UPDATE verdict SET value = 0',
    'UPDATE OR IGNORE verdict SET poster_id = 2',
    'DELETE FROM verdict',
    `INSERT INTO review (act_id, poster_id, kind, changed) VALUES (2, 1, 'audit', 0)`,
    `UPDATE review SET kind = 'open'`,
    'DELETE FROM review',
    'DELETE FROM poster WHERE id = 1',
    'DELETE FROM poster WHERE id = 2',
    'DELETE FROM poster WHERE id = 3',
    'UPDATE poster SET reviewed_at = NULL',
    `UPDATE poster SET edited_title = 'Theirs'`,
    'UPDATE poster SET edited_year = 1999 WHERE id = 3',
    'UPDATE poster SET hidden_at = 7 WHERE id = 3',
    'UPDATE poster SET hidden_at = NULL',
    `UPDATE poster SET said_kind = 'poster' WHERE id = 3`,
    'UPDATE poster SET said_kind = NULL',
    'DELETE FROM poster WHERE id = 4',
    'DELETE FROM poster WHERE id = 5',
    'REPLACE INTO poster (id, added_at) VALUES (4, 0)',
    `REPLACE INTO poster (id, added_at) VALUES (2, 0)`,
  ])('is not changed by %s', (statement) => {
    const before = said()
    expect(() => db.exec(statement)).toThrow()
    expect(said()).toEqual(before)
  })

  it('does not stand in the way of what a scan writes', () => {
    db.exec(`UPDATE poster SET title = 'Found', year = 1999, missing = 1; DELETE FROM poster WHERE id = 6`)
    expect(db.prepare('SELECT id, title FROM poster').all()).toEqual([
      { id: 1, title: 'Found' },
      { id: 2, title: 'Found' },
      { id: 3, title: 'Found' },
      { id: 4, title: 'Found' },
      { id: 5, title: 'Found' },
    ])
  })

  it('changes within an act, and no longer after it', () => {
    db.transaction(() => {
      withVerdictsOpen(db, () => db.exec('UPDATE verdict SET value = 0'))
    })()
    expect(said().verdicts).toMatchObject([{ value: 0 }])
    expect(() => db.exec('UPDATE verdict SET value = 1')).toThrow('only by a person')
  })

  it('is safe again when an act fails half-way', () => {
    const before = said()
    const act = db.transaction(() => {
      withVerdictsOpen(db, () => {
        db.exec('UPDATE verdict SET value = 0')
        throw new Error('half-way')
      })
    })
    expect(act).toThrow('half-way')
    expect(said()).toEqual(before)
    expect(() => db.exec('DELETE FROM verdict')).toThrow('only by a person')
  })

  it('is opened in a transaction only', () => {
    expect(() => {
      withVerdictsOpen(db, () => undefined)
    }).toThrow('transaction')
  })
})
