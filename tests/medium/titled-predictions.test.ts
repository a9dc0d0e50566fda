import { renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Engine } from '#engine/app/engine-types.ts'
import { openEngine } from '#engine/app/engine.ts'
import { openRegistry } from '#engine/model/registry.ts'
import { listAll, posterAt, scan, testEngine } from '../helpers/engine.ts'
import { posterBytes, writeOld } from '../helpers/pictures.ts'
import { temporaryFolder } from '../helpers/temporary.ts'
import { titledModels } from '../helpers/titled-models.ts'
import { asked, detail, FILES, genreOf, predicted, shelf } from '../helpers/titled-shelf.ts'

describe('a scan by a model that reads titles', () => {
  it('asks those that may be trusted, and the picture alone where none is', async () => {
    const nfo = '<movie><title>Horror of the Deep</title></movie>'
    const { folder, engine, at, idOf } = await shelf(Object.values(FILES))
    writeOld(at('scan-04.nfo'), nfo)
    await scan(engine, [folder])
    const expected = [
      [FILES.named, 'Horror Night', 1981, null],
      [FILES.bare, null, null, 'bare-name'],
      [FILES.identified, 'Western Sky', null, null],
      [FILES.told, 'Horror of the Deep', null, null],
      [FILES.untitled, null, null, 'none'],
    ] as const
    for (const [file, title, year, titleSilent] of expected) {
      const id = await idOf(file)
      expect(await detail(engine, id), file).toMatchObject({ titled: title !== null, titleSilent })
      expect(await predicted(engine, id), file).toEqual(await asked(engine, at(file), title, year))
    }
  })

  it('judges each prediction by the levels of what it was made of', async () => {
    const { engine, idOf } = await shelf([FILES.named, FILES.bare])
    const [named, bare] = [await idOf(FILES.named), await idOf(FILES.bare)]
    const { levels } = openRegistry(titledModels()).current()
    const picture = levels.find(({ name }) => name === 'Horror')
    expect(await genreOf(engine, named, 'Horror')).toMatchObject({
      level: 'likely',
      effective: true,
      likelyFrom: 0.7,
      maybeFrom: 0.4,
      reliability: 0.91,
    })
    const alone = await genreOf(engine, bare, 'Horror')
    expect(alone).toMatchObject({ likelyFrom: picture?.likely, maybeFrom: picture?.maybe, parts: null })
    expect(alone.reliability).not.toBe(0.91)
    const likely = await engine.call('library.ids', { filter: { genres: ['Horror'] } })
    expect([...likely.ids]).toEqual([named])
  })

  it('calls fewer or more likely of both kinds, each by its own thresholds', async () => {
    const { engine, idOf } = await shelf([FILES.named, FILES.bare])
    const [named, bare] = [await idOf(FILES.named), await idOf(FILES.bare)]
    const picture = openRegistry(titledModels())
      .current()
      .levels.find(({ name }) => name === 'Horror')
    for (const choice of ['fewer', 'more'] as const) {
      await engine.call('settings.set', { key: 'levels.Horror', value: choice })
      const from = { fewer: 0.9, more: 0.5 }[choice]
      expect(await genreOf(engine, named, 'Horror')).toMatchObject({ likelyFrom: from, reliability: null })
      expect((await genreOf(engine, bare, 'Horror')).likelyFrom).toBe(picture?.[choice])
    }
  })

  it('calls a genre weak only where no poster’s levels ever say it', async () => {
    const weak = async (engine: Engine) =>
      (await engine.call('library.counts', { filter: {} })).genres.find(({ name }) => name === 'War')?.weak
    expect(await weak((await shelf([FILES.bare])).engine)).toBe(true)
    expect(await weak((await shelf([FILES.bare, FILES.named])).engine)).toBe(false)
    expect(await weak((await shelf([FILES.named])).engine)).toBe(false)
  })

  it('finds nothing to do the next time, and what was predicted so again after a restart', async () => {
    const [folder, catalogPath, modelsFolder] = [
      temporaryFolder(),
      join(temporaryFolder(), 'c.db'),
      titledModels(),
    ]
    writeOld(join(folder, FILES.named), await posterBytes(1))
    writeOld(join(folder, FILES.bare), await posterBytes(2))
    const engine = await openEngine({ catalogPath, modelsFolder })
    await scan(engine, [folder])
    const before = await listAll(engine)
    const { catalogRevision } = await engine.call('app.info', {})
    expect(await scan(engine, [])).toMatchObject({ unchanged: 2, predicted: 0 })
    expect((await engine.call('app.info', {})).catalogRevision).toBe(catalogRevision)
    await engine.close()
    const again = await testEngine({ catalogPath, modelsFolder })
    expect(await listAll(again)).toEqual(before)
  })

  it('says what picture and title each say, and which decided', async () => {
    const { engine, at, idOf } = await shelf([FILES.named])
    const id = await idOf(FILES.named)
    const horror = await genreOf(engine, id, 'Horror')
    const alone = await asked(engine, at(FILES.named), null)
    expect(horror.parts?.fromPicture).toBeCloseTo(alone.get('Horror') ?? Number.NaN, 6)
    expect(horror.parts?.fromTitle).toBeGreaterThan(0.9)
    expect(horror.parts?.decidedBy).toBe('title')
    const why = await engine.call('poster.why', { posterId: id, genre: 'Horror' })
    expect(why).toMatchObject({ parts: horror.parts, reliability: 0.91, decade: null })
  })
})

describe('another title', () => {
  it('is asked at once when a person gives it, and when that is undone, without the picture', async () => {
    const { engine, at, idOf } = await shelf([FILES.bare])
    const id = await idOf(FILES.bare)
    await engine.call('labels.set', { posterId: id, genre: 'War', verdict: 'yes' })
    const [alone, western, dated] = [
      await predicted(engine, id),
      await asked(engine, at(FILES.bare), 'Western Sky'),
      await asked(engine, at(FILES.bare), 'Horror Night', 1981),
    ]
    rmSync(at(FILES.bare))
    const told: unknown[] = []
    engine.on('catalog.changed', ({ ids }) => told.push(ids))
    await engine.call('poster.edit', { id, title: 'Western Sky' })
    expect(await predicted(engine, id)).toEqual(western)
    expect([...(await engine.call('library.ids', { filter: { genres: ['Western'] } })).ids]).toEqual([id])
    await engine.call('labels.undo', {})
    expect(await predicted(engine, id)).toEqual(alone)
    await engine.call('labels.redo', {})
    expect(await predicted(engine, id)).toEqual(western)
    await engine.call('poster.edit', { id, title: null })
    // With a year, the file's name is a title that may be trusted.
    await engine.call('poster.edit', { id, year: 1981 })
    expect(await predicted(engine, id)).toEqual(dated)
    expect(told).toEqual([[id], [id], [id], [id], [id]])
    expect(await genreOf(engine, id, 'War')).toMatchObject({ verdict: 'yes', verdictSource: 'explicit' })
  })

  it('that cannot be read leaves the word to the picture, and is asked once', async () => {
    const { engine, at, idOf } = await shelf([FILES.named])
    const id = await idOf(FILES.named)
    await engine.call('poster.edit', { id, title: '🎬🔥' })
    expect(await detail(engine, id)).toMatchObject({ titled: false, titleSilent: 'unreadable' })
    expect(await predicted(engine, id)).toEqual(await asked(engine, at(FILES.named), null))
    expect(await scan(engine, [])).toMatchObject({ predicted: 0 })
  })

  it('that an NFO brings, or a new name, is asked in the scan that finds it', async () => {
    const { folder, engine, at, idOf } = await shelf([FILES.named, FILES.bare])
    const [named, bare] = [await idOf(FILES.named), await idOf(FILES.bare)]
    writeOld(at('Horror Night (1981).nfo'), '<movie><title>Western Sky</title><year>1990</year></movie>')
    renameSync(at(FILES.bare), at('Music Box (1989).jpg'))
    expect(await scan(engine, [folder])).toMatchObject({ moved: 1, unchanged: 1, predicted: 2 })
    expect(await predicted(engine, named)).toEqual(await asked(engine, at(FILES.named), 'Western Sky', 1990))
    const moved = at('Music Box (1989).jpg')
    expect(await predicted(engine, bare)).toEqual(await asked(engine, moved, 'Music Box', 1989))
  })

  it('that a second file of the same picture brings is asked too', async () => {
    const { folder, engine, at, idOf } = await shelf([FILES.bare])
    const id = await idOf(FILES.bare)
    writeOld(at('twin/poster.jpg'), await posterBytes(1))
    writeOld(at('twin/movie.nfo'), '<movie><title>Western Sky</title></movie>')
    await scan(engine, [folder])
    expect(await detail(engine, id)).toMatchObject({ title: 'Western Sky', titled: true })
    expect(await predicted(engine, id)).toEqual(await asked(engine, at(FILES.bare), 'Western Sky'))
    expect(await scan(engine, [])).toMatchObject({ predicted: 0 })
  })

  it('that a merge brings when a folder is relocated is asked at once', async () => {
    const { folder, engine, idOf } = await shelf([FILES.named])
    const now = join(temporaryFolder(), 'new')
    const id = await idOf(FILES.named)
    renameSync(folder, now)
    // Scanned at its new place meanwhile, and for another film there, it is a poster of its own.
    writeOld(join(now, 'Horror Night (1981).nfo'), '<movie><title>Music Box</title></movie>')
    await scan(engine, [now])
    const { id: other } = await posterAt(engine, join(now, FILES.named))
    expect(other).not.toBe(id)
    await engine.call('poster.edit', { id: other, title: 'Western Sky' })
    await engine.call('folders.relocate', { from: folder, to: now })
    expect(await detail(engine, id)).toMatchObject({ title: 'Western Sky', titled: true })
    expect(await predicted(engine, id)).toEqual(
      await asked(engine, join(now, FILES.named), 'Western Sky', 1981),
    )
  })

  it('waits for the next scan where the embedding is lost; until then it stays as predicted', async () => {
    const [folder, data, modelsFolder] = [temporaryFolder(), temporaryFolder(), titledModels()]
    const [catalogPath, file] = [join(data, 'catalog.db'), join(folder, FILES.named)]
    writeOld(file, await posterBytes(1))
    const first = await openEngine({ catalogPath, modelsFolder })
    await scan(first, [folder])
    await first.close()
    rmSync(join(data, 'cache.db'))
    const engine = await testEngine({ catalogPath, modelsFolder })
    const { id } = await posterAt(engine, FILES.named)
    const before = await predicted(engine, id)
    expect(await detail(engine, id)).toMatchObject({ titled: true, titleSilent: null })
    expect((await genreOf(engine, id, 'Horror')).parts).toBeNull()
    await engine.call('poster.edit', { id, title: 'Western Sky', year: null })
    expect(await predicted(engine, id)).toEqual(before)
    expect((await detail(engine, id)).titleSilent).toBe('next-scan')
    expect(await scan(engine, [])).toMatchObject({ predicted: 1 })
    expect(await predicted(engine, id)).toEqual(await asked(engine, file, 'Western Sky', 1981))
    expect((await genreOf(engine, id, 'Horror')).parts).not.toBeNull()
  })
})
