import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach } from 'vitest'
import type { ServedWindow } from './browser.ts'
import { complaintsOf, launchChromium, serveWindow } from './browser.ts'
import { scan } from './engine.ts'
import { drawPosters } from './pictures.ts'

/** What the tests of a suite look at; anew before each, but for the catalog, which they share. */
export interface OpenedWindow {
  served: ServedWindow
  page: Page
  complaints: string[]
  /** Of the posters. */
  folder: string
}

/**
 * Opens the window over drawn posters, scanned, for each test of the suite that calls this.
 * @param posters how many, and the number of the first, which its title tells
 * @param take gets it before each test
 */
export function openBeforeEach(
  posters: { count: number; first: number },
  take: (opened: OpenedWindow) => void,
): void {
  let place: string
  let folder: string
  let served: ServedWindow | undefined
  let browser: Browser | undefined
  let page: Page | undefined

  beforeAll(async () => {
    place = mkdtempSync(join(tmpdir(), 'onesheet-window-'))
    folder = join(place, 'posters')
    await drawPosters(folder, posters.count, posters.first)
    served = await serveWindow(join(place, 'catalog.db'))
    await scan(served.engine, [folder])
    browser = await launchChromium()
  })

  afterAll(async () => {
    await browser?.close()
    await served?.close()
    rmSync(place, { recursive: true, force: true })
  })

  beforeEach(async () => {
    if (browser === undefined || served === undefined) throw new Error('There is no window to open.')
    await page?.close()
    page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
    const complaints = complaintsOf(page)
    await page.goto(served.host.freshLink())
    await page.getByTestId('wall').locator('img').first().waitFor()
    take({ served, page, complaints, folder })
  })
}
