import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ServedWindow } from '../helpers/browser.ts'
import { complaintsOf, launchChromium, serveWindow, whyNoBrowser } from '../helpers/browser.ts'
import { listAll } from '../helpers/engine.ts'
import { hashTree, makeMediaTree } from '../helpers/media-tree.ts'
import { takeTour } from '../helpers/tour.ts'

const reason = whyNoBrowser()
const FILMS = 60
const WALL_WITHIN_MS = 2_000

/* The same on 30,000 pictures, with a screenshot of each view: scripts/tour.ts. */
describe.skipIf(reason !== null)(`a newcomer's tour${reason === null ? '' : ` (${reason})`}`, () => {
  let folder: string
  let served: ServedWindow
  let browser: Browser

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'onesheet-tour-'))
    served = await serveWindow(join(folder, 'catalog.db'))
    browser = await launchChromium()
  })

  afterAll(async () => {
    await browser?.close()
    await served?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  it('reaches every view by clicks from the first run on; the wall holds posters only, and nothing on the disk changed', async () => {
    const tree = join(folder, 'Media')
    const facts = await makeMediaTree(tree, { films: FILMS, seed: 5 })
    const before = await hashTree(tree)
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
    const complaints = complaintsOf(page)
    await page.goto(served.host.freshLink())
    const seen: string[] = []
    const { toWallMs } = await takeTour({
      page,
      folder: tree,
      look: async (name) => {
        seen.push(name)
        if (name === 'wall') await page.getByRole('heading', { name: `${facts.posters} posters` }).waitFor()
      },
    })
    expect(toWallMs).toBeLessThan(WALL_WITHIN_MS)
    expect(new Set(seen).size).toBe(seen.length)
    expect(complaints).toEqual([])

    const items = await listAll(served.engine)
    const paths = items.flatMap(({ files }) => files.map(({ path }) => path.slice(tree.length + 1)))
    expect(paths.sort()).toEqual([...facts.posterPaths].sort())
    for (const [path, genres] of Object.entries(facts.expectedGenresByPath)) {
      const item = items.find(({ files }) => files.some((file) => file.path === join(tree, path)))
      // One of them was judged on the way.
      const effective = item?.effective.filter((genre) => item.verdicts[genre] === undefined)
      expect([path, effective?.sort()]).toEqual([path, [...genres].sort()])
    }
    expect(await hashTree(tree)).toBe(before)
  })
})
