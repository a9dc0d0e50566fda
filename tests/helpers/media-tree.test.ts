import { mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadGenreTable, mapGenres } from '#engine/scan/genre-names.ts'
import { createFolderDecider } from '#engine/scan/kinds-walked.ts'
import { shapeReason } from '#engine/scan/kinds.ts'
import { parseName } from '#engine/scan/names.ts'
import { parseNfo } from '#engine/scan/nfo.ts'
import { walkFolder } from '#engine/scan/walk.ts'
import { hashTree, makeMediaTree, type MediaTreeFacts } from './media-tree.ts'

const table = loadGenreTable(join(import.meta.dirname, '../../resources/genre-names.json'))
let root: string
let facts: MediaTreeFacts

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'onesheet-tree-'))
  facts = await makeMediaTree(root, { films: 24, seed: 5 })
}, 60_000)
afterAll(() => rmSync(root, { recursive: true, force: true }))

interface Survey {
  posters: { path: string; title: string | null; year: number | null }[]
  skipped: Record<string, number>
  nfoPaths: string[]
}

/** Walk, names and shapes together: what a scan would put on the wall. */
async function survey(includeAllArt = false): Promise<Survey> {
  const found: Survey = { posters: [], skipped: {}, nfoPaths: [] }
  const decide = createFolderDecider({ includeAllArt })
  const count = (reason: string, many: number): void => {
    found.skipped[reason] = (found.skipped[reason] ?? 0) + many
  }
  for await (const folder of walkFolder(root, { signal: new AbortController().signal })) {
    const decision = decide(folder)
    for (const [reason, many] of decision.skipped) count(reason, many)
    const pathOf = (name: string): string => [...folder.folderNames, name].join('/')
    found.nfoPaths.push(...decision.nfos.map((nfo) => pathOf(nfo.displayName)))
    for (const { entry, shapeDecides } of decision.posters) {
      const path = pathOf(entry.displayName)
      const { width, height } = await sharp(join(root, path)).metadata()
      const reason = shapeDecides ? shapeReason(width, height) : null
      if (reason !== null) count(reason, 1)
      else found.posters.push({ path, ...parseName(folder.folderNames, entry.displayName) })
    }
  }
  return found
}

describe('a mixed media tree', () => {
  it('puts its posters on the wall and nothing else, each skip counted', async () => {
    const found = await survey()
    expect(found.posters.map((poster) => poster.path).sort()).toEqual([...facts.posterPaths].sort())
    expect(found.skipped).toEqual(facts.skipped)
    expect(found.posters).toHaveLength(facts.posters)
    const skippedCount = Object.values(found.skipped).reduce((sum, many) => sum + many, 0)
    expect(skippedCount + facts.posters).toBe(facts.pictures)
    expect(facts.seriesPictures).toBe(5)
  })

  it('gives title and year by name in every layout', async () => {
    const { posters } = await survey()
    const named = Object.fromEntries(posters.map(({ path, title, year }) => [path, { title, year }]))
    expect(named).toMatchObject(facts.expectedTitlesByPath)
    expect(Object.keys(facts.expectedTitlesByPath)).toHaveLength(20)
  })

  it('gives the genres of its NFO files in three languages', async () => {
    const { nfoPaths } = await survey()
    expect(nfoPaths).toHaveLength(facts.nfos)
    const byTitle = new Map<string | null, string[]>()
    for (const path of nfoPaths) {
      const nfo = parseNfo(readFileSync(join(root, path)))
      expect(nfo.problem, path).toBeNull()
      if (nfo.kind === 'movie') byTitle.set(nfo.title, mapGenres(nfo.genres, table).genres)
    }
    for (const [path, genres] of Object.entries(facts.expectedGenresByPath)) {
      expect(byTitle.get(facts.expectedTitlesByPath[path]?.title ?? null), path).toEqual(genres)
    }
  })

  it('gives all art when asked, the system’s own pictures excepted', async () => {
    const found = await survey(true)
    const { eadir, trickplay, 'not-portrait': byShape } = facts.skipped
    expect(found.skipped).toEqual({ eadir, trickplay, 'not-portrait': byShape })
  })

  it('is the same again for the same seed, and every picture is its own', async () => {
    const again = mkdtempSync(join(tmpdir(), 'onesheet-tree-'))
    try {
      await makeMediaTree(again, { films: 24, seed: 5 })
      const bytes = facts.posterPaths.map((path) => readFileSync(join(again, path)).toString('base64'))
      expect(new Set(bytes).size).toBe(facts.posters)
      expect(bytes).toEqual(
        facts.posterPaths.map((path) => readFileSync(join(root, path)).toString('base64')),
      )
    } finally {
      rmSync(again, { recursive: true })
    }
  })
})

describe('the hash of a tree', () => {
  it('is steady, also over a walk, and sees every change', async () => {
    const before = await hashTree(root)
    await survey()
    expect(await hashTree(root)).toBe(before)
    const path = join(root, facts.posterPaths[0] ?? '')
    utimesSync(path, new Date(0), new Date(0))
    const touched = await hashTree(root)
    expect(touched).not.toBe(before)
    writeFileSync(join(root, 'new.txt'), '')
    expect(await hashTree(root)).not.toBe(touched)
  })
})
