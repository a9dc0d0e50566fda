import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ServedWindow } from '../helpers/browser.ts'
import { launchChromium, serveWindow, whyNoBrowser } from '../helpers/browser.ts'
import { scan } from '../helpers/engine.ts'
import { drawPosters } from '../helpers/pictures.ts'

const reason = whyNoBrowser()

describe.skipIf(reason !== null)(`longer words${reason === null ? '' : ` (${reason})`}`, () => {
  let folder: string
  let served: ServedWindow
  let browser: Browser
  let page: Page

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'onesheet-fits-'))
    await drawPosters(join(folder, 'posters'), 12, 100)
    served = await serveWindow(join(folder, 'catalog.db'))
    await scan(served.engine, [join(folder, 'posters')], { predict: false })
    await served.engine.call('settings.set', { key: 'appearance.language', value: 'de' })
    browser = await launchChromium()
    page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
    await page.goto(served.host.freshLink())
    await page.getByRole('heading', { name: '12 Plakate' }).waitFor()
  })

  afterAll(async () => {
    await browser?.close()
    await served?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  it('stand whole on the button at the foot of the side', async () => {
    const button = page.getByRole('button', { name: 'Ordner wählen' })
    const [needed, there] = await button.evaluate(({ scrollWidth, clientWidth }) => [
      scrollWidth,
      clientWidth,
    ])
    expect(needed).toBeLessThanOrEqual(there ?? 0)
  })

  const openPoster = async () => {
    const [id] = (await served.engine.call('library.ids', { filter: { show: 'wall' } })).ids
    await page.evaluate(
      (to) => {
        location.hash = to
      },
      `#/poster/${id ?? 0}`,
    )
  }

  it.each([1440, 1300, 900, 720])('leave the bars of a poster room to tell apart at %i px', async (width) => {
    await page.setViewportSize({ width, height: 900 })
    await openPoster()
    await page.getByTestId('yes-Drama').waitFor()
    const widths = await page
      .locator('li:has([data-testid^="yes-"]) .bar')
      .evaluateAll((bars) => bars.map((bar) => bar.getBoundingClientRect().width))
    expect(widths.length).toBeGreaterThan(5)
    expect(Math.min(...widths)).toBeGreaterThanOrEqual(80)
  })

  it('lie over nothing on a poster’s page in the least window of the desktop', async () => {
    await page.setViewportSize({ width: 720, height: 520 })
    await openPoster()
    await page.getByTestId('more-genres').click()
    const tooWide = await page
      .locator('li:has([data-testid^="yes-"]) .name')
      .evaluateAll((names) =>
        names
          .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
          .map(({ textContent }) => textContent),
      )
    expect(tooWide).toEqual([])
  })

  it('leave nothing outside of a narrow window while the wall is filtered', async () => {
    await page.setViewportSize({ width: 640, height: 900 })
    for (const query of ['g=Comedy,Horror&any=1&y=1980-1999', 'g=War&level=all&sort=certainty']) {
      await page.evaluate((to) => {
        location.hash = to
      }, `#/?${query}`)
      await page.getByTestId(query.includes('War') ? 'chip-War' : 'chip-Horror').waitFor()
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(640)
    }
  })
})
