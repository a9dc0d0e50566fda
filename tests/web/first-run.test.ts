import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ServedWindow } from '../helpers/browser.ts'
import { complaintsOf, launchChromium, serveWindow, whyNoBrowser } from '../helpers/browser.ts'

const reason = whyNoBrowser()
const WALL_WITHIN_MS = 2000

describe.skipIf(reason !== null)(`the first run${reason === null ? '' : ` (${reason})`}`, () => {
  let folder: string
  let served: ServedWindow
  let browser: Browser
  let page: Page
  let complaints: string[]

  const at = (testId: string) => page.getByTestId(testId)
  const done = (count: number) => page.locator(`[data-testid="guide"][data-done="${count}"]`).waitFor()

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'onesheet-first-'))
    served = await serveWindow(join(folder, 'catalog.db'))
    browser = await launchChromium()
    page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
    page.setDefaultTimeout(15_000)
    complaints = complaintsOf(page)
    await page.goto(served.host.freshLink())
  })

  afterAll(async () => {
    await browser?.close()
    await served?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  it('shows the wall within two seconds of trying the samples', async () => {
    await page.getByRole('button', { name: /Try \d+ sample posters/ }).waitFor()
    const before = performance.now()
    await at('try-samples').click()
    await at('wall').locator('[data-id]').first().waitFor()
    expect(performance.now() - before).toBeLessThan(WALL_WITHIN_MS)
  })

  it('guides through three corrections and ticks off what was really done', async () => {
    await done(0)
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('h')
    await done(1)
    await page.keyboard.press('h')
    await done(2)
    await page.keyboard.press('Control+z')
    await done(3)
    await page.getByText('That is all there is to it').waitFor()
    await at('end-guide').click()
    await at('guide').waitFor({ state: 'detached' })
  })

  it('guides nobody twice', async () => {
    await page.reload()
    await at('wall').locator('[data-id]').first().waitFor()
    expect(await at('guide').count()).toBe(0)
    expect(complaints).toEqual([])
  })
})
