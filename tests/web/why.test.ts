import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { resources } from '#engine/platform/resources.ts'
import { BUNDLED } from '../helpers/bundled-model.ts'
import type { ServedWindow } from '../helpers/browser.ts'
import { graveViolations, tabThrough } from '../helpers/accessible.ts'
import { complaintsOf, launchChromium, serveWindow, whyNoBrowser } from '../helpers/browser.ts'
import { posterAt, scan } from '../helpers/engine.ts'
import { pictureModels } from '../helpers/titled-models.ts'

const reason = whyNoBrowser()

/* Why a genre, and more like this, in steps that build on each other. */
describe.skipIf(reason !== null)(`what is told of a genre${reason === null ? '' : ` (${reason})`}`, () => {
  let folder: string
  let served: ServedWindow
  let browser: Browser
  let page: Page
  let complaints: string[]
  let id: number
  let other: number

  const at = (testId: string) => page.getByTestId(testId)
  /** The opacities of the drawn map. */
  const drawn = () =>
    at('heat-map').evaluate((map: HTMLCanvasElement) => {
      const pixels = map.getContext('2d')?.getImageData(0, 0, map.width, map.height).data ?? []
      return [...pixels].filter((_, place) => place % 4 === 3).join()
    })

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'onesheet-why-'))
    const modelsFolder = pictureModels(BUNDLED, join(folder, 'models'))
    served = await serveWindow(join(folder, 'catalog.db'), { modelsFolder })
    await scan(served.engine, [resources.samplesFolder() ?? ''])
    ;({ id } = await posterAt(served.engine, 'Cold Harbour (1978).jpg'))
    ;({ id: other } = await posterAt(served.engine, 'Best Man Sitting (2006).jpg'))
    browser = await launchChromium()
    page = await browser.newPage({ viewport: { width: 1600, height: 1000 } })
    page.setDefaultTimeout(15_000)
    complaints = complaintsOf(page)
    await page.goto(served.host.freshLink())
    await at(`card-${id}`).locator('img').waitFor()
    await at(`card-${id}`).click()
    await at('poster-title').getByText('Cold Harbour').waitFor()
  })

  afterAll(async () => {
    await browser?.close()
    await served?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  it('is a map over the poster, where it lies in words, and how often that is right', async () => {
    expect(await at('heat-map').count()).toBe(0)
    await at('why-Thriller').click()
    await at('heat-map').waitFor()
    await at('why-place').getByText('speaks for Thriller').waitFor()
    await at('why-trust')
      .filter({ hasText: /likely Thriller it is right about \d times? in 10/ })
      .waitFor()
    expect(page.url()).toContain(`/poster/${id}?why=Thriller`)
    expect(await graveViolations(page)).toEqual([])
    expect(await at('why-neighbours').count()).toBe(0)
  })

  it('is another map for another genre, and none says that nothing speaks for one', async () => {
    const thriller = await drawn()
    await at('why-Drama').click()
    await at('why-place').filter({ hasText: 'Drama' }).waitFor()
    await at('heat-map').waitFor()
    expect(await drawn()).not.toBe(thriller)
    await at('more-genres').click()
    await at('why-Western').click()
    await at('why-place').getByText('Nothing on the poster speaks for Western').waitFor()
  })

  it('has the nearest posters of which the genre is known, as soon as there are some', async () => {
    await served.engine.call('labels.set', { posterId: other, genre: 'Western', verdict: 'no' })
    await at('why-Drama').click()
    await at('why-place').filter({ hasText: 'Drama' }).waitFor()
    expect(await at('why-neighbours').count()).toBe(0)
    await at('why-Western').click()
    await page.getByRole('link', { name: 'Best Man Sitting: not Western, you say' }).waitFor()
  })

  it('closes with Esc and opens with its key; the page stays', async () => {
    await page.keyboard.press('Escape')
    await at('why').waitFor({ state: 'detached' })
    expect(await at('heat-map').count()).toBe(0)
    await page.keyboard.press('u')
    await at('why').getByText('speaks for Thriller').waitFor()
    await page.getByRole('radio', { name: 'Poster' }).click()
    await at('why').waitFor({ state: 'detached' })
    expect(page.url()).toMatch(new RegExp(`/poster/${id}$`))
  })

  it('shows more like this by a click and by its key, and goes on from there', async () => {
    await at('more-like-this').click()
    const cards = at('similar').locator('[data-id]')
    await cards.first().locator('img').waitFor()
    await page.getByRole('heading', { name: 'Like Cold Harbour' }).waitFor()
    const { posters } = await served.engine.call('library.similar', { posterId: id })
    expect(
      await cards.evaluateAll((all) => all.map((card) => Number((card as HTMLElement).dataset['id']))),
    ).toEqual(posters?.map((poster) => poster.id))
    expect(await graveViolations(page)).toEqual([])
    expect((await tabThrough(page)).unreached).toEqual([])
    await page.keyboard.press('Home')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Enter')
    await at('poster-title').waitFor()
    expect(page.url()).toContain(`/poster/${posters?.[1]?.id}`)
    await page.keyboard.press('n')
    await cards.first().waitFor()
    expect(page.url()).toContain(`/similar/${posters?.[1]?.id}`)
    await page.keyboard.press('Escape')
    await at('poster-title').waitFor()
  })

  it('follows what is said of the posters it shows, and so does the wall afterwards', async () => {
    const said = (posterId: number) =>
      served.engine.call('labels.set', { posterId, genre: 'War', verdict: 'yes' })
    const last = at('similar').locator('[data-id]').last()
    await page.keyboard.press('n')
    await last.locator('img').waitFor()
    await said(Number(await last.getAttribute('data-id')))
    await last.getByText('War').waitFor()
    await page.keyboard.press('Escape')
    await at('poster-title').waitFor()
    await page.keyboard.press('Escape')
    await at('wall').waitFor()
    await said(id)
    await at(`card-${id}`).getByText('War').waitFor()
    expect(complaints).toEqual([])
  })
})
