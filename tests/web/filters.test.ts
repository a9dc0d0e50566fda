import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Genre } from '#shared/domain/genres.ts'
import type { ServedWindow } from '../helpers/browser.ts'
import { complaintsOf, launchChromium, serveWindow, whyNoBrowser } from '../helpers/browser.ts'
import { listAll, scan } from '../helpers/engine.ts'
import { drawPosters } from '../helpers/pictures.ts'

const reason = whyNoBrowser()
const ENOUGH = 204

/*
 * Filtering as a person does it: choose, leave out, go back and forward, reload, save, find again. One story.
 */
describe.skipIf(reason !== null)(`filtering the wall${reason === null ? '' : ` (${reason})`}`, () => {
  let folder: string
  let served: ServedWindow
  let browser: Browser
  let page: Page
  let complaints: string[]

  const at = (id: string) => page.getByTestId(id)
  const total = async () => Number((await at('total').textContent())?.replaceAll(/\D/g, ''))
  const pressed = (id: string) => at(id).getAttribute('aria-pressed')
  const address = () => new URL(page.url()).hash
  const shows = (count: number) => expect.poll(total, { timeout: 20_000 }).toBe(count)

  async function judge(genre: Genre, ids: readonly number[]): Promise<void> {
    const changes = [{ genre, verdict: 'yes' as const }]
    await served.engine.call('labels.apply', { posterIds: [...ids], changes })
  }

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'onesheet-filters-'))
    await drawPosters(join(folder, 'posters'), ENOUGH)
    served = await serveWindow(join(folder, 'catalog.db'))
    await scan(served.engine, [join(folder, 'posters')], { predict: false })
    const ids = (await listAll(served.engine)).map(({ id }) => id)
    await judge('Horror', ids.slice(0, 30))
    await judge('Comedy', ids.slice(20, 50))
    await judge('War', ids.slice(50, 53))
    browser = await launchChromium()
    page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'en' })
    page.setDefaultTimeout(30_000)
    complaints = complaintsOf(page)
    await page.goto(served.host.freshLink())
    await page.getByRole('heading', { name: `${ENOUGH} posters` }).waitFor()
  })

  afterAll(async () => {
    await browser?.close()
    await served?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  it('asks for a genre with a click and leaves one out with another, and the address tells', async () => {
    await page.getByRole('button', { name: /^Key H: Horror, 30 posters$/ }).click()
    await shows(30)
    expect(address()).toBe('#/?g=Horror')
    await at('genre-Comedy').click({ modifiers: ['Alt'] })
    await shows(20)
    expect(address()).toBe('#/?g=Horror&not=Comedy')
    expect([await pressed('genre-Horror'), await pressed('without-Comedy')]).toEqual(['true', 'true'])
    await page.getByRole('button', { name: /^Key C: Comedy, left out$/ }).waitFor()
  })

  it('calls the search by its name alone, whatever stands in it', async () => {
    const search = page.getByRole('combobox', { name: 'Search titles', exact: true })
    await search.waitFor()
    await search.fill('film')
    await page.getByRole('button', { name: 'Clear the search' }).waitFor()
    await search.waitFor()
    await search.fill('')
  })

  it('goes back and forward through what was chosen', async () => {
    await page.goBack()
    await shows(30)
    await page.goBack()
    await shows(ENOUGH)
    expect(await pressed('genre-Horror')).toBe('false')
    await page.goForward()
    await page.goForward()
    await shows(20)
  })

  it('shows the same wall after a reload, and after a look at a poster', async () => {
    await page.reload()
    await shows(20)
    await at('wall').locator('[data-id]').first().click()
    await at('poster-title').waitFor()
    await page.reload()
    await at('poster-title').waitFor()
    await at('back').click()
    await shows(20)
    expect(address()).toBe('#/?g=Horror&not=Comedy')
  })

  it('asks for any or all of two genres', async () => {
    await at('genre-Comedy').click()
    await shows(10)
    await at('any-all').click()
    await shows(50)
    expect(address()).toBe('#/?g=Comedy,Horror&any=1')
  })

  it('keeps a filter under a name and finds it again', async () => {
    await at('save-filter').click()
    expect(await at('filter-name').inputValue()).toBe('Comedy or Horror')
    await at('filter-name').fill('Laughs and screams')
    await at('filter-name').press('Enter')
    await at('saved-filter').getByText('Laughs and screams').waitFor()
    await at('clear-filter').click()
    await shows(ENOUGH)
    await at('saved-filter').click()
    await shows(50)
    expect(await pressed('saved-filter')).toBe('true')
    await page.getByRole('button', { name: 'Forget the filter “Laughs and screams”' }).click()
    await at('saved-filter').waitFor({ state: 'detached' })
  })

  it('is one step for Back, however long a search was typed', async () => {
    await at('clear-filter').click()
    await shows(ENOUGH)
    await at('search').pressSequentially('Film 077', { delay: 160 })
    await shows(1)
    await page.goBack()
    await shows(ENOUGH)
    expect(await at('search').inputValue()).toBe('')
  })

  it('offers a genre by its name in either language', async () => {
    await at('search').fill('Komöd')
    await at('suggest-Comedy').waitFor()
    await at('search').press('ArrowDown')
    await at('search').press('Enter')
    await shows(30)
    expect(address()).toBe('#/?g=Comedy')
    await page.getByRole('button', { name: 'Remove Comedy' }).click()
    await shows(ENOUGH)
  })

  it('takes years from the fields, from the keys and from a drag over the bars', async () => {
    await at('year-from').fill('1990')
    await at('year-from').press('Enter')
    await expect.poll(address).toBe('#/?y=1990-')
    await page.getByRole('slider', { name: 'To year' }).press('ArrowLeft')
    await expect.poll(address).toBe('#/?y=1990-2018')
    await page.getByRole('button', { name: 'All years again' }).click()
    await shows(ENOUGH)
    const box = await at('year-bars').boundingBox()
    if (box === null) throw new Error('The bars have no place.')
    await page.mouse.move(box.x + 2, box.y + 20)
    await page.mouse.down()
    await page.mouse.move(box.x + box.width / 2 - 2, box.y + 20, { steps: 4 })
    await page.mouse.up()
    await expect.poll(address).toBe('#/?y=1980-1999')
    await page.goBack()
    await shows(ENOUGH)
  })

  it('opens a genre that the model cannot tell as a ranked list, and leaves it as it was', async () => {
    await at('genre-War').click()
    await at('ranked-line').getByText('Most like War').waitFor()
    expect(address()).toBe('#/?g=War&level=all&sort=certainty')
    await at('genre-War').click()
    await shows(ENOUGH)
    await expect.poll(address).toBe('#/')
  })

  it('takes an address from anywhere, leaving out what it cannot mean', async () => {
    await page.goto(
      `${served.host.url}#/?g=Horror,Nonsense&y=banana&sort=random()&in=../../etc&level=%00&c=,,&x=1`,
    )
    await shows(30)
    expect(complaints).toEqual([])
  })
})
