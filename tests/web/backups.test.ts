import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { resources } from '#engine/platform/resources.ts'
import type { ServedWindow } from '../helpers/browser.ts'
import { complaintsOf, launchChromium, serveWindow, whyNoBrowser } from '../helpers/browser.ts'
import { scan } from '../helpers/engine.ts'

const reason = whyNoBrowser()
const SOON = { timeout: 15_000 }

describe.skipIf(reason !== null)(`backups in the window (${reason ?? 'in Chromium'})`, () => {
  let folder: string
  let served: ServedWindow
  let browser: Browser
  let page: Page
  let complaints: string[]
  let posterId: number
  const at = (id: string) => page.getByTestId(id)
  const isYes = (genre: string) => page.locator(`[data-testid="yes-${genre}"][aria-pressed="true"]`)
  /** The poster's page with all twenty genres. */
  const openPoster = async () => {
    await go(`/poster/${posterId}`)
    await at('poster-title').waitFor()
    if ((await at('yes-War').count()) === 0) await at('more-genres').click()
  }
  const go = (place: string) => page.goto(`${new URL(page.url()).origin}/#${place}`)

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'onesheet-backups-'))
    served = await serveWindow(join(folder, 'data', 'catalog.db'))
    await scan(served.engine, [resources.samplesFolder() ?? ''])
    posterId = (await served.engine.call('library.ids', { filter: {} })).ids[0] ?? 0
    browser = await launchChromium()
    page = await (await browser.newContext({ locale: 'en-GB', acceptDownloads: true })).newPage()
    complaints = complaintsOf(page)
    await page.goto(served.host.freshLink())
    await at('wall').waitFor()
  })

  afterAll(async () => {
    await browser?.close()
    await served?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  it('go back to what was said then, and the window shows it', async () => {
    await openPoster()
    await at('yes-Western').click()
    await isYes('Western').waitFor()

    await go('/settings/data')
    await at('backup-now').click()
    await at('backup').getByText('made by you').waitFor()

    await openPoster()
    await at('yes-Horror').click()
    await isYes('Horror').waitFor()

    await go('/settings/data')
    await at('backup').filter({ hasText: 'made by you' }).getByTestId('restore').click()
    await at('restore-this').click()
    await expect.poll(() => at('status-line').textContent(), SOON).toContain('The backup is in place')
    await at('backup').getByText('before a restore').waitFor()

    await openPoster()
    await isYes('Western').waitFor()
    expect(await at('yes-Horror').getAttribute('aria-pressed')).toBe('false')
    expect((await served.engine.call('labels.state', {})).verdicts).toBe(1)
  })

  it('leave a window that judges on', async () => {
    await at('yes-War').click()
    await isYes('War').waitFor()
    expect((await served.engine.call('labels.state', {})).verdicts).toBe(2)
    expect(complaints).toEqual([])
  })

  it('and diagnostics that name neither films nor folders', async () => {
    const { items } = await served.engine.call('library.list', { filter: {}, limit: 100 })
    await go('/settings/data')
    const [download] = await Promise.all([page.waitForEvent('download'), at('save-diagnostics').click()])
    const text = readFileSync((await download.path()) ?? '', 'utf8')
    expect(text).toContain('"version"')
    for (const { title } of items) if (title !== null && title.length > 4) expect(text).not.toContain(title)
    expect(text).not.toContain(folder)
    expect(text).not.toContain(resources.samplesFolder())
  })
})
