import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { resources } from '#engine/platform/resources.ts'
import type { ServedWindow } from '../helpers/browser.ts'
import { complaintsOf, launchChromium, serveWindow, whyNoBrowser } from '../helpers/browser.ts'
import { listAll } from '../helpers/engine.ts'

const reason = whyNoBrowser()
const WAIT_MS = 60_000

/*
 * The main job in a real browser, from an empty catalog on: one story, told in steps that build on each other.
 */
describe.skipIf(reason !== null)(`the main job in the window${reason === null ? '' : ` (${reason})`}`, () => {
  let folder: string
  let served: ServedWindow
  let browser: Browser
  let page: Page
  let complaints: string[]

  const at = (id: string) => page.getByTestId(id)
  const firstCard = () => at('wall').locator('[data-id]').first()
  const pressed = (id: string) => at(id).getAttribute('aria-pressed')
  const cardOf = (id: number) => at(`card-${id}`)

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'onesheet-window-'))
    served = await serveWindow(join(folder, 'catalog.db'))
    browser = await launchChromium()
    page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
    page.setDefaultTimeout(WAIT_MS)
    complaints = complaintsOf(page)
  })

  afterAll(async () => {
    await browser?.close()
    await served?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  it('signs in by the link and takes the token out of the address', async () => {
    await page.goto(served.host.freshLink())
    await at('choose-folder').waitFor()
    expect(page.url()).not.toContain('token')
  })

  it('says what a folder holds before it is scanned', async () => {
    await at('folder-path').fill(resources.samplesFolder() ?? '')
    await at('folder-path').press('Enter')
    await at('scan-this').waitFor()
    expect(await at('found').textContent()).toMatch(/^\d+ posters, \d+ other pictures?, \d+ NFO files?$/)
  })

  it('scans it, and every poster has its prediction', async () => {
    await at('scan-this').click()
    await page.locator('[data-testid="scan-card"][data-state="done"]').waitFor()
    const items = await listAll(served.engine)
    expect(items.length).toBeGreaterThanOrEqual(12)
    expect(items.filter(({ genres }) => genres.length !== 20)).toEqual([])
    await page.getByRole('heading', { name: `${items.length} posters` }).waitFor()
    await page.waitForFunction(
      (count) => document.querySelectorAll('[data-testid="wall"] img').length >= Math.min(12, count),
      items.length,
    )
  })

  it('filters by a genre at the side, and takes the filter away again', async () => {
    const items = await listAll(served.engine)
    const genre = items.flatMap(({ effective }) => effective)[0] ?? 'Drama'
    const expected = items.filter(({ effective }) => effective.includes(genre)).length
    await at(`genre-${genre}`).click()
    await page.getByRole('heading', { name: new RegExp(`^${expected} posters?$`) }).waitFor()
    expect(await at(`genre-${genre}`).textContent()).toContain(String(expected))
    await at(`genre-${genre}`).click()
    await page.getByRole('heading', { name: `${items.length} posters` }).waitFor()
  })

  it('finds a poster by its title', async () => {
    const [item] = await listAll(served.engine, { query: 'hollow' })
    await page.keyboard.press('/')
    await page.keyboard.type('hollow')
    await page.getByRole('heading', { name: '1 poster', exact: true }).waitFor()
    await cardOf(item?.id ?? 0).waitFor()
    await at('search').press('Escape')
    await at('search').press('Escape')
  })

  it('corrects a genre on a poster’s page, undoes, and does it again', async () => {
    await firstCard().click()
    await at('poster-title').waitFor()
    await at('more-genres').click()
    expect(await pressed('yes-Western')).toBe('false')
    await at('yes-Western').click()
    await page.locator('[data-testid="yes-Western"][aria-pressed="true"]').waitFor()
    await page.getByRole('button', { name: 'Undo Western: yes' }).click()
    await page.locator('[data-testid="yes-Western"][aria-pressed="false"]').waitFor()
    await page.keyboard.press('Control+Shift+Z')
    await page.locator('[data-testid="yes-Western"][aria-pressed="true"]').waitFor()
    expect(await page.getByTestId('status-line').textContent()).toBe('Redone: Western: yes')
  })

  it('says no by the key of a genre, on the wall, and keeps the poster where it is', async () => {
    await page.keyboard.press('Escape')
    await at('wall').waitFor()
    const before = await firstCard().getAttribute('data-id')
    await page.keyboard.press('Home')
    await page.keyboard.press('k')
    await page.getByTestId('status-line').getByText('Western: yes → no').waitFor()
    expect(await firstCard().getAttribute('data-id')).toBe(before)
    await page.keyboard.press('Control+z')
    await page.getByTestId('status-line').getByText('Undone: Western: no → yes').waitFor()
  })

  it('keeps all of it over a reload', async () => {
    const [judged] = (await listAll(served.engine)).filter(({ verdicts }) => verdicts.Western === 'yes')
    await page.reload()
    await cardOf(judged?.id ?? 0)
      .getByTitle('Western, you said yes')
      .waitFor()
    expect(await at('genre-Western').textContent()).toContain('1')
    await page.getByRole('button', { name: 'Undo Western: yes' }).waitFor()
  })

  it('never met its content policy or an error', () => {
    expect(complaints).toEqual([])
  })
})
