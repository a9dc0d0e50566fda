import type { Page } from 'playwright-core'
import { beforeEach, describe, expect, it } from 'vitest'
import type { ServedWindow } from '../helpers/browser.ts'
import { whyNoBrowser } from '../helpers/browser.ts'
import { listAll } from '../helpers/engine.ts'
import { openBeforeEach } from '../helpers/window-over-posters.ts'

const reason = whyNoBrowser()

describe.skipIf(reason !== null)(`selecting${reason === null ? '' : ` (${reason})`}`, () => {
  let served: ServedWindow
  let page: Page
  let complaints: string[]
  let ids: number[]

  const at = (id: string) => page.getByTestId(id)
  const card = (place: number) => at(`card-${ids[place] ?? 0}`)
  const selected = () =>
    page
      .locator('[data-id][aria-selected="true"]')
      .evaluateAll((cards) => cards.map((each) => Number(each.getAttribute('data-id'))))
  const idsAt = (...places: number[]) => places.map((place) => ids[place])
  const says = (text: string) => at('status-line').getByText(text).waitFor()
  const verdictsOf = async (genre: 'Western' | 'War') =>
    (await listAll(served.engine)).filter(({ verdicts }) => verdicts[genre] === 'yes').map(({ id }) => id)

  openBeforeEach({ count: 24, first: 100 }, (opened) => {
    ;({ page, complaints, served } = opened)
  })

  beforeEach(async () => {
    ids = [...(await served.engine.call('library.ids', { filter: { show: 'wall' } })).ids]
  })

  it('by mouse: a tick, Ctrl, Shift, and plain clicks once something is selected', async () => {
    await card(1).hover()
    await card(1).locator('[data-tick]').click()
    expect(await selected()).toEqual(idsAt(1))
    await card(3).click({ modifiers: ['Shift'] })
    expect(await selected()).toEqual(idsAt(1, 2, 3))
    await card(2).click()
    await card(6).click({ modifiers: ['Control'] })
    expect(await selected()).toEqual(idsAt(1, 3, 6))
    await at('selected').getByText('3 selected').waitFor()
    await page.keyboard.press('Escape')
    expect(await selected()).toEqual([])
    expect(complaints).toEqual([])
  })

  it('by a rubber band, and by the keys that do the same', async () => {
    const from = await card(0).boundingBox()
    const to = await card(8).boundingBox()
    if (from === null || to === null) throw new Error('the cards are not drawn')
    await page.mouse.move(from.x + 20, from.y + 20)
    await page.mouse.down()
    await page.mouse.move(to.x + 30, to.y + 30, { steps: 5 })
    await page.mouse.up()
    const banded = await selected()
    expect(banded).toContain(ids[0])
    expect(banded).toContain(ids[8])
    expect(await at('poster-title').count()).toBe(0)
    await page.keyboard.press('Escape')
    await card(0).focus()
    await page.keyboard.press('Shift+ArrowRight')
    await page.keyboard.press('Shift+ArrowRight')
    expect(await selected()).toEqual(idsAt(0, 1, 2))
    await page.keyboard.press('Shift+ArrowLeft')
    expect(await selected()).toEqual(idsAt(0, 1))
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Space')
    expect(await selected()).toEqual(idsAt(0, 1, 2))
  })

  it('says a genre of all of them with its key, and undoes it in one', async () => {
    await card(2).click({ modifiers: ['Control'] })
    await card(4).click({ modifiers: ['Shift'] })
    await page.keyboard.press('k')
    await says('Western: yes on 3 posters')
    expect((await verdictsOf('Western')).toSorted()).toEqual(idsAt(2, 3, 4).toSorted())
    expect(await card(3).getAttribute('aria-label')).toContain('judged')
    await page.keyboard.press('k')
    await says('Western: no on 3 posters')
    await at('selection-undo').click()
    await says('Undone')
    expect((await verdictsOf('Western')).length).toBe(3)
    await page.keyboard.press('Control+z')
    await page.waitForFunction(() => document.querySelector('[data-testid="undo"]')?.hasAttribute('disabled'))
    expect(await verdictsOf('Western')).toEqual([])
  })

  it('selects all that match, keeps them through a scroll, and drops them with another filter', async () => {
    await page.keyboard.press('Control+a')
    await at('selected').getByText('24 selected').waitFor()
    await page.keyboard.press('End')
    await at('selected').getByText('24 selected').waitFor()
    await at('search').fill('film')
    await at('selection-bar').waitFor({ state: 'detached' })
  })

  it('keeps its acts on one line where they have room for that, and says how many there are', async () => {
    await page.setViewportSize({ width: 1340, height: 900 })
    await card(2).click({ modifiers: ['Control'] })
    await page.getByRole('status').getByText('1 selected').waitFor()
    const tops = await at('selection-bar')
      .getByRole('button')
      .evaluateAll((buttons) => buttons.map((each) => each.getBoundingClientRect().bottom))
    expect(Math.max(...tops) - Math.min(...tops)).toBeLessThan(20)
  })

  it('never covers the poster with the keyboard', async () => {
    await page.keyboard.press('End')
    await page.locator(`[data-id="${ids.at(-1) ?? 0}"]:focus`).waitFor()
    await page.keyboard.press('Space')
    const bar = await at('selection-bar').boundingBox()
    await page.waitForFunction(
      ({ id, top }) =>
        (document.querySelector(`[data-id="${id}"]`)?.getBoundingClientRect().bottom ?? 9999) <= top,
      { id: ids.at(-1) ?? 0, top: bar?.y ?? 0 },
    )
  })
})
