import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Engine } from '#engine/app/engine-types.ts'
import { listAll, posterAt, scan, testEngine } from '../helpers/engine.ts'
import { posterBytes, writeOld } from '../helpers/pictures.ts'
import { temporaryFolder } from '../helpers/temporary.ts'

/** Three posters, two of them of one film. */
async function library() {
  const folder = temporaryFolder()
  writeOld(join(folder, 'a', 'The Quiet Mill (1981).jpg'), await posterBytes(1))
  writeOld(join(folder, 'b', 'The Quiet Mill (1981).jpg'), await posterBytes(2))
  writeOld(join(folder, 'b', 'Zebra Road (1990).jpg'), await posterBytes(3))
  const engine = await testEngine()
  await scan(engine, [folder])
  const idAt = async (end: string) => (await posterAt(engine, end)).id
  const mill = await idAt('a/The Quiet Mill (1981).jpg')
  const otherMill = await idAt('b/The Quiet Mill (1981).jpg')
  const zebra = await idAt('Zebra Road (1990).jpg')
  return { engine, folder, mill, otherMill, zebra }
}

const detail = (engine: Engine, id: number) => engine.call('poster.get', { id })
const found = async (engine: Engine, query: string) =>
  (await listAll(engine, { query })).map(({ id, title }) => [id, title])
const byTitle = async (engine: Engine) => [
  ...(await engine.call('library.ids', { filter: {}, sort: 'title' })).ids,
]

describe('a title and year by a person', () => {
  it('go before those of the file, wherever they are shown, sorted or looked for', async () => {
    const { engine, mill, otherMill, zebra } = await library()
    await engine.call('poster.edit', { id: zebra, title: ' Aardvark\n Road ', year: 1955 })
    expect(await detail(engine, zebra)).toMatchObject({
      title: 'Aardvark Road',
      titleSource: 'person',
      foundTitle: 'Zebra Road',
      year: 1955,
      yearSource: 'person',
      foundYear: 1990,
    })
    expect(await found(engine, 'aardvark')).toEqual([[zebra, 'Aardvark Road']])
    expect(await found(engine, 'zebra')).toEqual([])
    expect(await byTitle(engine)).toEqual([zebra, mill, otherMill])
    const { ids } = await engine.call('library.ids', { filter: { yearTo: 1960 } })
    expect([...ids]).toEqual([zebra])
  })

  it('stay through scans that find other names and NFOs', async () => {
    const { engine, folder, mill, otherMill, zebra } = await library()
    await engine.call('poster.edit', { id: zebra, title: 'Aardvark Road' })
    const nfo = '<movie><title>Zulu</title><year>2001</year></movie>'
    writeOld(join(folder, 'b', 'Zebra Road (1990).nfo'), nfo)
    await scan(engine, [])
    expect(await detail(engine, zebra)).toMatchObject({
      title: 'Aardvark Road',
      foundTitle: 'Zulu',
      year: 2001,
    })
    expect(await found(engine, 'aardvark')).toEqual([[zebra, 'Aardvark Road']])
    expect(await byTitle(engine)).toEqual([zebra, mill, otherMill])
    await engine.call('poster.edit', { id: zebra, title: null })
    expect(await detail(engine, zebra)).toMatchObject({ title: 'Zulu', titleSource: 'nfo' })
    expect(await found(engine, 'zulu')).toEqual([[zebra, 'Zulu']])
    expect(await byTitle(engine)).toEqual([mill, otherMill, zebra])
  })

  it('are undone in turn with verdicts, and stand in the history with what was before', async () => {
    const { engine, zebra } = await library()
    await engine.call('poster.edit', { id: zebra, title: 'Aardvark Road', year: 1955 })
    await engine.call('labels.set', { posterId: zebra, genre: 'War', verdict: 'yes' })
    await engine.call('poster.edit', { id: zebra, title: 'Badger Road' })
    const history = async () =>
      (await detail(engine, zebra)).history.map(({ field, before, after, to }) => [field, before, after, to])
    const all = await history()
    expect(all).toEqual([
      ['title', 'Aardvark Road', 'Badger Road', null],
      ['genre', null, null, 'yes'],
      ['title', null, 'Aardvark Road', null],
      ['year', null, 1955, null],
    ])
    const undone: (string | null)[] = []
    for (let step = 0; step < 4; step++) undone.push((await engine.call('labels.undo', {})).summary)
    expect(undone).toEqual(['Title edited', 'War yes', 'Title edited, year edited', null])
    expect(await detail(engine, zebra)).toMatchObject({ title: 'Zebra Road', year: 1990, history: [] })
    expect(await found(engine, 'zebra')).toEqual([[zebra, 'Zebra Road']])
    await engine.call('labels.redo', { steps: 3 })
    expect(await history()).toEqual(all)
    expect(await found(engine, 'badger')).toEqual([[zebra, 'Badger Road']])
  })

  it('are refused on a poster that changed meanwhile or is gone, and without anything to read', async () => {
    const { engine, zebra } = await library()
    const { revision } = await detail(engine, zebra)
    const edited = await engine.call('poster.edit', { id: zebra, revision, year: 1955 })
    expect(edited.revision).toBeGreaterThan(revision)
    const again = engine.call('poster.edit', { id: zebra, revision, year: 1956 })
    await expect(again).rejects.toMatchObject({
      code: 'labels/stale',
      details: { revision: edited.revision },
    })
    await expect(engine.call('poster.edit', { id: 999, year: 1956 })).rejects.toMatchObject({
      code: 'poster/not-found',
    })
    await expect(engine.call('poster.edit', { id: zebra, title: '\u200b' })).rejects.toMatchObject({
      code: 'app/invalid',
    })
    // What is so already is no act.
    await engine.call('poster.edit', { id: zebra, year: 1955 })
    await engine.call('labels.undo', {})
    expect(await detail(engine, zebra)).toMatchObject({ year: 1990, history: [] })
  })
})

describe('hiding, and saying what a picture is', () => {
  it('is one act on all of them, taken back in one step', async () => {
    const { engine, mill, otherMill, zebra } = await library()
    const posterIds = [mill, otherMill, zebra]
    await engine.call('poster.mark', { posterIds: [mill], hidden: true })
    expect(await engine.call('poster.mark', { posterIds, hidden: true })).toEqual({ changed: 2 })
    expect((await engine.call('labels.state', {})).canUndo).toBe('Hidden on 2 posters')
    expect(await engine.call('poster.mark', { posterIds, hidden: true })).toEqual({ changed: 0 })
    expect((await detail(engine, zebra)).history).toMatchObject([
      { field: 'hidden', before: false, after: true, source: 'bulk' },
    ])
    await engine.call('poster.mark', { posterIds: [zebra], kind: 'other' })
    expect(await detail(engine, zebra)).toMatchObject({ hidden: true, kind: 'other', kindSaid: true })
    expect((await detail(engine, zebra)).history[0]).toMatchObject({
      field: 'kind',
      before: null,
      after: 'other',
    })
    await engine.call('labels.undo', { steps: 2 })
    expect(await detail(engine, zebra)).toMatchObject({ hidden: false, kind: 'poster', kindSaid: false })
    expect(await detail(engine, mill)).toMatchObject({ hidden: true })
  })
})

describe('posters of the same film', () => {
  it('are offered after a verdict on one of them, until something was said of them', async () => {
    const { engine, mill, otherMill } = await library()
    const say = (posterId: number, verdict: 'yes' | 'no' | null) =>
      engine.call('labels.set', { posterId, genre: 'War', verdict })
    expect((await say(mill, 'yes')).siblings).toEqual([otherMill])
    expect((await say(mill, null)).siblings).toEqual([])
    expect((await say(otherMill, 'no')).siblings).toEqual([mill])
    expect((await say(mill, 'yes')).siblings).toEqual([])
    const changes = [{ genre: 'Drama' as const, verdict: 'yes' as const }]
    const [one] = await engine.call('labels.apply', { posterIds: [mill], changes })
    expect(one?.siblings).toEqual([otherMill])
    const both = await engine.call('labels.apply', { posterIds: [mill, otherMill], changes })
    expect(both.map(({ siblings }) => siblings)).toEqual([[], []])
  })

  it('are not offered while hidden', async () => {
    const { engine, mill, otherMill } = await library()
    await engine.call('poster.mark', { posterIds: [otherMill], hidden: true })
    const said = await engine.call('labels.set', { posterId: mill, genre: 'War', verdict: 'yes' })
    expect(said.siblings).toEqual([])
  })
})
