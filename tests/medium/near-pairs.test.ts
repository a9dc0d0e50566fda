import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { refreshNearPairs } from '#engine/catalog/near-pairs.ts'
import { openStore } from '#engine/catalog/open-store.ts'
import type { CatalogStore } from '#engine/catalog/store.ts'
import { drawCatalog } from '../../bench/support/drawn-catalog.ts'
import { sameLevels } from '../helpers/levels.ts'
import { temporaryFolder } from '../helpers/temporary.ts'

const COUNT = 3_000
/** Every hundredth drawn picture is near-equal to the one before. */
const PAIRS = Array.from({ length: COUNT / 100 }, (_, at) => [at * 100 + 99, at * 100 + 100])

/** Drawn pictures of which none was compared yet. */
function uncompared(): CatalogStore {
  const path = join(temporaryFolder(), 'catalog.db')
  drawCatalog(path, COUNT)
  const levels = sameLevels(0.5, 0.3)
  const store = openStore(path, { readOnly: false }, () => ({ id: 'starter', levels }))
  onTestFinished(() => store.close())
  store.write(() => store.db.exec('DELETE FROM near_pair; UPDATE poster SET matched_dhash = NULL'))
  return store
}

const pairs = ({ db }: CatalogStore) =>
  db.prepare('SELECT poster_a, poster_b FROM near_pair ORDER BY poster_a').raw().all()
const left = ({ db }: CatalogStore) =>
  db.prepare('SELECT count(*) FROM poster WHERE dhash IS NOT matched_dhash').pluck().get() as number
const compare = (store: CatalogStore) => refreshNearPairs(store, new AbortController().signal)

describe('comparing pictures', () => {
  it('stops when it is told to, between two slices, and goes on where it stopped', async () => {
    const store = uncompared()
    const abort = new AbortController()
    const comparing = refreshNearPairs(store, abort.signal)
    const stopping = setInterval(() => {
      if (left(store) < COUNT) abort.abort()
    }, 0)
    await comparing
    clearInterval(stopping)
    expect(left(store)).toBeGreaterThan(0)
    expect(left(store)).toBeLessThan(COUNT)
    await compare(store)
    expect(left(store)).toBe(0)
    expect(pairs(store)).toEqual(PAIRS)
  })

  it('forgets what was noted of a picture that is another now', async () => {
    const store = uncompared()
    await compare(store)
    store.write(() => store.db.exec(`UPDATE poster SET dhash = x'0123456789abcdef' WHERE id IN (99, 200)`))
    await compare(store)
    expect(pairs(store)).toEqual([[99, 200], ...PAIRS.slice(2)])
  })

  it('lets others have their say between two slices, and minds that posters go meanwhile', async () => {
    const store = uncompared()
    let turns = 0
    const others = setInterval(() => {
      turns++
      if (turns !== 2) return
      store.write((changes) => {
        store.db.exec('DELETE FROM prediction WHERE poster_id = 299; DELETE FROM file WHERE poster_id = 299')
        store.db.exec('DELETE FROM poster WHERE id = 299')
        changes.posterIds.add(299)
      })
    }, 0)
    await compare(store)
    clearInterval(others)
    expect(turns).toBeGreaterThan(3)
    expect(pairs(store)).toEqual(PAIRS.filter(([first]) => first !== 299))
  })
})
