import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Engine } from '#engine/app/engine-types.ts'
import type { Show } from '#shared/contract/values.ts'
import { posterAt, scan, testEngine } from '../helpers/engine.ts'
import { posterBytes, writeOld } from '../helpers/pictures.ts'
import { temporaryFolder } from '../helpers/temporary.ts'

/** A film with its art and a series with a season. */
async function mediaTree(): Promise<string> {
  const folder = temporaryFolder()
  const names = [
    'Film (1999)/poster.jpg',
    'Film (1999)/fanart.jpg',
    'Series/poster.jpg',
    'Series/season01-poster.jpg',
  ]
  for (const [at, name] of names.entries()) writeOld(join(folder, name), await posterBytes(20 + at))
  writeOld(join(folder, 'Series/tvshow.nfo'), '<tvshow><title>Series</title></tvshow>')
  return folder
}

async function held(engine: Engine): Promise<Record<Exclude<Show, 'any'>, number>> {
  const { shows } = await engine.call('library.counts', { filter: {} })
  for (const [show, count] of Object.entries(shows)) {
    const { total } = await engine.call('library.ids', { filter: { show: show as Show } })
    expect(total, show).toBe(count)
  }
  return shows
}

describe('art and pictures of series', () => {
  it('are left out, or kept off the wall as what they are, as the folder’s switch says', async () => {
    const folder = await mediaTree()
    const engine = await testEngine()
    await scan(engine, [folder])
    expect(await held(engine)).toEqual({ wall: 1, series: 0, other: 0, hidden: 0 })

    const { roots } = await engine.call('folders.options', { path: folder, includeAllArt: true })
    expect(roots).toMatchObject([{ includeAllArt: true }])
    await scan(engine, [folder])
    expect(await held(engine)).toEqual({ wall: 1, series: 2, other: 1, hidden: 0 })

    const fanart = await posterAt(engine, 'fanart.jpg')
    await engine.call('labels.set', { posterId: fanart.id, genre: 'War', verdict: 'yes' })
    await engine.call('folders.options', { path: folder, includeAllArt: false })
    const report = await scan(engine, [folder])
    expect(report).toMatchObject({ missing: 0, roots: [{ state: 'ok' }] })
    expect(await held(engine)).toEqual({ wall: 1, series: 0, other: 1, hidden: 0 })
    expect((await posterAt(engine, 'fanart.jpg')).verdicts).toEqual({ War: 'yes' })
  })

  it('are what a person says they are, whatever a rescan finds', async () => {
    const folder = await mediaTree()
    const engine = await testEngine()
    await scan(engine, [folder], { includeAllArt: true })
    const fanart = await posterAt(engine, 'fanart.jpg')
    const poster = await posterAt(engine, join('Film (1999)', 'poster.jpg'))
    await engine.call('poster.mark', { posterIds: [fanart.id], kind: 'poster' })
    await engine.call('poster.mark', { posterIds: [poster.id], kind: 'other' })
    await scan(engine, [folder])
    const { ids } = await engine.call('library.ids', { filter: { show: 'wall' } })
    expect([...ids]).toEqual([fanart.id])
    await engine.call('poster.mark', { posterIds: [fanart.id], hidden: true })
    expect(await held(engine)).toEqual({ wall: 0, series: 2, other: 1, hidden: 1 })
    expect((await engine.call('library.ids', { filter: {} })).total).toBe(3)
    expect((await engine.call('library.ids', { filter: { status: 'all' } })).total).toBe(4)
  })
})
