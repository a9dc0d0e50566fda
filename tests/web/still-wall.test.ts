import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import type { ServedWindow } from '../helpers/browser.ts'
import { whyNoBrowser } from '../helpers/browser.ts'
import { listAll, scan } from '../helpers/engine.ts'
import { drawPosters } from '../helpers/pictures.ts'
import { openBeforeEach } from '../helpers/window-over-posters.ts'

const reason = whyNoBrowser()

describe.skipIf(reason !== null)(`the wall stands still${reason === null ? '' : ` (${reason})`}`, () => {
  let posters: string
  let served: ServedWindow
  let page: Page
  let complaints: string[]

  const heading = (name: string) => page.getByRole('heading', { name, exact: true })
  const idsInView = () =>
    page
      .getByTestId('wall')
      .locator('[data-id]')
      .evaluateAll((cards) => cards.map((card) => card.getAttribute('data-id')))

  openBeforeEach({ count: 24, first: 100 }, (opened) => {
    ;({ page, complaints, served, folder: posters } = opened)
  })

  it('keeps new posters behind a button once somebody moved over it', async () => {
    await heading('24 posters').waitFor()
    await page.keyboard.press('ArrowRight')
    const before = await idsInView()
    await drawPosters(posters, 3, 1)
    await scan(served.engine, [posters])
    await page.getByRole('button', { name: 'Show 3 new' }).waitFor()
    expect(await idsInView()).toEqual(before)
    await page.getByTestId('show-new').click()
    await heading('27 posters').waitFor()
    await page.getByTestId('show-new').waitFor({ state: 'detached' })
    expect(complaints).toEqual([])
  })

  it('lets new posters in at once where nobody has touched it', async () => {
    await heading('27 posters').waitFor()
    await drawPosters(posters, 2, 50)
    await scan(served.engine, [posters])
    await heading('29 posters').waitFor()
  })

  it('keeps a judged poster under the cursor although it matches the filter no longer', async () => {
    const [item] = await listAll(served.engine)
    const id = item?.id ?? 0
    await served.engine.call('labels.set', { posterId: id, genre: 'War', verdict: 'yes' })
    await page.getByTestId('genre-War').click()
    await page.getByRole('button', { name: 'Remove War' }).waitFor()
    const matching = (await listAll(served.engine, { genres: ['War'] })).length
    const card = page.getByTestId(`card-${id}`)
    await card.waitFor()
    await card.focus()
    await page.keyboard.press('w')
    await page.getByTestId('status-line').getByText('War: yes → no').waitFor()
    await page
      .getByTestId('genre-War')
      .getByText(String(matching - 1), { exact: true })
      .waitFor()
    expect(await card.isVisible()).toBe(true)
    expect(await card.getAttribute('aria-label')).toContain('judged')
    await page.getByRole('button', { name: 'refresh' }).click()
    await card.waitFor({ state: 'detached' })
  })

  it('goes by key to the last poster and back, and stays where it was behind a poster’s page', async () => {
    const ids = await served.engine.call('library.ids', { filter: {} })
    const last = ids.ids.at(-1) ?? 0
    await page.keyboard.press('End')
    await page.locator(`[data-id="${last}"]:focus`).waitFor()
    await page.keyboard.press('Enter')
    await page.getByTestId('poster-title').waitFor()
    await page.keyboard.press('ArrowLeft')
    const previous = ids.ids.at(-2) ?? 0
    await page.waitForURL(`**/#/poster/${previous}`)
    await page.keyboard.press('Escape')
    await page.locator(`[data-id="${previous}"]:focus`).waitFor()
    await page.keyboard.press('Home')
    await page.locator(`[data-id="${ids.ids[0] ?? 0}"]:focus`).waitFor()
    expect(complaints).toEqual([])
  })
})
