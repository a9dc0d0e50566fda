import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openEngine } from '#engine/app/engine.ts'
import { drawCatalog } from '../../bench/support/drawn-catalog.ts'
import { launchChromium, whyNoBrowser } from '../helpers/browser.ts'
import type { ServedProcess } from '../helpers/served-process.ts'
import { serveInProcess } from '../helpers/served-process.ts'

const reason = whyNoBrowser()
const POSTERS = 12_000

/*
 * A verdict on twelve thousand posters, and the engine is killed in the middle of it.
 */
describe.skipIf(reason !== null)(
  `a change of many posters, killed${reason === null ? '' : ` (${reason})`}`,
  () => {
    let folder: string
    let catalog: string
    let served: ServedProcess
    let browser: Browser
    let page: Page

    /** Posters with a yes to Western, as the catalog has them. */
    async function western(): Promise<number> {
      const reader = await openEngine({ catalogPath: catalog, readOnly: true })
      try {
        const { items } = await reader.call('library.list', {
          filter: { genres: ['Western'] },
          limit: POSTERS,
        })
        return items.filter(({ verdicts }) => verdicts.Western === 'yes').length
      } finally {
        await reader.close()
      }
    }

    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'onesheet-bulk-'))
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

    it('says what was saved, shows nothing that was not, goes on when asked, and is one undo', async () => {
      const before = await western()
      await page.goto(served.url)
      await page.getByTestId('wall').locator('[data-id]').first().waitFor()
      await page.keyboard.press('Control+a')
      await page.getByTestId('selection-bar').getByText('12,000').first().waitFor()
      await page.keyboard.press('k')
      await page.getByTestId('bulk-yes').click()
      const card = page.getByTestId('job-card')
      await card.waitFor()
      await page.waitForFunction(() => {
        const words =
          document.querySelector('[data-testid="job-card"] [data-testid="job-line"]')?.textContent ?? ''
        return Number((/^([\d,]+)/.exec(words)?.[1] ?? '0').replaceAll(',', '')) > 2_000
      })
      await served.kill()
      await page.getByText('The engine is not answering.').first().waitFor()

      const saved = await western()
      expect(saved).toBeGreaterThan(before)
      expect(saved).toBeLessThan(POSTERS)

      served = await serveInProcess(catalog)
      await page.goto(served.url)
      await page.getByTestId('wall').locator('[data-id]').first().waitFor()
      await card.waitFor()
      const words = (await card.getByTestId('job-line').textContent()) ?? ''
      const said = Number((/after ([\d,]+) of/.exec(words)?.[1] ?? '0').replaceAll(',', ''))
      // Those that had the verdict before are passed and counted too.
      expect([words, said >= saved - before && said <= saved + before + 500]).toEqual([words, true])
      await page.getByTestId('genre-Western').click()
      await page.getByRole('button', { name: 'Remove Western' }).waitFor()
      await page.getByTestId('genre-Western').click()

      await card.getByTestId('resume-job').click()
      await page.locator('[data-testid="job-card"][data-state="done"]').waitFor()
      expect(await western()).toBe(POSTERS)
      await page.keyboard.press('Control+z')
      await page.getByTestId('status-line').getByText('Undone').waitFor()
      await page.waitForFunction(() => document.querySelector('[data-testid="redo"]:not(:disabled)') !== null)
      expect(await western()).toBe(before)
    })
  },
)
