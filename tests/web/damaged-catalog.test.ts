import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openEngine } from '#engine/app/engine.ts'
import type { ServedWindow } from '../helpers/browser.ts'
import { complaintsOf, launchChromium, serveWindow, whyNoBrowser } from '../helpers/browser.ts'
import { scan } from '../helpers/engine.ts'
import { drawPosters } from '../helpers/pictures.ts'
import { spoilTable } from '../helpers/spoil.ts'

const reason = whyNoBrowser()
const HOSTILE_TITLE = '<img src=x onerror=alert(1)>'

describe.skipIf(reason !== null)(`a damaged catalog in the window (${reason ?? 'in Chromium'})`, () => {
  let folder: string
  let served: ServedWindow
  let browser: Browser
  let page: Page
  let complaints: string[]
  const dialogs: string[] = []
  const at = (id: string) => page.getByTestId(id)

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'onesheet-window-'))
    const posters = join(folder, 'posters')
    const [name = ''] = await drawPosters(posters, 6)
    copyFileSync(join(posters, name), join(posters, `${HOSTILE_TITLE} (1999).jpg`))
    const catalogPath = join(folder, 'data', 'catalog.db')
    const engine = await openEngine({ catalogPath })
    await scan(engine, [posters])
    await engine.close()
    spoilTable(catalogPath, 'act_change')
    served = await serveWindow(catalogPath)
    browser = await launchChromium()
    page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
    complaints = complaintsOf(page)
    page.on('dialog', (dialog) => {
      dialogs.push(dialog.message())
      void dialog.dismiss()
    })
    await page.goto(served.host.freshLink())
  })

  afterAll(async () => {
    await browser?.close()
    await served?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  it('says what is wrong and where the last good backup is, above a wall that is there', async () => {
    const note = at('trouble-catalog/damaged')
    await note.waitFor()
    expect(await note.textContent()).toMatch(/You can look at everything.*last good backup is of/s)
    await page.locator('[data-testid="wall"] img').first().waitFor()
    expect(await at('wall').locator('[data-id]').count()).toBeGreaterThan(5)
  })

  it('takes no correction, says why, and does not pretend', async () => {
    const card = at('wall').locator('[data-id]').first()
    await card.click()
    await page.keyboard.press('h')
    await expect.poll(async () => (await at('status-line').textContent()) ?? '').toContain('damaged')
    expect((await served.engine.call('labels.state', {})).verdicts).toBe(0)
  })

  it('shows a title that looks like HTML as text', async () => {
    await page.goto(new URL('/', page.url()).href)
    await at('wall').locator('[data-id]').first().waitFor()
    // The cards come before their titles.
    await expect.poll(() => page.content()).toContain('&lt;img src=x')
    expect(await page.locator('img[src="x"]').count()).toBe(0)
    expect(dialogs).toEqual([])
    expect(complaints).toEqual([])
  })

  it('is whole again with its last good backup, put in place from here', async () => {
    await at('restore-good').click()
    await at('trouble-catalog/damaged').waitFor({ state: 'detached' })
    await at('wall').locator('[data-id]').first().click()
    await page.keyboard.press('h')
    await expect
      .poll(async () => (await served.engine.call('labels.state', {})).verdicts, { timeout: 10_000 })
      .toBe(1)
    expect(complaints).toEqual([])
  })
})
