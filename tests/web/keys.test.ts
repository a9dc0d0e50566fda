import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { ServedWindow } from '../helpers/browser.ts'
import { complaintsOf, launchChromium, serveWindow, whyNoBrowser } from '../helpers/browser.ts'
import { scan } from '../helpers/engine.ts'
import { drawPosters } from '../helpers/pictures.ts'

const reason = whyNoBrowser()

describe.skipIf(reason !== null)(`keys and commands by name${reason === null ? '' : ` (${reason})`}`, () => {
  let folder: string
  let served: ServedWindow
  let browser: Browser
  let page: Page
  let complaints: string[]

  const at = (id: string) => page.getByTestId(id)
  const says = (text: string) => at('status-line').getByText(text).waitFor()
  /** Changes a setting and opens the window anew with it. */
  const setting = async (key: string, value: string | boolean | null) => {
    await served.engine.call('settings.set', { key, value })
    await page.reload()
    await at('wall').locator('img').first().waitFor()
  }

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'onesheet-keys-'))
    await drawPosters(join(folder, 'posters'), 8, 100)
    served = await serveWindow(join(folder, 'catalog.db'))
    await scan(served.engine, [join(folder, 'posters')])
    browser = await launchChromium()
  })

  afterAll(async () => {
    await browser?.close()
    await served?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  beforeEach(async () => {
    await page?.close()
    page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
    complaints = complaintsOf(page)
    await page.goto(served.host.freshLink())
    await at('wall').locator('img').first().waitFor()
  })

  it('finds a command by its name in either language and does it', async () => {
    await page.keyboard.press('Control+k')
    await at('palette-query').fill('komöd')
    await at('palette-filter:Comedy').waitFor()
    await page.keyboard.press('Escape')
    await at('palette').waitFor({ state: 'detached' })
    await page.keyboard.press('Control+k')
    await at('palette-query').fill('select all')
    await page.keyboard.press('Enter')
    await at('selected').getByText('8 selected').waitFor()
    expect(complaints).toEqual([])
  })

  it('judges by name', async () => {
    await page.keyboard.press('Home')
    await page.keyboard.press('Control+k')
    await at('palette-query').fill('western yes')
    await page.keyboard.press('Enter')
    await says('Western: yes')
    await page.keyboard.press('Control+z')
    await says('Undone: Western: yes')
  })

  it('takes the keys that a person chose, and none of one letter where they are switched off', async () => {
    await setting('keys.map', JSON.stringify({ 'genre:War': 'X', confirm: '' }))
    await page.keyboard.press('Home')
    await page.keyboard.press('w')
    await page.keyboard.press('x')
    await says('War: yes')
    await setting('keys.enabled', false)
    await page.keyboard.press('Home')
    await page.keyboard.press('?')
    await page.keyboard.press('x')
    await page.keyboard.press('Control+z')
    await says('Undone: War: yes')
    expect(await page.locator('dialog[open]').count()).toBe(0)
    for (const key of ['keys.enabled', 'keys.map']) await setting(key, null)
  })

  it('shows every key with ?', async () => {
    await page.keyboard.press('?')
    await page.getByRole('dialog', { name: 'Keys' }).getByText('Science Fiction').waitFor()
  })
})
