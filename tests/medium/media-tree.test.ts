import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { ListItem } from '#shared/contract/library.ts'
import { listAll, posterAt, scan, skips, testEngine } from '../helpers/engine.ts'
import { hashTree, makeMediaTree } from '../helpers/media-tree.ts'
import { movieNfo, filmOf } from '../helpers/media-tree-text.ts'
import { posterBytes, writeOld } from '../helpers/pictures.ts'
import { temporaryFolder } from '../helpers/temporary.ts'

const FILMS = 18

async function scannedTree() {
  const folder = temporaryFolder()
  const facts = await makeMediaTree(folder, { films: FILMS, seed: 11 })
  const engine = await testEngine()
  const report = await scan(engine, [folder])
  const posters = await listAll(engine)
  const byPath = new Map(
    posters.flatMap((poster) =>
      poster.files.map((file): [string, ListItem] => [file.path.slice(folder.length + 1), poster]),
    ),
  )
  return { folder, facts, engine, report, posters, byPath }
}

describe('a mixed Jellyfin, Kodi and Plex tree', () => {
  it('puts posters on the wall and nothing else, and counts what it skipped by kind', async () => {
    const { facts, report, byPath } = await scannedTree()
    expect([...byPath.keys()].sort()).toEqual([...facts.posterPaths].sort())
    expect(skips(report)).toEqual(facts.skipped)
    expect(report).toMatchObject({ found: facts.posters, predicted: facts.posters, quarantined: [] })
  })

  it('knows series and seasons as kinds of their own, whose art and NFO are no film', async () => {
    const { report, posters } = await scannedTree()
    expect(skips(report)).toMatchObject({ 'series-art': 1, 'season-art': 3, 'episode-art': 1 })
    expect(posters.filter((poster) => poster.title?.includes('Ferry'))).toEqual([])
  })

  it('takes titles and years from names and NFO', async () => {
    const { facts, byPath } = await scannedTree()
    const named = Object.fromEntries([...byPath].map(([path, { title, year }]) => [path, { title, year }]))
    expect(Object.keys(facts.expectedTitlesByPath)).toHaveLength((FILMS / 6) * 5)
    expect(named).toMatchObject(facts.expectedTitlesByPath)
  })

  it('takes the genres of NFO files in three languages as effective', async () => {
    const { engine, facts, byPath } = await scannedTree()
    const expected = Object.entries(facts.expectedGenresByPath)
    expect(expected.length).toBeGreaterThanOrEqual(6)
    for (const [path, genres] of expected) {
      expect([...(byPath.get(path)?.effective ?? [])].sort(), path).toEqual([...genres].sort())
    }
    const comedies = await listAll(engine, { genres: ['Comedy', 'Romance'] })
    const german = expected
      .filter(([, genres]) => genres.includes('Comedy'))
      .map(([path]) => byPath.get(path)?.id)
    expect(comedies.map(({ id }) => id)).toEqual(expect.arrayContaining(german))
  })

  it('keeps a genre that the table does not know as it stands in the NFO', async () => {
    const folder = temporaryFolder()
    const film = filmOf(3)
    const stem = `${film.title} (${film.year})`
    writeOld(join(folder, `${stem}.jpg`), await posterBytes(1))
    const nfo = movieNfo(film, { language: 'de', names: ['Krimi', 'Bergfilm'], genres: ['Crime'] })
    writeOld(join(folder, `${stem}.nfo`), Buffer.from(nfo))
    const engine = await testEngine()
    await scan(engine, [folder])
    const poster = await posterAt(engine, `${stem}.jpg`)
    expect(poster.effective).toEqual(['Crime'])
    expect(poster.files).toMatchObject([{ nfoGenres: ['Krimi', 'Bergfilm'] }])
  })

  it('is not written to, and is all unchanged the second time', async () => {
    const { engine, folder, facts } = await scannedTree()
    const before = await hashTree(folder)
    const again = await scan(engine, [folder])
    expect(again).toMatchObject({ found: facts.posters, unchanged: facts.posters, added: 0, predicted: 0 })
    expect(skips(again)).toEqual(facts.skipped)
    expect(await hashTree(folder)).toBe(before)
  })

  it('was not written to by the first scan either', async () => {
    const folder = temporaryFolder()
    await makeMediaTree(folder, { films: 6, seed: 12 })
    const before = await hashTree(folder)
    await scan(await testEngine(), [folder])
    expect(await hashTree(folder)).toBe(before)
  })
})
