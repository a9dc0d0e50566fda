import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openEngine } from '#engine/app/engine.ts'
import type { VerdictValue } from '#shared/contract/values.ts'
import type { Genre } from '#shared/domain/genres.ts'
import { GENRES } from '#shared/domain/genres.ts'
import { GENRE_KEYS } from '#shared/domain/keys.ts'
import { drawCatalog } from '../../bench/support/drawn-catalog.ts'
import { launchChromium, whyNoBrowser } from '../helpers/browser.ts'
import { listAll } from '../helpers/engine.ts'
import type { ServedProcess } from '../helpers/served-process.ts'
import { serveInProcess } from '../helpers/served-process.ts'

const reason = whyNoBrowser()
const POSTERS = 260
const CORRECTIONS = 200
/** Every so many presses a genre is pressed twice: a no. */
const NO_EVERY = 3

/*
 * Two hundred corrections by keyboard alone, then the engine is killed as by a power cut.
 */
describe.skipIf(reason !== null)(`corrections survive a kill${reason === null ? '' : ` (${reason})`}`, () => {
  let folder: string
  let catalog: string
  let served: ServedProcess
  let browser: Browser
  let page: Page
  const said = new Map<number, [Genre, VerdictValue]>()

  const focusedId = () =>
    page.evaluate(() => Number(document.activeElement?.getAttribute('data-id') ?? Number.NaN))

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'onesheet-corrections-'))
    catalog = join(folder, 'catalog.db')
    drawCatalog(catalog, POSTERS)
    served = await serveInProcess(catalog)
    browser = await launchChromium()
    page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  })

  afterAll(async () => {
    await browser?.close()
    await served?.kill()
    rmSync(folder, { recursive: true, force: true })
  })

  it('judges two hundred posters with the keyboard', async () => {
    await page.goto(served.url)
    await page.getByTestId('wall').locator('[data-id]').first().waitFor()
    const before = new Map((await catalogItems()).map(({ id, verdicts }) => [id, verdicts] as const))
    await page.keyboard.press('Home')
    for (let count = 0; count < CORRECTIONS; count++) {
      const id = await focusedId()
      const held = before.get(id) ?? {}
      const genre = GENRES.find((each, index) => index >= count % 15 && held[each] === undefined) ?? 'Western'
      const isNo = count % NO_EVERY === 0
      const key = GENRE_KEYS[genre].toLowerCase()
      await page.keyboard.press(key)
      if (isNo) await page.keyboard.press(key)
      said.set(id, [genre, isNo ? 'no' : 'yes'])
      await page.keyboard.press('ArrowRight')
      await page.waitForFunction(
        (left) => document.activeElement?.getAttribute('data-id') !== String(left),
        id,
      )
    }
    expect(said.size).toBe(CORRECTIONS)
    // All were acknowledged: the wall counts what was judged here.
    await page.getByText(`${CORRECTIONS} judged here`).waitFor()
  })

  it('has all of them after the engine was killed, and shows nothing that was not saved', async () => {
    const lastId = await focusedId()
    await served.kill()
    await page.getByText('The engine is not answering.').waitFor()
    const card = page.getByTestId(`card-${lastId}`)
    const words = await card.getAttribute('aria-label')
    await page.keyboard.press(GENRE_KEYS.War.toLowerCase())
    await page.getByTestId('status-line').getByText('connection to the engine was lost').waitFor()
    expect(await card.getAttribute('aria-label')).toBe(words)

    const engine = await openEngine({ catalogPath: catalog })
    try {
      const items = new Map((await listAll(engine)).map((item) => [item.id, item]))
      for (const [id, [genre, verdict]] of said) {
        expect([id, genre, items.get(id)?.verdicts[genre]]).toEqual([id, genre, verdict])
      }
      expect(items.get(lastId)?.verdicts.War).toBeUndefined()
      // Every one can be taken back, one by one, after the restart.
      const { undone } = await engine.call('labels.undo', { steps: 1 })
      expect(undone.map(({ id }) => id)).toEqual([[...said.keys()].at(-1)])
    } finally {
      await engine.close()
    }
  })

  /** The catalog as a second process reads it. */
  async function catalogItems() {
    const reader = await openEngine({ catalogPath: catalog, readOnly: true })
    try {
      return await listAll(reader)
    } finally {
      await reader.close()
    }
  }
})
