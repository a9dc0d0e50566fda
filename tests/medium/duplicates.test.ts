import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { openEngine } from '#engine/app/engine.ts'
import type { Engine } from '#engine/app/engine-types.ts'
import { posterAt, scan, testEngine } from '../helpers/engine.ts'
import { posterBytes, writeOld } from '../helpers/pictures.ts'
import { temporaryFolder } from '../helpers/temporary.ts'

/** One film's picture in two sizes, in folders of its own. */
async function twice(folder: string, serial: number): Promise<void> {
  const bytes = await posterBytes(serial)
  const { width } = await sharp(bytes).metadata()
  const smaller = await sharp(bytes)
    .resize(Math.round(width * 0.8))
    .jpeg({ quality: 88 })
    .toBuffer()
  for (const place of ['large', 'small']) mkdirSync(join(folder, place), { recursive: true })
  writeOld(join(folder, 'large', 'Two Sizes (1999).jpg'), bytes)
  writeOld(join(folder, 'small', 'Two Sizes (1999).jpg'), smaller)
}

async function seen(engine: Engine) {
  const large = await posterAt(engine, join('large', 'Two Sizes (1999).jpg'))
  const small = await posterAt(engine, join('small', 'Two Sizes (1999).jpg'))
  const { ids } = await engine.call('library.ids', { filter: { show: 'wall' } })
  return { large: large.id, small: small.id, wall: [...ids] }
}

describe('near-equal pictures', () => {
  it('of one film stand as one on the wall, the largest in front', async () => {
    const folder = temporaryFolder()
    await twice(folder, 3)
    const engine = await testEngine()
    await scan(engine, [folder])
    const { large, small, wall } = await seen(engine)
    expect(wall).toEqual([large])
    const { cards } = await engine.call('library.cards', { ids: [large, small] })
    expect(cards.map(({ stacked }) => stacked)).toEqual([1, 0])
    const detail = await engine.call('poster.get', { id: large })
    expect(detail.siblings).toMatchObject([{ id: small, title: 'Two Sizes', stacked: true }])
    expect(await engine.call('problems.duplicates', {})).toEqual({
      total: 1,
      groups: [{ ids: [large, small], kind: 'stack', equal: false }],
    })
    await engine.call('labels.set', { posterId: large, genre: 'War', verdict: 'yes' })
    expect((await posterAt(engine, join('small', 'Two Sizes (1999).jpg'))).verdicts).toEqual({})
  })

  it('stay apart once a person said so, through rescans and a restart, and meet again when asked', async () => {
    const catalogPath = join(temporaryFolder(), 'catalog.db')
    const folder = temporaryFolder()
    await twice(folder, 3)
    const first = await openEngine({ catalogPath })
    await scan(first, [folder])
    const { large, small } = await seen(first)
    await first.call('problems.decide', { ids: [large, small], decision: 'apart' })
    expect((await seen(first)).wall).toHaveLength(2)
    await scan(first, [folder])
    expect((await seen(first)).wall).toHaveLength(2)
    await first.close()
    const second = await testEngine({ catalogPath })
    await scan(second, [])
    expect((await seen(second)).wall).toHaveLength(2)
    expect((await second.call('problems.counts', {})).duplicates).toBe(0)
    await second.call('problems.decide', { ids: [large, small], decision: 'together' })
    expect((await seen(second)).wall).toEqual([large])
  })

  it('of different films wait for a word', async () => {
    const folder = temporaryFolder()
    writeOld(join(folder, 'One Film (1990).jpg'), await posterBytes(3))
    writeOld(join(folder, 'Another Film (2001).jpg'), await posterBytes(3))
    writeOld(join(folder, 'A Third (2003).jpg'), await posterBytes(8))
    const engine = await testEngine()
    await scan(engine, [folder])
    expect((await engine.call('library.counts', { filter: {} })).total).toBe(3)
    expect((await engine.call('problems.counts', {})).duplicates).toBe(1)
    const { groups } = await engine.call('problems.duplicates', {})
    expect(groups).toMatchObject([{ kind: 'suggested', equal: true }])
    const ids = groups[0]?.ids ?? []
    expect(await engine.call('problems.decide', { ids, decision: 'together' })).toEqual({ total: 0 })
    expect((await engine.call('library.counts', { filter: {} })).total).toBe(2)
  })

  it('leave their stack when the picture is replaced', async () => {
    const folder = temporaryFolder()
    await twice(folder, 3)
    const engine = await testEngine()
    await scan(engine, [folder])
    writeOld(join(folder, 'small', 'Two Sizes (1999).jpg'), await posterBytes(8), new Date('2021-01-01'))
    await scan(engine, [folder])
    expect((await seen(engine)).wall).toHaveLength(2)
    expect(await engine.call('problems.duplicates', {})).toMatchObject({ total: 0 })
  })

  it('show the next one while the one in front is hidden', async () => {
    const folder = temporaryFolder()
    await twice(folder, 3)
    const engine = await testEngine()
    await scan(engine, [folder])
    const { large, small } = await seen(engine)
    await engine.call('poster.mark', { posterIds: [large], hidden: true })
    expect((await seen(engine)).wall).toEqual([small])
  })
})

describe('files that could not be read', () => {
  it('are listed with the reason', async () => {
    const folder = temporaryFolder()
    writeOld(join(folder, 'Broken (1999).jpg'), 'not a picture')
    const engine = await testEngine()
    await scan(engine, [folder])
    const { total, files } = await engine.call('problems.setAside', {})
    expect(total).toBe(1)
    expect(files).toMatchObject([{ path: join(folder, 'Broken (1999).jpg'), code: 'file/not-a-picture' }])
    expect(await engine.call('problems.counts', {})).toMatchObject({ quarantined: 1, missing: 0, folders: 0 })
  })
})
