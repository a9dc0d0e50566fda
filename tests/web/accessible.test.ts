import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { drawCatalog } from '../../bench/support/drawn-catalog.ts'
import { drawThumbnails } from '../../bench/support/drawn-thumbnails.ts'
import { graveViolations, tabThrough } from '../helpers/accessible.ts'
import type { ServedWindow } from '../helpers/browser.ts'
import { complaintsOf, launchChromium, serveWindow, whyNoBrowser } from '../helpers/browser.ts'

const reason = whyNoBrowser()
const POSTERS = 400

/** Every place of the window, and what is there when it is drawn. */
const PLACES: readonly [name: string, hash: string, selector: string][] = [
  ['the wall', '/', '[data-testid="wall"] [data-id]'],
  ['a filtered wall', '/?g=Drama&not=Comedy', '[data-testid="wall"] [data-id]'],
  ['a wall where nothing matches', '/?q=nothing-is-called-this', 'main h1'],
  ['a poster', '/poster/7', '[data-testid="poster-title"]'],
  ['a poster that is not there', '/poster/999999', 'main h1'],
  ...['folders', 'missing', 'set-aside', 'duplicates'].map((kind): [string, string, string] => [
    `problems: ${kind}`,
    `/problems/${kind}`,
    'main h1',
  ]),
  ...['general', 'folders', 'genres', 'keys', 'models', 'data', 'about'].map(
    (section): [string, string, string] => [`settings: ${section}`, `/settings/${section}`, 'main h1'],
  ),
]
/** Dialogs over the wall, and the key that opens them. */
const DIALOGS: readonly [name: string, key: string][] = [
  ['all keys', '?'],
  ['all commands', 'Control+k'],
]

describe.skipIf(reason !== null)(`for everybody${reason === null ? '' : ` (${reason})`}`, () => {
  let folder: string
  let served: ServedWindow
  let empty: ServedWindow
  let browser: Browser

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'onesheet-accessible-'))
    const catalog = join(folder, 'catalog.db')
    drawCatalog(catalog, POSTERS, await drawThumbnails())
    served = await serveWindow(catalog)
    empty = await serveWindow(join(folder, 'empty.db'))
    browser = await launchChromium()
  })

  afterAll(async () => {
    await browser?.close()
    await served?.close()
    await empty?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  async function open(of: ServedWindow, look: { colorScheme: 'dark' | 'light'; width: number }) {
    const context = await browser.newContext({
      viewport: { width: look.width, height: 900 },
      colorScheme: look.colorScheme,
      reducedMotion: 'reduce',
    })
    const page = await context.newPage()
    const complaints = complaintsOf(page)
    await page.goto(of.host.freshLink())
    return { page, complaints }
  }

  async function go(page: Page, hash: string, selector: string): Promise<void> {
    await page.evaluate((to) => {
      location.hash = to
    }, `#${hash}`)
    await page.locator(selector).first().waitFor()
  }

  describe.each([
    { colorScheme: 'dark', width: 1600 },
    { colorScheme: 'light', width: 900 },
  ] as const)('$colorScheme, $width px', (look) => {
    it('axe finds nothing serious in any view, and no view complains', async () => {
      const { page, complaints } = await open(served, look)
      const found: string[] = []
      for (const [name, hash, selector] of PLACES) {
        await go(page, hash, selector)
        found.push(...(await graveViolations(page)).map((violation) => `${name}: ${violation}`))
      }
      await go(page, '/', '[data-testid="wall"] [data-id]')
      for (const [name, key] of DIALOGS) {
        await page.keyboard.press(key)
        await page.locator('dialog[open], [role="dialog"]').first().waitFor()
        found.push(...(await graveViolations(page)).map((violation) => `${name}: ${violation}`))
        await page.keyboard.press('Escape')
        await page.locator('dialog[open], [role="dialog"]').first().waitFor({ state: 'detached' })
      }
      expect(found).toEqual([])
      expect(complaints).toEqual([])
      await page.context().close()
    })

    it('the first run is well, too', async () => {
      const { page } = await open(empty, look)
      await page.getByTestId('try-samples').waitFor()
      expect(await graveViolations(page)).toEqual([])
      const { unreached } = await tabThrough(page)
      expect(unreached).toEqual([])
      await page.context().close()
    })
  })

  it('every control of every view is reached by Tab, and the focus can be seen', async () => {
    const { page } = await open(served, { colorScheme: 'dark', width: 1600 })
    const found: string[] = []
    for (const [name, hash, selector] of PLACES) {
      await go(page, hash, selector)
      const { unreached, unmarked } = await tabThrough(page)
      found.push(...unreached.map((control) => `${name}, not reached: ${control}`))
      found.push(...unmarked.map((control) => `${name}, focus not seen: ${control}`))
    }
    expect(found).toEqual([])
    await page.context().close()
  })
})
