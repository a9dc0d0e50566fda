import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { resources } from '#engine/platform/resources.ts'
import { buildReport } from '#engine/training/report/build-report.ts'
import type { Genre } from '#shared/domain/genres.ts'
import { BUNDLED } from '../helpers/bundled-model.ts'
import { graveViolations, tabThrough } from '../helpers/accessible.ts'
import type { ServedWindow } from '../helpers/browser.ts'
import { complaintsOf, launchChromium, serveWindow, whyNoBrowser } from '../helpers/browser.ts'
import { drawCollection } from '../helpers/drawn-collection.ts'
import { drawnTraining } from '../helpers/drawn-training.ts'
import { listAll, scan } from '../helpers/engine.ts'

const reason = whyNoBrowser()
const SOON = { timeout: 10_000 }
const POSTERS = 48

/*
 * From the settings to how good the model is, from a number there to the posters behind it, and back.
 */
describe.skipIf(reason !== null)(`the page of the model${reason === null ? '' : ` (${reason})`}`, () => {
  let folder: string
  let report: string
  let served: ServedWindow
  let browser: Browser
  let page: Page
  let complaints: string[]

  const at = (id: string) => page.getByTestId(id)
  const address = () => new URL(page.url()).hash
  const total = async () => Number((await at('total').textContent())?.replaceAll(/\D/g, ''))
  const go = async (hash: string) => {
    await page.evaluate((to) => (location.hash = to), hash)
    await at('model').waitFor()
  }

  async function judge(genre: Genre, verdict: 'yes' | 'no', ids: readonly number[]): Promise<void> {
    await served.engine.call('labels.apply', { posterIds: [...ids], changes: [{ genre, verdict }] })
  }

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'onesheet-model-page-'))
    const models = join(folder, 'models')
    cpSync(resources.modelsFolder(), models, { recursive: true })
    report = join(models, BUNDLED, 'report.json')
    rmSync(report, { force: true })
    await drawCollection(join(folder, 'posters'), POSTERS)
    served = await serveWindow(join(folder, 'data', 'catalog.db'), { modelsFolder: models })
    await scan(served.engine, [join(folder, 'posters')])
    browser = await launchChromium()
    const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1440, height: 900 } })
    page = await context.newPage()
    page.setDefaultTimeout(30_000)
    complaints = complaintsOf(page)
    await page.goto(served.host.freshLink())
    await at('wall').waitFor()
  })

  afterAll(async () => {
    await browser?.close()
    await served?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  it('is reached from the settings and tells what of a model that came without a report', async () => {
    await page.goto(`${new URL(page.url()).origin}/#/settings/models`)
    await at('how-good').click()
    await at('model').waitFor()
    await at('model-training').click()
    expect(await at('manifest-measures').textContent()).toMatch(
      /This model.*Predicting nothing.*\d\d\.\d%.*88\.1%/s,
    )
    expect(await page.getByRole('heading', { name: 'How often it is right' }).count()).toBe(1)
  })

  it('shows a training beside what needs no model, with its charts drawn', async () => {
    writeFileSync(report, JSON.stringify(buildReport({ ...drawnTraining({ films: 300 }), resamples: 50 })))
    await go('#/model/posters')
    await at('model-training').click()
    await at('training-report').waitFor()
    expect(await at('headlines').textContent()).toMatch(/Predicting nothing.*Genre prior/s)
    expect(await at('verdict').textContent()).toMatch(
      /It tells genres from posters: macro mAP 0\.\d{3}, where chance/,
    )
    expect(await at('slices-decade').textContent()).toMatch(/1980s.*0\.\d{3}.*2010s/s)
    expect(await at('slices-art').textContent()).toMatch(/imdb.*tmdb/s)
    expect(await at('slices-colour').textContent()).toMatch(/grayscale.*too few to tell/s)
    expect(await at('calibration').textContent()).toMatch(
      /mean error of a genre is 0\.\d{4}, its floor 0\.\d{4}\. In \d+ of 20 genres/,
    )
    const curve = page.getByRole('img', { name: /^Loss by epoch/ })
    await curve.scrollIntoViewIfNeeded()
    await curve.locator('svg text').first().waitFor()
    expect(await graveViolations(page)).toEqual([])
  })

  it('shows by the genres that are known how good it is here, beside chance', async () => {
    const predicted = await listAll(served.engine)
    const isDrama = (item: (typeof predicted)[number]) =>
      item.genres.some(({ name, level }) => name === 'Drama' && level === 'likely')
    const said = predicted.filter(isDrama).map(({ id }) => id)
    const unsaid = predicted.filter((item) => !isDrama(item)).map(({ id }) => id)
    await judge('Drama', 'yes', said.slice(0, 6))
    await judge('Horror', 'yes', said.slice(6, 9))
    await judge('Drama', 'no', said.slice(6, 9))
    await judge('Drama', 'yes', unsaid.slice(0, 2))
    await go('#/model/posters')
    await at('count-Wrong-Drama').waitFor()
    const counts = await page
      .getByTestId('measured')
      .getByRole('row', { name: /^Drama/ })
      .textContent()
    expect(counts).toMatch(/too few to tell/)
    expect(await at('measured').textContent()).toContain('By chance')
    expect(await graveViolations(page)).toEqual([])
    const { unreached } = await tabThrough(page)
    expect(unreached).toEqual([])
  })

  it('leads from a number to the posters it counts, and back', async () => {
    const { likely, genres } = await served.engine.call('models.measured', {})
    const labels = genres.map(({ name }) => name)
    const mistaken = likely.wrong[labels.indexOf('Horror')]?.[labels.indexOf('Drama')] ?? 0
    expect(mistaken).toBeGreaterThanOrEqual(3)
    await at('mistaken').getByTestId('cell-Horror-Drama').click()
    await at('wall').waitFor()
    await expect.poll(total, SOON).toBe(mistaken)
    expect(address()).toBe('#/?is=Horror&isnot=Drama&said=Drama')
    await page
      .getByRole('button', { name: 'Remove known as Horror, not Drama, Drama called likely' })
      .waitFor()
    await page.goBack()
    await at('count-Wrong-Drama').click()
    const drama = genres.find(({ name }) => name === 'Drama')?.likely
    await expect.poll(total, SOON).toBe((drama?.said ?? 0) - (drama?.right ?? 0))
    await at('chip-known').click()
    await expect.poll(total, SOON).toBe(POSTERS)
  })

  it('goes from number to number by arrow keys and opens one with Enter', async () => {
    await go('#/model/posters')
    const cell = at('together').getByTestId('cell-Drama-Drama')
    await cell.focus()
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowLeft')
    expect(await cell.evaluate((element) => element === document.activeElement)).toBe(true)
    const posters = Number(await cell.textContent())
    await page.keyboard.press('Enter')
    await at('wall').waitFor()
    await expect.poll(total, SOON).toBe(posters)
    expect(address()).toBe('#/?is=Drama')
  })

  it('speaks German, genres too', async () => {
    await go('#/model/posters')
    await served.engine.call('settings.set', { key: 'appearance.language', value: 'de' })
    await expect.poll(() => at('model-posters').textContent(), SOON).toContain('An deinen Plakaten')
    expect(await at('measured').textContent()).toContain('Durch Zufall')
    await at('model-training').click()
    await at('training-report').waitFor()
    expect(await at('slices-decade').textContent()).toMatch(/Jahrzehnt.*1980er.*0,\d{3}/s)
    expect(await at('slices-colour').textContent()).toMatch(/in Graustufen.*zu wenige/s)
    expect(complaints).toEqual([])
  })
})
