import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Genre } from '#shared/domain/genres.ts'
import { resources } from '#engine/platform/resources.ts'
import { BUNDLED } from '../helpers/bundled-model.ts'
import type { ServedWindow } from '../helpers/browser.ts'
import { complaintsOf, hostWindow, launchChromium, serveWindow, whyNoBrowser } from '../helpers/browser.ts'
import { scan } from '../helpers/engine.ts'
import { pictureModels } from '../helpers/titled-models.ts'

const reason = whyNoBrowser()
const SOON = { timeout: 10_000 }

describe.skipIf(reason !== null)(`the settings in the window (${reason ?? 'in Chromium'})`, () => {
  let folder: string
  let served: ServedWindow
  let browser: Browser
  let page: Page
  let complaints: string[]
  const at = (id: string) => page.getByTestId(id)
  const open = async (section: string) => {
    await page.goto(`${new URL(page.url()).origin}/#/settings/${section}`)
    await at('settings').waitFor()
  }
  const look = () =>
    page.evaluate(() => [document.documentElement.lang, document.documentElement.dataset['theme'] ?? ''])
  const countOf = async (genre: Genre) => {
    const { genres } = await served.engine.call('library.counts', { filter: {} })
    return genres.find(({ name }) => name === genre)?.count ?? 0
  }

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'onesheet-settings-'))
    const modelsFolder = pictureModels(BUNDLED, join(folder, 'models'))
    served = await serveWindow(join(folder, 'data', 'catalog.db'), { modelsFolder })
    await scan(served.engine, [resources.samplesFolder() ?? ''])
    browser = await launchChromium()
    const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1440, height: 900 } })
    page = await context.newPage()
    complaints = complaintsOf(page)
    await page.goto(served.host.freshLink())
    await at('wall').waitFor()
  })

  afterAll(async () => {
    await browser?.close()
    await served?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  it('changes the language of the whole window, which outlasts a reload and another port', async () => {
    await open('general')
    expect(await page.locator('h1').textContent()).toBe('Settings')
    await at('language').locator('select').selectOption('de')
    await expect.poll(() => page.locator('h1').textContent(), SOON).toBe('Einstellungen')
    expect((await look())[0]).toBe('de')
    await page.reload()
    await expect.poll(() => page.locator('h1').textContent(), SOON).toBe('Einstellungen')

    const elsewhere = await hostWindow(served.engine)
    try {
      const other = await (await browser.newContext({ locale: 'en-GB' })).newPage()
      await other.goto(elsewhere.freshLink())
      await expect.poll(() => other.locator('html').getAttribute('lang'), SOON).toBe('de')
      await other.context().close()
    } finally {
      await elsewhere.close()
    }
    await at('language').locator('select').selectOption('en')
    await expect.poll(() => page.locator('h1').textContent(), SOON).toBe('Settings')
  })

  it('changes the theme, by arrow keys too', async () => {
    await open('general')
    await at('theme-choice').getByRole('radio', { name: 'Light' }).click()
    await expect.poll(look, SOON).toEqual(['en', 'light'])
    await page.keyboard.press('ArrowRight')
    await expect.poll(look, SOON).toEqual(['en', 'dark'])
    expect(await at('theme-choice').getByRole('radio', { name: 'Dark' }).getAttribute('aria-checked')).toBe(
      'true',
    )
    await page.reload()
    await at('settings').waitFor()
    await expect.poll(look, SOON).toEqual(['en', 'dark'])
  })

  it('calls more or less likely, which the counts follow at once', async () => {
    await open('genres')
    const balanced = await countOf('Drama')
    const choose = (name: string) => at('level-Drama').getByRole('radio', { name }).click()
    await choose('Fewer')
    await expect.poll(() => countOf('Drama'), SOON).toBeLessThan(balanced)
    await choose('More')
    await expect.poll(() => countOf('Drama'), SOON).toBeGreaterThan(balanced)
    await expect.poll(() => at('level-Drama').textContent(), SOON).toContain('every second time')
    await choose('Balanced')
    await expect.poll(() => countOf('Drama'), SOON).toBe(balanced)
  })

  it('gives the focus back to the button after a menu and its dialog', async () => {
    await open('folders')
    await at('folder-samples').getByRole('button').click()
    await at('menu-remove').click()
    await page.locator('dialog[open]').waitFor()
    await page.keyboard.press('Escape')
    await page.locator('dialog[open]').waitFor({ state: 'detached' })
    const focused = page.locator(':focus')
    expect(await focused.getAttribute('aria-label')).toBe('Acts on samples')
  })

  it('takes all pictures of a folder or posters only, and offers the scan that does it', async () => {
    await open('folders')
    const isAllArt = async () => (await served.engine.call('folders.list', {})).roots[0]?.includeAllArt
    const art = at('folder-samples').getByRole('switch')
    await art.click()
    await expect.poll(isAllArt, SOON).toBe(true)
    await expect.poll(() => art.getAttribute('aria-checked'), SOON).toBe('true')
    await page.getByText('The next scan of “samples” takes all its pictures.').first().waitFor()
    await art.click()
    await expect.poll(isAllArt, SOON).toBe(false)
  })

  it('measures what runs the model, and says in the window’s language why the rest is not used', async () => {
    await open('general')
    await at('language').locator('select').selectOption('de')
    await open('models')
    await at('measure-backends').click()
    await expect.poll(() => at('measuring').textContent(), SOON).toContain('Wird gemessen …')
    await at('measure-backends').click()
    await expect.poll(() => at('measuring').textContent(), SOON).not.toContain('Wird gemessen …')
    expect(await at('backend').count()).toBe(0)
    await at('measure-backends').click()
    await at('backend').first().waitFor({ timeout: 90_000 })
    const rows = await at('backend').allTextContents()
    expect(rows[0]).toMatch(/^onnxruntime-cpu.*\d+ ms/)
    expect(rows.find((row) => row.startsWith('tensorflow-wasm'))).toMatch(/Schichten|ONNX Runtime/)
    await open('general')
    await at('language').locator('select').selectOption('en')
  })

  it('shows the model beside predicting nothing, and what Onesheet is made of', async () => {
    await open('models')
    await at('measures').waitFor()
    expect(await at('measures').textContent()).toMatch(/Predicting nothing.*%/s)
    await open('about')
    expect(await at('about').textContent()).toContain('not endorsed or certified by TMDB')
    expect(await at('about').textContent()).toContain('Nothing leaves this computer')
    await at('about').locator('summary').click()
    expect(await at('licences').textContent()).toContain('better-sqlite3')
    expect(complaints).toEqual([])
  })
})
