import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import type { ServedWindow } from '../helpers/browser.ts'
import { whyNoBrowser } from '../helpers/browser.ts'
import { openBeforeEach } from '../helpers/window-over-posters.ts'

const reason = whyNoBrowser()

describe.skipIf(reason !== null)(`genres of one's own${reason === null ? '' : ` (${reason})`}`, () => {
  let served: ServedWindow
  let page: Page
  let complaints: string[]

  const at = (id: string) => page.getByTestId(id)
  const says = (text: string) => at('status-line').getByText(text).waitFor()
  const own = async () => (await served.engine.call('own.list', {})).genres

  openBeforeEach({ count: 8, first: 200 }, (opened) => {
    ;({ page, complaints, served } = opened)
  })

  it('are added, asked about by keyboard, said on the wall and on a poster, and filtered by', async () => {
    await at('own-add').click()
    await at('own-name').fill('Horror')
    await at('own-save').click()
    await page.getByText('There is a genre of that name already. Choose another name.').waitFor()
    await at('own-name').fill('Film noir')
    await page.keyboard.press('Enter')
    await at('own-standing').getByText('12 yes and 12 no are needed').waitFor()

    await at('suggestion').first().waitFor()
    await page.keyboard.press('y')
    await says('Film noir: yes')
    await page.keyboard.press('n')
    await says('Film noir: no')
    await at('own-counts').getByText('1 yes, 1 no').waitFor()
    await page.keyboard.press('Control+z')
    await at('own-counts').getByText('1 yes, 0 no').waitFor()

    await at('own-show').click()
    await at('chip-own').getByText('Film noir').waitFor()
    await expect.poll(() => at('wall').locator('[data-id]').count()).toBe(1)
    await at('chip-own').click()
    await expect.poll(() => at('wall').locator('[data-id]').count()).toBe(8)

    await page.keyboard.press('Home')
    const [before] = await own()
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('1')
    await says('Film noir:')
    await expect.poll(async () => (await own())[0]).not.toEqual(before)

    await page.keyboard.press('Enter')
    await at('own-row-1').getByText('Film noir').waitFor()
    await at('own-no-1').click()
    await expect.poll(() => at('own-no-1').getAttribute('aria-pressed')).toBe('true')
    expect(complaints).toEqual([])
  })

  it('are removed without a word said of them being lost', async () => {
    const [genre] = await own()
    await at('own-open-1').click()
    await at('own-remove').click()
    await says('“Film noir” removed. What you said of it is kept.')
    await expect.poll(async () => (await own()).length).toBe(0)
    await at('status-line').getByText('Undo').click()
    await expect.poll(own).toMatchObject([{ id: genre?.id, yes: genre?.yes, no: genre?.no }])
    expect(complaints).toEqual([])
  })
})
