import { rmSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import type { Engine } from '#engine/app/engine-types.ts'
import { openEngine } from '#engine/app/engine.ts'
import { catalogPaths } from '#engine/catalog/paths.ts'
import { genreIndex } from '#shared/domain/genres.ts'
import type { DrawnCatalog } from '../helpers/drawn-catalog.ts'
import { drawnCatalog } from '../helpers/drawn-catalog.ts'
import type { DrawnFilm } from '../helpers/drawn-world.ts'
import { probabilitiesOfFilm } from '../helpers/drawn-world.ts'
import { listAll, testEngine } from '../helpers/engine.ts'
import { addOwn, learnedOwn } from '../helpers/own-genres.ts'

/** What this person calls Film noir: what the model would call Crime at one in three, so that a head can tell it. */
function isNoir(film: DrawnFilm): boolean {
  return (probabilitiesOfFilm(film)[genreIndex('Crime')] ?? 0) > 1 / 3
}

/** Enough is said of Film noir for percentages: 20 yes, 20 no of look-alikes, and 30 films drawn by chance. */
async function sayNoir(engine: Engine, { films, ids }: DrawnCatalog, id: number): Promise<void> {
  const placesOf = (is: boolean) => [...films.keys()].filter((at) => isNoir(films[at] as DrawnFilm) === is)
  const idsAt = (places: readonly number[]) => places.map((at) => ids[at] ?? 0)
  const [noir, others] = [placesOf(true), placesOf(false)]
  const say = (places: readonly number[], verdict: 'yes' | 'no', asked: 'alike' | 'chance' | null) =>
    engine.call('own.set', { id, posterIds: idsAt(places), verdict, asked })
  await say(noir.slice(0, 20), 'yes', null)
  await say(others.slice(0, 20), 'no', 'alike')
  await say(noir.slice(20, 25), 'yes', 'chance')
  await say(others.slice(20, 45), 'no', 'chance')
}

async function shownWith(engine: Engine, own: number): Promise<number[]> {
  return [...(await engine.call('library.ids', { filter: { own: [own], show: 'wall' } })).ids]
}

describe('a genre of the user’s own that is taken away', () => {
  it('leaves none of its posters to the genre that gets its key, and has them again when it is back', async () => {
    const world = await drawnCatalog(300)
    const engine = await testEngine({ catalogPath: world.path, modelsFolder: world.modelsFolder })
    const noir = await addOwn(engine, 'Film noir')
    await sayNoir(engine, world, noir)
    expect(await learnedOwn(engine)).toMatchObject({ key: '1', learned: { standing: 'scored' } })
    const shown = await shownWith(engine, noir)
    expect(shown.length).toBeGreaterThan(25)

    await engine.call('own.remove', { id: noir })
    await expect(shownWith(engine, noir)).rejects.toMatchObject({ code: 'own/unknown' })
    const other = await addOwn(engine, 'Christmas')
    expect(await learnedOwn(engine)).toMatchObject({
      id: other,
      key: '1',
      yes: 0,
      learned: { standing: 'few' },
    })
    expect(await shownWith(engine, other)).toEqual([])
    const { own } = await engine.call('library.counts', { filter: {} })
    expect(own).toEqual([{ id: other, count: 0 }])
    expect((await listAll(engine)).flatMap((item) => item.own.filter(({ likely }) => likely))).toEqual([])

    await engine.call('own.remove', { id: other })
    expect(await addOwn(engine, 'Film noir')).toBe(noir)
    expect(await learnedOwn(engine)).toMatchObject({ id: noir, learned: { standing: 'scored' } })
    expect(await shownWith(engine, noir)).toEqual(shown)
  })

  it('while it is being learned hurts nothing', async () => {
    const world = await drawnCatalog(300)
    const engine = await testEngine({ catalogPath: world.path, modelsFolder: world.modelsFolder })
    const noir = await addOwn(engine, 'Film noir')
    await sayNoir(engine, world, noir)
    await engine.call('own.list', {})
    expect(await engine.call('own.remove', { id: noir })).toMatchObject({ genres: [] })
    const other = await addOwn(engine, 'Christmas')
    expect(await learnedOwn(engine)).toMatchObject({ id: other, learned: { standing: 'few' } })
    expect(await shownWith(engine, other)).toEqual([])
  })

  it('can have what was said of it taken back, and done again', async () => {
    const { path, modelsFolder, ids } = await drawnCatalog(2)
    const engine = await testEngine({ catalogPath: path, modelsFolder })
    const [posterId = 0] = ids
    const noir = await addOwn(engine, 'Film noir')
    await engine.call('own.set', { id: noir, posterIds: [posterId], verdict: 'yes' })
    await engine.call('own.remove', { id: noir })
    expect((await engine.call('labels.state', {})).canUndo).toBe('Film noir yes')
    expect((await engine.call('labels.undo', {})).undone).toMatchObject([
      { own: 'Film noir', from: 'yes', to: null },
    ])
    await engine.call('labels.redo', {})
    await engine.call('labels.undo', {})
    await addOwn(engine, 'Film noir')
    expect(await engine.call('own.list', {})).toMatchObject({ genres: [{ id: noir, yes: 0, no: 0 }] })
    await engine.call('labels.redo', {})
    expect(await shownWith(engine, noir)).toEqual([posterId])
  })
})

describe('a genre of the user’s own of which the embeddings are lost', () => {
  it('is a tag, and keeps what was said of it', async () => {
    const world = await drawnCatalog(300)
    const options = { catalogPath: world.path, modelsFolder: world.modelsFolder }
    const engine = await openEngine(options)
    const noir = await addOwn(engine, 'Film noir')
    await sayNoir(engine, world, noir)
    expect(await learnedOwn(engine)).toMatchObject({ learned: { standing: 'scored' } })
    await engine.close()
    rmSync(catalogPaths(world.path).cache)
    const again = await testEngine(options)
    expect(await learnedOwn(again)).toMatchObject({
      yes: 25,
      no: 45,
      learned: { standing: 'few', films: { yes: 0, no: 0 } },
    })
    expect(await shownWith(again, noir)).toHaveLength(25)
  })
})

describe('a name for a genre of the user’s own', () => {
  it('has at most forty characters, and may hold what looks like markup or a command', async () => {
    const { path, modelsFolder } = await drawnCatalog(100)
    const engine = await testEngine({ catalogPath: path, modelsFolder })
    const names = [
      'N'.repeat(40),
      '👻'.repeat(40),
      `'); DROP TABLE own_genre;--`,
      '<img src=x onerror=alert(1)>',
      '=HYPERLINK("http://x","win")',
      '__proto__',
      'فيلم نوار',
    ]
    for (const name of names) await addOwn(engine, name)
    expect((await engine.call('own.list', {})).genres.map(({ name }) => name)).toEqual(names)
    for (const name of ['N'.repeat(41), '👻'.repeat(41), '', '   ', 'a\u0000'.repeat(30)]) {
      await expect(engine.call('own.add', { name })).rejects.toMatchObject({ code: 'app/invalid' })
    }
    const [plain] = (await listAll(engine)).filter(({ effective }) => effective.length === 0)
    const { genres } = await engine.call('own.list', {})
    const own = genres
      .filter(({ name }) => /^[=_]/.test(name))
      .map(({ id }) => ({ id, verdict: 'yes' as const }))
    await engine.call('labels.apply', { posterIds: [plain?.id ?? 0], own })
    const { text } = await engine.call('library.csv', { filter: { own: own.map(({ id }) => id) } })
    expect((parse(text) as string[][])[1]?.[4]).toBe(`'=HYPERLINK("http://x","win")|__proto__`)
  })
})
