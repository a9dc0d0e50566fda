import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import type { ServedWindow } from '../helpers/browser.ts'
import { whyNoBrowser } from '../helpers/browser.ts'
import { openBeforeEach } from '../helpers/window-over-posters.ts'

const reason = whyNoBrowser()

describe.skipIf(reason !== null)(`keys and commands by name${reason === null ? '' : ` (${reason})`}`, () => {
  let served: ServedWindow
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

  openBeforeEach({ count: 8, first: 100 }, (opened) => {
    ;({ page, complaints, served } = opened)
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

  it('does by name what the menu does, from wherever one is', async () => {
    const command = async (name: string) => {
      await page.keyboard.press('Control+k')
      await at('palette-query').fill(name)
      await page.keyboard.press('Enter')
    }
    const offers = async (name: string, id: string) => {
      await page.keyboard.press('Control+k')
      await at('palette-query').fill(name)
      const isOffered = (await at(`palette-${id}`).count()) > 0
      await page.keyboard.press('Escape')
      await at('palette').waitFor({ state: 'detached' })
      return isOffered
    }
    expect(await offers('open the poster', 'open')).toBe(false)
    expect(await offers('horror', 'genre:Horror')).toBe(false)
    expect(await offers('show in folder', 'showInFolder')).toBe(false)

    await command('settings: keys')
    await page.getByTestId('key-undo').waitFor()
    expect(await offers('small posters', 'densitySmall')).toBe(false)
    await command('search titles')
    await page.waitForFunction(() => document.activeElement?.matches('input') === true)
    await page.keyboard.press('Escape')
    await command('jobs')
    await page.getByRole('dialog', { name: 'Jobs' }).waitFor()
    await page.keyboard.press('Escape')
    await command('problems')
    await page.getByRole('heading', { name: 'Problems' }).waitFor()
    await page.keyboard.press('Escape')
    await at('wall').waitFor()
    await command('keep a backup')
    await at('status-line').getByText('Backup kept').waitFor()

    await page.keyboard.press('Home')
    await command('open the poster')
    await command('edit title')
    await page.keyboard.type('By name')
    await page.keyboard.press('Enter')
    await at('poster-title').getByText('By name').waitFor()
    await page.keyboard.press('F2')
    await at('edit-title-field').waitFor()
    await page.keyboard.press('Escape')
    await command('next poster')
    await at('poster-title').getByText('By name').waitFor({ state: 'detached' })
    await command('about onesheet')
    await at('about').waitFor()
    await page.keyboard.press('Escape')
    await at('about').waitFor({ state: 'detached' })
    await command('german')
    await at('back').getByText('Sammlung').waitFor()
    await command('Englisch')
    await at('back').getByText('Library').waitFor()
    expect(complaints).toEqual([])
  })

  it('takes the keys that a person chose, and none of one letter where they are switched off', async () => {
    await setting('keys.map', JSON.stringify({ 'genre:War': 'X', confirm: '' }))
    await page.keyboard.press('Home')
    await page.keyboard.press('w')
    await page.keyboard.press('x')
    await says('War: yes')
    await setting('keys.enabled', false)
    await page.reload()
    await at('wall').locator('img').first().waitFor()
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
