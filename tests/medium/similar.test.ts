import { mkdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import type { Engine } from '#engine/app/engine-types.ts'
import { openEngine } from '#engine/app/engine.ts'
import type { Genre } from '#shared/domain/genres.ts'
import { listAll, posterAt, scan, testEngine } from '../helpers/engine.ts'
import { drawPosters, posterBytes, writeOld } from '../helpers/pictures.ts'
import { temporaryFolder } from '../helpers/temporary.ts'

async function opened(): Promise<{ engine: Engine; folder: string; ids: number[] }> {
  const folder = temporaryFolder()
  await drawPosters(folder, 14)
  const engine = await testEngine()
  await scan(engine, [folder])
  return { engine, folder, ids: (await listAll(engine)).map(({ id }) => id) }
}

async function idsLike(engine: Engine, posterId: number, said: Genre | null = null) {
  const { posters } = await engine.call('library.similar', { posterId, said })
  return posters?.map(({ id }) => id) ?? null
}

describe('library.similar', () => {
  it('has every other poster, nearest first, and as many as are asked for', async () => {
    const { engine, ids } = await opened()
    const [own = 0] = ids
    const { posters } = await engine.call('library.similar', { posterId: own })
    expect(posters?.map(({ id }) => id).toSorted((a, b) => a - b)).toEqual(
      ids.filter((id) => id !== own).toSorted((a, b) => a - b),
    )
    const nearness = posters?.map(({ similarity }) => similarity) ?? []
    expect(nearness).toEqual(nearness.toSorted((left, right) => right - left))
    expect(nearness.every((value) => value > 0 && value <= 1.000001)).toBe(true)
    const few = await engine.call('library.similar', { posterId: own, limit: 3 })
    expect(few.posters).toEqual(posters?.slice(0, 3))
    await expect(engine.call('library.similar', { posterId: 999_999 })).rejects.toMatchObject({
      code: 'poster/not-found',
    })
  })

  it('leaves out what is hidden, missing, no poster, or of the same film or stack', async () => {
    const { engine, folder, ids } = await opened()
    const [own = 0, hidden = 0, other = 0, gone] = ids
    expect(await idsLike(engine, own)).toHaveLength(ids.length - 1)
    await engine.call('poster.mark', { posterIds: [hidden], hidden: true })
    await engine.call('poster.mark', { posterIds: [other], kind: 'other' })
    const gonePath = (await listAll(engine)).find(({ id }) => id === gone)?.files[0]?.path ?? ''
    rmSync(gonePath)
    // Another poster of the first one's film, and a copy of it that a person stacks with it.
    const first = await posterAt(engine, 'Film 001 (1981).jpg')
    writeOld(join(folder, 'Film 001 (1981)', 'poster.jpg'), await posterBytes(60))
    const copy = await sharp(await posterBytes(1))
      .jpeg({ quality: 60 })
      .toBuffer()
    writeOld(join(folder, 'Film 001 again (1981).jpg'), copy)
    await scan(engine, [folder])
    const sameFilm = await posterAt(engine, 'Film 001 (1981)/poster.jpg')
    const sameStack = await posterAt(engine, 'Film 001 again (1981).jpg')
    await engine.call('problems.decide', { ids: [first.id, sameStack.id], decision: 'together' })
    const like = (await idsLike(engine, first.id)) ?? []
    const wanted = ids.filter((id) => ![first.id, hidden, other, gone].includes(id))
    expect(like.toSorted((a, b) => a - b)).toEqual(wanted.toSorted((a, b) => a - b))
    expect([sameFilm.id, sameStack.id].some((id) => like.includes(id))).toBe(false)
    await engine.call('poster.mark', { posterIds: [hidden], hidden: false })
    expect(await idsLike(engine, first.id)).toContain(hidden)
  })

  it('has those alone of which a genre is known, with what is said of it and by whom', async () => {
    const { engine, folder, ids } = await opened()
    const [own = 0, yes = 0, no = 0] = ids
    expect(await idsLike(engine, own, 'War')).toEqual([])
    await engine.call('labels.set', { posterId: yes, genre: 'War', verdict: 'yes' })
    await engine.call('labels.set', { posterId: no, genre: 'War', verdict: 'no' })
    const name = 'Told (1990)'
    writeOld(join(folder, `${name}.jpg`), await posterBytes(70))
    writeOld(
      join(folder, `${name}.nfo`),
      '<movie><title>Told</title><year>1990</year><genre>War</genre></movie>',
    )
    await scan(engine, [folder])
    const told = await posterAt(engine, `${name}.jpg`)
    const { posters } = await engine.call('library.similar', { posterId: own, said: 'War' })
    const said = new Map(posters?.map(({ id, said }) => [id, said]))
    expect(said).toEqual(
      new Map([
        [yes, { is: true, by: 'person' }],
        [no, { is: false, by: 'person' }],
        [told.id, { is: true, by: 'nfo' }],
      ]),
    )
  })

  it('says of a poster that was not predicted that nothing can be compared', async () => {
    const folder = temporaryFolder()
    await drawPosters(folder, 2)
    const engine = await testEngine()
    await scan(engine, [folder], { predict: false })
    const [own] = await listAll(engine)
    expect(await idsLike(engine, own?.id ?? 0)).toBeNull()
    await scan(engine, [folder])
    expect(await idsLike(engine, own?.id ?? 0)).toHaveLength(1)
  })

  it('follows a scan that makes lost embeddings again, for the posters asked about and for those found', async () => {
    const [folder, data] = [temporaryFolder(), temporaryFolder()]
    await drawPosters(folder, 3)
    const catalogPath = join(data, 'catalog.db')
    const before = await openEngine({ catalogPath })
    await scan(before, [folder])
    await before.close()
    rmSync(join(data, 'cache.db'))
    const engine = await testEngine({ catalogPath })
    const [own] = await listAll(engine)
    expect(await idsLike(engine, own?.id ?? 0)).toBeNull()
    const told: unknown[] = []
    engine.on('catalog.changed', ({ ids }) => told.push(ids))
    expect(await scan(engine, [folder])).toMatchObject({ changed: 0, predicted: 0 })
    expect(told).toContain(null)
    expect(await idsLike(engine, own?.id ?? 0)).toHaveLength(2)
  })

  it('is refused while the embeddings cannot be read, and there again when they can', async () => {
    const [folder, data] = [temporaryFolder(), temporaryFolder()]
    await drawPosters(folder, 2)
    const engine = await testEngine({ catalogPath: join(data, 'catalog.db') })
    await scan(engine, [folder])
    const [own] = await listAll(engine)
    const [cache, aside] = [join(data, 'cache.db'), join(data, 'aside.db')]
    renameSync(cache, aside)
    mkdirSync(cache)
    await expect(idsLike(engine, own?.id ?? 0)).rejects.toThrow()
    rmSync(cache, { recursive: true })
    renameSync(aside, cache)
    expect(await idsLike(engine, own?.id ?? 0)).toHaveLength(1)
  })
})
