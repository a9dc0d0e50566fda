import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Engine } from '#engine/app/engine-types.ts'
import { openEngine } from '#engine/app/engine.ts'
import { resources } from '#engine/platform/resources.ts'
import type { WebHost } from '../../electron/hosts/web.ts'
import { build } from '../../scripts/build.mjs'
import { hostWindow, launchChromium, whyNoBrowser } from '../helpers/browser.ts'
import { scan } from '../helpers/engine.ts'

const reason = whyNoBrowser()

describe.skipIf(reason !== null)(`the window and its engine${reason === null ? '' : ` (${reason})`}`, () => {
  let folder: string
  let engine: Engine
  let host: WebHost
  let browser: Browser
  let page: Page

  const wall = () => page.getByTestId('wall').locator('img').first()

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'onesheet-connection-'))
    if (!build({ names: ['window'] })) throw new Error('The window could not be built.')
    engine = await openEngine({ catalogPath: join(folder, 'catalog.db') })
    await scan(engine, [resources.samplesFolder() ?? ''])
    browser = await launchChromium()
  })

  afterAll(async () => {
    await browser?.close()
    await engine?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  beforeEach(async () => {
    host = await hostWindow(engine)
    page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  })

  afterEach(async () => {
    await page.close()
    await host.close()
  })

  it('says when the engine does not answer, asks for a fresh link after its restart, and takes it', async () => {
    await page.goto(host.freshLink())
    await wall().waitFor()
    await host.close()
    await page.getByText('The engine is not answering.').waitFor()
    expect(await wall().isVisible()).toBe(true)

    host = await hostWindow(engine, host.port)
    await page.getByText('This browser is not signed in').waitFor()
    // In the same tab this changes nothing but the fragment.
    await page.goto(host.freshLink())
    await wall().waitFor()
    expect(page.url()).not.toContain('token')
  })

  it('explains itself to a browser without a link', async () => {
    await page.goto(host.url)
    await page.getByText('This browser is not signed in').waitFor()
    expect(await page.getByText('press Enter').isVisible()).toBe(true)
  })

  it('says so when a poster was changed meanwhile, and takes the choice when it is repeated', async () => {
    // A window that is never told of changes: as if the news were still on their way.
    const deaf = await hostWindow({ ...engine, subscribe: () => () => undefined })
    await page.goto(deaf.freshLink())
    await wall().waitFor()
    await page.keyboard.press('ArrowRight')
    const id = Number(await page.locator('[data-id]:focus').getAttribute('data-id'))
    await engine.call('labels.set', { posterId: id, genre: 'Music', verdict: 'yes' })
    await page.keyboard.press('k')
    await page.getByTestId('status-line').getByText('was changed meanwhile').waitFor()
    await page.keyboard.press('k')
    await page.getByTestId('status-line').getByText('Western: yes').waitFor()
    await deaf.close()
  })

  it('remembers the colours that were chosen', async () => {
    await page.goto(host.freshLink())
    await wall().waitFor()
    await page.getByTestId('theme').click()
    expect(await page.locator('html').getAttribute('data-theme')).toBe('light')
    await page.reload()
    await wall().waitFor()
    expect(await page.locator('html').getAttribute('data-theme')).toBe('light')
  })
})
