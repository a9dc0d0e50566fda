import type Database from 'better-sqlite3'
import { describe, expect, it, onTestFinished } from 'vitest'
import { columnsRow } from '../../../tests/helpers/columns-row.ts'
import { genreLevels } from '../../../tests/helpers/levels.ts'
import { openCache } from './cache.ts'
import { restoreColumns, saveColumns } from './columns-snapshot.ts'
import type { PosterColumnsRow } from './columns-row.ts'
import { PosterColumns } from './columns.ts'

const LEVELS = { picture: genreLevels(0.5, 0.25), titled: genreLevels(0.75, 0.25) }
const STATE = { stamp: 'A1', modelId: 'starter' }

function poster(id: number, changes: Partial<PosterColumnsRow> = {}): PosterColumnsRow {
  const probabilities = Float32Array.from({ length: 20 }, (_, genre) => ((id * 7 + genre) % 20) / 20)
  return columnsRow(id, {
    sortTitle: `title ${id}`,
    year: 1950 + id,
    addedAt: 1_700_000_000_000 + id,
    flags: id % 4,
    nfo: id % 3,
    yes: 1 << (id % 20),
    no: 1 << ((id + 1) % 20),
    contradicted: id % 2 === 0,
    colors: id,
    probabilities: new Uint8Array(probabilities.buffer),
    titled: id % 5 === 0,
    ...changes,
  })
}

function columnsOf(posters: readonly PosterColumnsRow[]): PosterColumns {
  const columns = new PosterColumns(LEVELS)
  for (const each of posters) columns.put(each)
  return columns
}

/** What a filter or a card could ask of a poster. */
function seen(columns: PosterColumns, id: number) {
  const row = columns.rowOf(id)
  return {
    title: columns.sortTitles[row],
    year: columns.years[row],
    addedAt: columns.addedAt[row],
    flags: columns.flags[row],
    nfo: columns.nfo[row],
    likely: columns.effectiveAt(row, 'likely'),
    maybe: columns.effectiveAt(row, 'maybe'),
    status: columns.statusAt(row),
    missing: columns.isMissing(row),
    probability: columns.probabilityAt(row, 3),
  }
}

function cacheFile(): Database.Database {
  const cache = openCache(':memory:', { readOnly: false })
  onTestFinished(() => {
    cache.close()
  })
  return cache
}

describe('columns left for the next start', () => {
  it('come back as they were', () => {
    const cache = cacheFile()
    const posters = [
      poster(5),
      poster(3, { sortTitle: '', year: 0, reviewed: true }),
      poster(9, { probabilities: null }),
      poster(4, { missing: true }),
      poster(2, { quarantined: true, sortTitle: 'amélie 七人の侍' }),
    ]
    const before = columnsOf(posters)
    saveColumns(cache, STATE, before)
    const after = new PosterColumns(LEVELS)
    expect(restoreColumns(cache, STATE, after)).toBe(true)
    expect(after.count).toBe(5)
    for (const { id } of posters) expect(seen(after, id)).toEqual(seen(before, id))
  })

  it('leave out posters that were removed', () => {
    const cache = cacheFile()
    const before = columnsOf([poster(1), poster(2), poster(3)])
    before.remove(2)
    saveColumns(cache, STATE, before)
    const after = new PosterColumns(LEVELS)
    expect(restoreColumns(cache, STATE, after)).toBe(true)
    expect(after.count).toBe(2)
    expect(after.rowOf(2)).toBe(-1)
    expect(seen(after, 3)).toEqual(seen(before, 3))
  })

  it('take the levels of the model they are read with', () => {
    const cache = cacheFile()
    saveColumns(cache, STATE, columnsOf([poster(1, { yes: 0, no: 0, nfo: 0 })]))
    const strict = new PosterColumns({
      ...LEVELS,
      picture: { ...LEVELS.picture, likely: Array<null>(20).fill(null) },
    })
    restoreColumns(cache, STATE, strict)
    expect(strict.effectiveAt(0, 'likely')).toBe(0)
    expect(strict.effectiveAt(0, 'maybe')).not.toBe(0)
  })

  it.each([
    ['another state of the catalog', { ...STATE, stamp: 'B2' }],
    ['another model', { ...STATE, modelId: 'tuned-1' }],
  ])('are not used for %s', (_, state) => {
    const cache = cacheFile()
    saveColumns(cache, STATE, columnsOf([poster(1)]))
    expect(restoreColumns(cache, state, new PosterColumns(LEVELS))).toBe(false)
  })

  it.each([
    ['cut short', 'substr(bytes, 1, length(bytes) / 2)'],
    ['empty', `x''`],
  ])('are not used when their bytes are %s', (_, expression) => {
    const cache = cacheFile()
    saveColumns(cache, STATE, columnsOf([poster(1), poster(2)]))
    cache.exec(`UPDATE columns SET bytes = ${expression}`)
    const after = new PosterColumns(LEVELS)
    expect(restoreColumns(cache, STATE, after)).toBe(false)
    expect(after.count).toBe(0)
  })

  it('keep an empty catalog empty', () => {
    const cache = cacheFile()
    saveColumns(cache, STATE, columnsOf([]))
    const after = new PosterColumns(LEVELS)
    expect(restoreColumns(cache, STATE, after)).toBe(true)
    expect(after.count).toBe(0)
  })
})
