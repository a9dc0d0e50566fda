import { join } from 'node:path'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import type { Engine } from '#engine/app/engine-types.ts'
import type { FilterInput } from '#shared/contract/values.ts'
import { SHOWS, STATUSES } from '#shared/contract/values.ts'
import type { Genre } from '#shared/domain/genres.ts'
import { listAll, posterAt, scan, testEngine } from '../helpers/engine.ts'
import { drawPosters, posterBytes, writeOld } from '../helpers/pictures.ts'
import type { SeenPoster } from '../helpers/slow-filter.ts'
import { decided, matches, seenPosters } from '../helpers/slow-filter.ts'
import { temporaryFolder } from '../helpers/temporary.ts'

const COUNT = 24
const RED = '#d01818'
const BLUE = '#1830c8'
const GRAY = '#808080'

/** A picture of two plain halves. */
function halves(top: string, bottom: string): Promise<Buffer> {
  const half = { create: { width: 120, height: 90, channels: 3 as const, background: bottom } }
  return sharp({ create: { width: 120, height: 180, channels: 3, background: top } })
    .composite([{ input: half, top: 90, left: 0 }])
    .png()
    .toBuffer()
}

/** Posters, coloured ones among them, a series, one that is no poster, one hidden, and some words on genres. */
async function library(): Promise<{ engine: Engine; posters: SeenPoster[] }> {
  const folder = temporaryFolder()
  const names = await drawPosters(join(folder, 'films'), COUNT)
  writeOld(
    join(folder, 'films', names[0]?.replace('.jpg', '.nfo') ?? ''),
    '<movie><genre>War</genre></movie>',
  )
  writeOld(join(folder, 'plain', 'Red (1991).png'), await halves(RED, RED))
  writeOld(join(folder, 'plain', 'Red and Blue (1992).png'), await halves(RED, BLUE))
  writeOld(join(folder, 'plain', 'Blue and Gray (1993).png'), await halves(BLUE, GRAY))
  writeOld(join(folder, 'Series', 'tvshow.nfo'), '<tvshow><title>Series</title></tvshow>')
  writeOld(join(folder, 'Series', 'poster.jpg'), await posterBytes(90))
  writeOld(join(folder, 'Series', 'season01-poster.jpg'), await posterBytes(91))
  const engine = await testEngine()
  await scan(engine, [folder], { includeAllArt: true })
  const idOf = async (at: number) => (await posterAt(engine, names[at] ?? '')).id
  await engine.call('poster.mark', { posterIds: [await idOf(1)], hidden: true })
  await engine.call('poster.mark', { posterIds: [await idOf(2)], kind: 'other' })
  const say = async (at: number, genre: Genre, verdict: 'yes' | 'no') => {
    await engine.call('labels.set', { posterId: await idOf(at), genre, verdict })
  }
  await say(3, 'War', 'yes')
  await say(4, 'War', 'no')
  await say(5, 'Drama', 'no')
  return { engine, posters: await seenPosters(engine) }
}

/** Every combination of these parts is asked. */
function filters(): FilterInput[] {
  const all: FilterInput[] = []
  const genres: FilterInput[] = [
    {},
    { genres: ['War'] },
    { genres: ['Drama', 'War'], any: true },
    { genres: ['War'], without: ['Drama'] },
  ]
  for (const show of SHOWS) {
    for (const level of ['likely', 'maybe', 'all'] as const) {
      for (const asked of genres) {
        all.push({ show, level, ...asked }, { show, level, ...asked, colors: ['red'] })
        all.push({ show, level, ...asked, yearFrom: 1985, yearTo: 1995, colors: ['red', 'blue'] })
      }
    }
    all.push(...STATUSES.map((status) => ({ show, status })))
  }
  return all
}

describe('parts of the catalog, colours and level "all"', () => {
  it('find what they say, alone and combined', async () => {
    const { engine, posters } = await library()
    const sizes = new Set<number>()
    for (const filter of filters()) {
      const expected = posters.flatMap((item) => (matches(item, filter) ? [item.id] : []))
      const { ids } = await engine.call('library.ids', { filter })
      expect(
        [...ids].sort((a, b) => a - b),
        JSON.stringify(filter),
      ).toEqual(expected.sort((a, b) => a - b))
      sizes.add(expected.length)
    }
    // Filters that find nothing, or always the same, would prove little.
    expect(sizes.size).toBeGreaterThan(8)
  })

  it('come with counts of what a click would show, each with its own part left out', async () => {
    const { engine, posters } = await library()
    const filter = { show: 'wall', yearFrom: 1985, yearTo: 1995, colors: ['blue'] } satisfies FilterInput
    const counts = await engine.call('library.counts', { filter })
    const found = (other: FilterInput) =>
      posters.filter((item) => matches(item, { ...filter, ...other })).length
    for (const { name, count } of counts.colors) expect(count, name).toBe(found({ colors: [name] }))
    for (const { name, count } of counts.genres) expect(count, name).toBe(found({ genres: [name] }))
    const years = new Map(counts.years.map(({ year, count }) => [year, count]))
    for (let year = 1975; year < 2025; year++) {
      expect(years.get(year) ?? 0, String(year)).toBe(found({ yearFrom: year, yearTo: year }))
    }
    const ofColor = (name: string) => counts.colors.find((color) => color.name === name)?.count ?? 0
    // The film in red and blue and the one in red alone, whatever the drawn ones are.
    expect(ofColor('red')).toBeGreaterThanOrEqual(2)
  })

  it('are in order of certainty: a yes, then the NFO, then by probability; a no is not there', async () => {
    const { engine, posters } = await library()
    const filter = { genres: ['War'], level: 'all', show: 'wall' } satisfies FilterInput
    const { ids } = await engine.call('library.ids', { filter, sort: 'certainty' })
    const byId = new Map(posters.map((item) => [item.id, item]))
    const certainties = [...ids].map((id) => {
      const item = byId.get(id)
      if (item === undefined) throw new Error(`no poster ${id}`)
      if (item.verdicts.War === 'yes') return 3
      if (decided(item, 'War') === true) return 2
      return item.genres.find(({ name }) => name === 'War')?.probability ?? -1
    })
    expect(certainties).toEqual(certainties.toSorted((a, b) => b - a))
    expect(certainties.slice(0, 2)).toEqual([3, 2])
    // All of the wall but the one that a person denied; nothing but that denies it.
    expect(ids).toHaveLength(posters.filter((item) => matches(item, { show: 'wall' })).length - 1)
  })

  it('know colours by what is drawn', async () => {
    const { engine } = await library()
    const titled = async (colors: FilterInput['colors']) =>
      (await listAll(engine, { colors, query: 'e' })).flatMap(({ title }) =>
        title !== null && !title.startsWith('Film') && title !== 'Series' ? [title] : [],
      )
    expect((await titled(['red'])).sort()).toEqual(['Red', 'Red and Blue'])
    expect((await titled(['blue'])).sort()).toEqual(['Blue and Gray', 'Red and Blue'])
    expect(await titled(['red', 'blue'])).toEqual(['Red and Blue'])
    expect(await titled(['green'])).toEqual([])
  })
})
