import Database from 'better-sqlite3'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { POSTER_FLAGS } from '#shared/domain/effective.ts'
import { MIGRATIONS } from '../migrations/migrations.ts'
import { createLikeness } from './likeness.ts'

const NOTHING_SEEN = POSTER_FLAGS['low-information']
const HASH = Buffer.from('00ff00ff00ff00ff', 'hex')

interface Poster {
  film?: number
  stack?: number
  bytes?: string
  hash?: Buffer
  flags?: number
}

let db: Database.Database

beforeEach(() => {
  db = new Database(':memory:')
  onTestFinished(() => {
    db.close()
  })
  for (const migration of MIGRATIONS) db.exec(migration.sql)
  db.exec('INSERT INTO film (id) VALUES (1), (2); INSERT INTO poster (id, added_at) VALUES (8, 0), (9, 0)')
})

/** Whether posters 1 and 2, which are these, are alike: the same either way round. */
function areAlike(...posters: [Poster, Poster]): boolean {
  const insert = db.prepare(
    `INSERT INTO poster (id, film_id, stack_id, content_hash, dhash, flags, added_at) VALUES (?, ?, ?, ?, ?, ?, 0)`,
  )
  posters.forEach(({ film = null, stack = null, bytes, hash = null, flags = 0 }, index) => {
    insert.run(index + 1, film, stack, bytes === undefined ? null : Buffer.from(bytes), hash, flags)
  })
  const alike = createLikeness(db)
  expect(alike(2, 1)).toBe(alike(1, 2))
  return alike(1, 2)
}

/** The hash with one bit of each of these bytes turned round. */
function turned(...bytes: number[]): Buffer {
  const hash = Buffer.from(HASH)
  for (const at of bytes) hash[at] = (hash[at] ?? 0) ^ 0x10
  return hash
}

describe('two posters are alike', () => {
  it('that are of one film', () => {
    expect(areAlike({ film: 1 }, { film: 1 })).toBe(true)
  })

  it('that are of one stack', () => {
    expect(areAlike({ stack: 8 }, { stack: 8 })).toBe(true)
  })

  it('whose bytes are equal, also where there is nothing to see', () => {
    const picture = { bytes: 'same', hash: HASH, flags: NOTHING_SEEN }
    expect(areAlike(picture, picture)).toBe(true)
  })

  it.each([
    ['none', []],
    ['three, in both halves', [0, 3, 7]],
  ])('whose pictures’ hashes differ in few bits: %s', (_, bytes) => {
    expect(areAlike({ bytes: 'one', hash: HASH }, { bytes: 'other', hash: turned(...bytes) })).toBe(true)
  })
})

describe('two posters are not alike', () => {
  it('that are of two films and two stacks', () => {
    expect(areAlike({ film: 1, stack: 8 }, { film: 2, stack: 9 })).toBe(false)
  })

  it('of which nothing is known', () => {
    expect(areAlike({}, {})).toBe(false)
  })

  it.each([
    ['in the first half', [0, 1, 2, 3]],
    ['in the second half', [4, 5, 6, 7]],
    ['in both halves', [2, 3, 4, 5]],
  ])('whose pictures’ hashes differ in four bits: %s', (_, bytes) => {
    expect(areAlike({ hash: HASH }, { hash: turned(...bytes) })).toBe(false)
  })

  it('one of which has hardly anything to see', () => {
    expect(areAlike({ hash: HASH }, { hash: HASH, flags: NOTHING_SEEN })).toBe(false)
  })

  it('one of which has no picture yet', () => {
    expect(areAlike({ hash: HASH }, {})).toBe(false)
  })

  it('one of which is not there', () => {
    const alike = createLikeness(db)
    expect([alike(8, 404), alike(404, 8), alike(404, 404)]).toEqual([false, false, false])
  })
})
