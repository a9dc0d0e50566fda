import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import type { Engine } from '#engine/app/engine-types.ts'
import { openEngine } from '#engine/app/engine.ts'
import { openCatalog } from '#engine/catalog/open.ts'
import { mergePoster } from '#engine/catalog/queries/posters.ts'
import { auditedIds } from '#engine/catalog/queries/reviews.ts'
import type { ReviewItem } from '#shared/contract/review.ts'
import type { Genre } from '#shared/domain/genres.ts'
import { GENRES, OFF_BY_DEFAULT } from '#shared/domain/genres.ts'
import { drawCatalog } from '../../bench/support/drawn-catalog.ts'
import { testEngine } from '../helpers/engine.ts'
import { keysOf, onesheet, scannedLibrary } from '../helpers/onesheet.ts'
import { temporaryFolder } from '../helpers/temporary.ts'

const SHOWN = GENRES.filter((genre) => !OFF_BY_DEFAULT.includes(genre))

async function drawnEngine(posters = 300): Promise<{ engine: Engine; path: string }> {
  const path = join(temporaryFolder(), 'catalog.db')
  drawCatalog(path, posters)
  return { engine: await testEngine({ catalogPath: path }), path }
}

/** Yes to these genres, no to every other that is shown. */
const wholeAnswer = (yes: readonly Genre[]) =>
  SHOWN.map((genre) => ({ genre, verdict: yes.includes(genre) ? ('yes' as const) : ('no' as const) }))

function answer(engine: Engine, { id, kind, genre }: ReviewItem, verdict: 'yes' | 'no' | null) {
  const isWhole = genre === null && verdict !== null
  const changes = isWhole ? wholeAnswer(verdict === 'yes' ? ['Drama'] : []) : []
  return engine.call('review.answer', {
    posterId: id,
    kind,
    genre,
    changes: genre !== null && verdict !== null ? [{ genre, verdict }] : changes,
    whole: isWhole,
  })
}

async function verdictOf(engine: Engine, { id, genre }: ReviewItem) {
  const { genres } = await engine.call('poster.get', { id })
  return genres.find(({ name }) => name === genre)?.verdict
}

async function itemOfKind(engine: Engine, kind: ReviewItem['kind']): Promise<ReviewItem> {
  const { items } = await engine.call('review.page', { limit: 100 })
  const found = items.find((item) => item.kind === kind)
  if (found === undefined) throw new Error(`nothing is asked as ${kind}`)
  return found
}

/** What a person said, to the byte. */
function saidIn(path: string) {
  const db = new Database(path, { readonly: true })
  const all = (text: string) => db.prepare(text).all()
  const said = {
    verdicts: all('SELECT * FROM verdict ORDER BY poster_id, genre'),
    reviewed: all('SELECT id, reviewed_at FROM poster WHERE reviewed_at IS NOT NULL ORDER BY id'),
    audited: auditedIds(db),
  }
  db.close()
  return said
}

/** Gives one poster of a closed catalog the other's difference hash, but for two bits. */
function makeNearEqual(path: string, one: number, other: number): void {
  const db = new Database(path)
  const near = db.prepare('SELECT dhash FROM poster WHERE id = ?').pluck().get(one) as Buffer
  near[0] = (near[0] ?? 0) ^ 3
  db.prepare('UPDATE poster SET dhash = ? WHERE id = ?').run(near, other)
  db.close()
}

describe('the review', () => {
  it('asks about each poster once, and ends when all were asked about', async () => {
    const { engine } = await drawnEngine(40)
    const asked: number[] = []
    for (let page = await engine.call('review.page', {}); page.items.length > 0;) {
      expect(page.remaining).toBe(40 - asked.length)
      for (const [index, item] of page.items.entries()) {
        await answer(engine, item, index % 3 === 0 ? 'yes' : index % 3 === 1 ? 'no' : null)
        asked.push(item.id)
      }
      page = await engine.call('review.page', {})
    }
    expect(asked.length).toBe(40)
    expect(new Set(asked).size).toBe(40)
    expect(await engine.call('review.page', {})).toMatchObject({
      items: [],
      remaining: 0,
      estimatedGain: null,
    })
  })

  it('has no two near-equal pictures on a page', async () => {
    const path = join(temporaryFolder(), 'catalog.db')
    drawCatalog(path, 11)
    const asked = async () => {
      const engine = await openEngine({ catalogPath: path })
      const { items } = await engine.call('review.page', { limit: 20 })
      await engine.close()
      return items.map(({ id }) => id)
    }
    // Two that would be asked about on the first page are made near-equal.
    const [one, other] = (await asked()) as [number, number]
    makeNearEqual(path, one, other)
    const ids = await asked()
    expect(ids).toHaveLength(11)
    expect(ids.slice(0, 10).filter((id) => id === one || id === other)).toHaveLength(1)
  })

  it('says how many of the last fifty answers changed something', async () => {
    const { engine } = await drawnEngine()
    const shown = async (id: number) => (await engine.call('poster.get', { id })).genres
    expect((await engine.call('review.page', {})).lately).toEqual({ answered: 0, changed: 0 })
    let changed = 0
    const { items } = await engine.call('review.page', { limit: 60 })
    for (const item of items) {
      const before = (await shown(item.id)).filter(({ effective }) => effective).map(({ name }) => name)
      await answer(engine, item, 'yes')
      const after = (await shown(item.id)).filter(({ effective }) => effective).map(({ name }) => name)
      if (items.indexOf(item) >= 10 && before.join() !== after.join()) changed++
    }
    expect((await engine.call('review.page', {})).lately).toEqual({ answered: 50, changed })
  })
})

describe('an answer', () => {
  it('is one act, taken back and done again to the byte', async () => {
    const { engine, path } = await drawnEngine()
    for (const [kind, verdict] of [
      ['audit', 'yes'],
      ['uncertain', 'no'],
      ['uncertain', null],
    ] as const) {
      const item = await itemOfKind(engine, kind)
      const before = saidIn(path)
      await answer(engine, item, verdict)
      const after = saidIn(path)
      expect(await engine.call('review.state', { posterIds: [item.id] })).toMatchObject({
        answered: [item.id],
      })
      const undone = await engine.call('labels.undo', {})
      expect(undone.undone.every(({ id }) => id === item.id)).toBe(true)
      expect(undone.undone.length).toBeGreaterThan(0)
      expect(saidIn(path)).toEqual(before)
      expect(await engine.call('review.state', { posterIds: [item.id] })).toMatchObject({ answered: [] })
      await engine.call('labels.redo', {})
      expect(saidIn(path)).toEqual(after)
    }
  })

  it('that one cannot tell takes back what the question’s earlier answers said, and nothing else', async () => {
    const { engine, path } = await drawnEngine()
    const item = await itemOfKind(engine, 'uncertain')
    const before = saidIn(path)
    await answer(engine, item, 'yes')
    await answer(engine, item, 'no')
    await answer(engine, item, null)
    expect(saidIn(path)).toEqual(before)
    await answer(engine, item, null)
    await engine.call('labels.undo', { steps: 2 })
    expect(await verdictOf(engine, item)).toBe('no')
    const { genre } = item as { genre: Genre }
    await engine.call('labels.set', { posterId: item.id, genre, verdict: 'yes' })
    await answer(engine, item, null)
    expect(await verdictOf(engine, item)).toBe('yes')
    await answer(engine, item, 'no')
    await answer(engine, item, null)
    expect(await verdictOf(engine, item)).toBe('yes')
  })

  it('that one cannot tell leaves an audit that was answered as it is', async () => {
    const { engine, path } = await drawnEngine()
    const drawn = await itemOfKind(engine, 'audit')
    await answer(engine, drawn, 'yes')
    const after = saidIn(path)
    await answer(engine, drawn, null)
    expect(saidIn(path)).toEqual(after)
  })

  it('is announced, also where it and its undo change no verdict', async () => {
    const { engine } = await drawnEngine()
    const item = await itemOfKind(engine, 'uncertain')
    const told: (number[] | null)[] = []
    engine.on('catalog.changed', ({ ids }) => told.push(ids))
    await answer(engine, item, null)
    await engine.call('labels.undo', {})
    expect(told).toEqual([[item.id], [item.id]])
  })

  it('makes an audit film only of one that was drawn, and of all shown genres', async () => {
    const { engine, path } = await drawnEngine()
    const drawn = await itemOfKind(engine, 'audit')
    const picked = await itemOfKind(engine, 'uncertain')
    const audit = { kind: 'audit', genre: null, whole: true } as const
    for (const params of [
      { ...audit, posterId: picked.id, changes: wholeAnswer(['War']) },
      { ...audit, posterId: drawn.id, changes: wholeAnswer(['War']).slice(1) },
      { ...audit, posterId: drawn.id, changes: wholeAnswer(['War']), whole: false },
      { ...audit, posterId: drawn.id, changes: [] },
    ]) {
      await expect(engine.call('review.answer', params)).rejects.toMatchObject({ code: 'app/invalid' })
    }
    await expect(
      engine.call('review.answer', { posterId: 9_999, kind: 'open', genre: null }),
    ).rejects.toMatchObject({ code: 'poster/not-found' })
    expect(saidIn(path).audited).toEqual([])
    await answer(engine, picked, 'yes')
    await answer(engine, drawn, null)
    expect(saidIn(path).audited).toEqual([])
    await engine.call('labels.undo', {})
    await answer(engine, drawn, 'yes')
    expect(saidIn(path).audited).toEqual([drawn.id])
    const { genres } = await engine.call('poster.get', { id: drawn.id })
    expect(genres.filter(({ verdict }) => verdict !== null)).toHaveLength(SHOWN.length)
  })

  it('with Foreign and TV Movie shown asks about these too', async () => {
    const { engine } = await drawnEngine()
    await engine.call('settings.set', { key: 'genres.showAll', value: true })
    const { id: posterId } = await itemOfKind(engine, 'audit')
    const audit = { posterId, kind: 'audit', genre: null, whole: true } as const
    await expect(engine.call('review.answer', { ...audit, changes: wholeAnswer([]) })).rejects.toMatchObject({
      code: 'app/invalid',
    })
    const changes = GENRES.map((genre) => ({ genre, verdict: 'no' as const }))
    expect(await engine.call('review.answer', { ...audit, changes })).toMatchObject({ id: posterId })
  })
})

describe('a poster that was asked about', () => {
  it('can be forgotten with its answer, and hands it to the poster it is joined to', async () => {
    const path = join(temporaryFolder(), 'catalog.db')
    drawCatalog(path, 300)
    const engine = await openEngine({ catalogPath: path })
    const { items } = await engine.call('review.page', { limit: 40 })
    for (const item of items) await answer(engine, item, null)
    const [one, other] = items.map(({ id }) => id) as [number, number]
    await engine.close()
    const catalog = openCatalog(path, { readOnly: false })
    catalog.db.transaction(() => mergePoster(catalog.db, one, other)).immediate()
    catalog.db.exec('UPDATE poster SET missing = 1')
    catalog.close()
    const again = await testEngine({ catalogPath: path })
    expect(await again.call('review.state', { posterIds: [one, other] })).toEqual({
      answered: [other],
      lately: { answered: 40, changed: 0 },
    })
    expect(await again.call('folders.forgetMissing', {})).toEqual({ forgotten: 299 })
    expect((await again.call('review.page', {})).lately.answered).toBe(0)
    // What is left of the acts does nothing, and hurts nothing.
    await again.call('labels.undo', { steps: 50 })
  })
})

describe('the review on the command line', () => {
  it('is a document, or a table for people', async () => {
    const { run, dataFolder } = await scannedLibrary(3)
    const asked = await run('review')
    expect(asked.code).toBe(0)
    const document = asked.json() as { items: object[] }
    expect(keysOf(document)).toEqual(['estimatedGain', 'items', 'remaining'])
    expect(document).toMatchObject({ remaining: 3, estimatedGain: null })
    expect(document.items).toHaveLength(3)
    for (const item of document.items) {
      expect(keysOf(item)).toEqual(['id', 'kind', 'path', 'reason', 'score'])
      expect(item).toMatchObject({ reason: expect.stringMatching(/^(?:asked because|drawn by)/) as string })
    }
    expect((await run('review', '--limit', '1')).json()).toMatchObject({ items: [document.items[0]] })
    const words = await onesheet(['review'], { dataFolder })
    expect(words.stdout).toContain('3 posters to review.')
    expect((await run('review', '--limit', '0')).code).toBe(2)
  })
})
