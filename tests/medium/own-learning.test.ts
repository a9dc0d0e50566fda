import { join } from 'node:path'
import sharp from 'sharp'
import { describe, expect, it, vi } from 'vitest'
import type { Engine } from '#engine/app/engine-types.ts'
import { openEngine } from '#engine/app/engine.ts'
import { listAll, scan, testEngine } from '../helpers/engine.ts'
import { addOwn, learnedOwn } from '../helpers/own-genres.ts'
import { writeOld } from '../helpers/pictures.ts'
import { temporaryFolder } from '../helpers/temporary.ts'

const EACH = 15

// Thirty posters are read and computed first.
vi.setConfig({ testTimeout: 120_000 })

/** Posters of two looks: dark ones with a lit disc, and pale ones with stripes. */
async function drawTwoLooks(folder: string): Promise<void> {
  for (let at = 0; at < EACH; at++) {
    const x = 40 + 6 * at
    const windows = Array.from({ length: 24 }, (_, place) => {
      const [column, line] = [place % 4, Math.floor(place / 4)]
      return `<rect x="${12 + 48 * column}" y="${140 + 26 * line}" width="${14 + at}" height="14" fill="#b9873a"/>`
    })
    const dark = `<rect width="200" height="300" fill="rgb(${8 + at},${6 + at},${20 + 2 * at})"/>
      <circle cx="${x}" cy="${60 + 2 * at}" r="${28 + at}" fill="#f4e9c8"/>${windows.join('')}`
    const pale = `<rect width="200" height="300" fill="rgb(${225 + at},${240 - at},${215 + 2 * at})"/>
      ${[0, 1, 2, 3].map((line) => `<rect y="${30 + 60 * line + at}" width="200" height="${8 + at}" fill="#d2452f"/>`).join('')}`
    for (const [look, drawing] of Object.entries({ Dark: dark, Pale: pale })) {
      const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="200" height="300">${drawing}</svg>`
      const bytes = await sharp(Buffer.from(svg)).jpeg().toBuffer()
      writeOld(join(folder, `${look} ${String.fromCharCode(65 + at)} (${1950 + at}).jpg`), bytes)
    }
  }
}

async function twoLooks() {
  const [folder, data] = [temporaryFolder(), temporaryFolder()]
  await drawTwoLooks(folder)
  const catalogPath = join(data, 'catalog.db')
  const engine = await openEngine({ catalogPath })
  await scan(engine, [folder])
  const items = await listAll(engine)
  const idsOf = (look: string) =>
    items.filter(({ title }) => title?.startsWith(look) === true).map(({ id }) => id)
  const [dark, pale] = [idsOf('Dark'), idsOf('Pale')]
  return { engine, catalogPath, dark, pale, id: await addOwn(engine, 'Film noir') }
}

const RANKED = { level: 'all', show: 'wall' } as const

describe('a genre of the user’s own on real embeddings', () => {
  it('asks about look-alikes and drawn posters, learns, ranks, and does so again after a restart', async () => {
    const { engine, catalogPath, dark, pale, id } = await twoLooks()
    await engine.call('own.set', { id, posterIds: dark.slice(0, 12), verdict: 'yes' })
    const { posters } = await engine.call('own.suggest', { id, limit: 8 })
    expect(posters.map(({ asked }) => asked).slice(0, 2)).toEqual(['alike', 'chance'])
    expect(new Set(posters.map((poster) => poster.id)).size).toBe(posters.length)
    expect(posters.some((poster) => dark.slice(0, 12).includes(poster.id))).toBe(false)
    expect(dark.slice(12)).toContain(posters[0]?.id)

    await engine.call('own.set', { id, posterIds: pale.slice(0, 6), verdict: 'no', asked: 'alike' })
    await engine.call('own.set', { id, posterIds: pale.slice(6, 11), verdict: 'no', asked: 'chance' })
    expect(await learnedOwn(engine)).toMatchObject({
      learned: { standing: 'few', films: { yes: 12, no: 11, alikeNo: 6, chance: 5 } },
    })
    await engine.call('own.set', { id, posterIds: [pale[11] ?? 0], verdict: 'no', asked: 'chance' })
    expect(await learnedOwn(engine)).toMatchObject({ yes: 12, no: 12, learned: { standing: 'ranked' } })

    const order = async (from: Engine) => {
      const { ids } = await from.call('library.ids', { filter: { own: [id], ...RANKED }, sort: 'certainty' })
      return [...ids]
    }
    const ranked = await order(engine)
    expect(new Set(ranked.slice(0, 12))).toEqual(new Set(dark.slice(0, 12)))
    expect(new Set(ranked.slice(12, 15))).toEqual(new Set(dark.slice(12)))
    expect(new Set(ranked.slice(15))).toEqual(new Set(pale.slice(12)))
    // Only an order: nothing but a person's word makes a poster one of the genre.
    expect((await engine.call('library.ids', { filter: { own: [id] } })).ids).toHaveLength(12)
    const detail = await engine.call('poster.get', { id: dark[12] ?? 0 })
    expect(detail.own).toEqual([
      { id, name: 'Film noir', key: '1', verdict: null, probability: null, likely: false },
    ])
    await engine.close()
    const again = await testEngine({ catalogPath })
    expect(await order(again)).toEqual(ranked)
    await again.call('labels.undo', {})
    expect(await learnedOwn(again)).toMatchObject({ learned: { standing: 'few' } })
    expect((await again.call('library.ids', { filter: { own: [id], ...RANKED } })).ids).toHaveLength(12)
  })
})
