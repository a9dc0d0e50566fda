import type { Page } from 'playwright-core'
import { describe, expect, it, vi } from 'vitest'
import type { ServedWindow } from '../helpers/browser.ts'
import { whyNoBrowser } from '../helpers/browser.ts'
import { openBeforeEach } from '../helpers/window-over-posters.ts'

const reason = whyNoBrowser()

/* Whoever sees no screen is where the keyboard is: on nothing, they are nowhere. */
describe.skipIf(reason !== null)(`the keyboard${reason === null ? '' : ` (${reason})`}`, () => {
  let served: ServedWindow
  let page: Page
  let complaints: string[]

  const at = (id: string) => page.getByTestId(id)
  const press = async (id: string) => {
    await at(id).first().focus()
    await page.keyboard.press('Enter')
  }
  /** Waits until the keyboard is with what is called so. */
  const isWith = (words: string) =>
    page.waitForFunction((wanted) => {
      const { activeElement } = document
      if (activeElement === null || activeElement === document.body) return false
      return (activeElement.getAttribute('aria-label') ?? activeElement.textContent).includes(wanted)
    }, words)
  const goTo = async (hash: string, id: string) => {
    await page.evaluate((to) => {
      location.hash = to
    }, hash)
    await at(id).first().waitFor()
  }

  openBeforeEach({ count: 24, first: 100 }, (opened) => {
    ;({ page, complaints, served } = opened)
    page.setDefaultTimeout(10_000)
  })

  it('goes to the next chip, then to the heading, when chips are taken away', async () => {
    await at('genre-Drama').click()
    await at('genre-Comedy').click()
    await page.getByRole('button', { name: 'Remove Drama' }).focus()
    await page.keyboard.press('Enter')
    await isWith('Remove Comedy')
    await page.keyboard.press('Enter')
    await isWith('24 posters')
    expect(complaints).toEqual([])
  })

  it('goes to the heading of a view that is gone to, so that Space belongs to the view', async () => {
    await page.locator('[data-id]').first().focus()
    const opened = await page.locator('[data-id]:focus').getAttribute('aria-label')
    await page.keyboard.press('Enter')
    await at('poster-title').waitFor()
    await isWith((opened ?? '').split(',')[0] ?? '')
    await press('more-like-this')
    await isWith('Like ')
    await press('place-review')
    await isWith('Review')
    await at('question').locator('h2').waitFor()
    await page.keyboard.press('Space')
    await at('question').getByText('2 of').waitFor()
    await press('place-wall')
    await isWith(opened ?? '')
  })

  it('stays beside what is switched off or taken away on the page of a poster', async () => {
    await goTo('#/poster/3', 'poster-title')
    await press('more-genres')
    await press('yes-Western')
    await at('undo').and(page.locator(':enabled')).waitFor()
    await press('clear-Western')
    await isWith('No')
    const canUndo = async () => (await served.engine.call('labels.state', {})).canUndo
    for (let act = await canUndo(); act !== null; act = await canUndo()) {
      const undone = act
      await at('undo').and(page.locator(':enabled')).waitFor()
      await press('undo')
      await vi.waitFor(async () => expect(await canUndo()).not.toBe(undone), { timeout: 10_000 })
    }
    await page.waitForFunction(() => document.activeElement?.tagName === 'H1')
  })

  it('comes back to the picture when its enlargement is closed', async () => {
    await goTo('#/poster/3', 'enlarge')
    await press('enlarge')
    await at('zoom').waitFor()
    await page.keyboard.press('Escape')
    await at('zoom').waitFor({ state: 'detached' })
    await isWith('Enlarge the picture')
  })

  it('stays on a button that is off only while it works', async () => {
    await goTo('#/settings/data', 'backup-now')
    await press('backup-now')
    await page.getByText('Backup kept').first().waitFor()
    await isWith('Back up now')
  })

  it('comes back to a button that was off for long, where nobody did anything else', async () => {
    await goTo('#/settings/data', 'backup-now')
    await page.evaluate(() => {
      const slow = document.createElement('button')
      slow.textContent = 'Slow act'
      slow.onclick = () => {
        slow.disabled = true
        setTimeout(() => (slow.disabled = false), 2_000)
      }
      document.querySelector('main section')?.append(slow)
      slow.focus()
    })
    await page.keyboard.press('Enter')
    await page.waitForFunction(() => /^H[123]$/.test(document.activeElement?.tagName ?? ''))
    await isWith('Slow act')
  })

  it('reads each poster that is stepped to', async () => {
    await page.locator('[data-id]').first().focus()
    await page.keyboard.press('Enter')
    await isWith('Film 100')
    await page.keyboard.press('ArrowRight')
    await isWith('Film 101')
  })

  it('is not brought back where it was given up', async () => {
    await at('search').fill('film')
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
    await goTo('#/poster/3', 'poster-title')
    expect(await page.evaluate(() => document.activeElement === document.body)).toBe(true)
  })
})
