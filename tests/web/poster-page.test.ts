import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { resources } from '#engine/platform/resources.ts'
import type { ServedWindow } from '../helpers/browser.ts'
import { complaintsOf, launchChromium, serveWindow, whyNoBrowser } from '../helpers/browser.ts'
import { posterAt, scan } from '../helpers/engine.ts'

const reason = whyNoBrowser()

/* One poster's page, in steps that build on each other. */
describe.skipIf(reason !== null)(`a poster’s page${reason === null ? '' : ` (${reason})`}`, () => {
  let folder: string
  let served: ServedWindow
  let browser: Browser
  let page: Page
  let complaints: string[]
  let id: number

  const at = (testId: string) => page.getByTestId(testId)
  const detail = () => served.engine.call('poster.get', { id })
  const entry = (words: string) => at('history-entry').filter({ hasText: words })

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'onesheet-poster-'))
    served = await serveWindow(join(folder, 'catalog.db'))
    await scan(served.engine, [resources.samplesFolder() ?? ''])
    ;({ id } = await posterAt(served.engine, 'Cold Harbour (1978).jpg'))
    browser = await launchChromium()
    page = await browser.newPage({ viewport: { width: 1600, height: 1000 } })
    page.setDefaultTimeout(15_000)
    complaints = complaintsOf(page)
    await page.goto(served.host.freshLink())
    // The wall is laid out when its pictures are there: a card is then the one it was.
    await at(`card-${id}`).locator('img').waitFor()
    await at(`card-${id}`).click()
    await at('poster-title').getByText('Cold Harbour').waitFor()
  })

  afterAll(async () => {
    await browser?.close()
    await served?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  it('says in words how far to trust what is likely', async () => {
    await page.mouse.move(1, 1)
    const words = /When the model says likely .+ it is right about \d times? in 10\./
    await at('reliability').filter({ hasText: words }).waitFor()
  })

  it('edits title and year in place; Esc leaves them as they were', async () => {
    await at('edit-title').click()
    await page.keyboard.type('Warm Harbour')
    await page.keyboard.press('Escape')
    await at('edit-title').getByText('Cold Harbour').waitFor()
    expect(page.url()).toContain(`/poster/${id}`)
    await at('edit-title').click()
    await page.keyboard.type('Kalter Hafen')
    await page.keyboard.press('Enter')
    await at('title-source').getByText('title given by you').waitFor()
    expect((await detail()).title).toBe('Kalter Hafen')
    await at('edit-year').click()
    await page.keyboard.type('later')
    await page.keyboard.press('Enter')
    await page.getByText('A year is a number from 1870 to 2100.').waitFor()
    await page.keyboard.press('Control+a')
    await page.keyboard.type('1979')
    await page.keyboard.press('Enter')
    await at('title-source').getByText('given by you', { exact: false }).waitFor()
    await expect.poll(async () => (await detail()).year).toBe(1979)
  })

  it('takes one edit back from the history, and both for the file’s', async () => {
    await entry('Title edited').getByTestId('revert').click()
    await at('edit-title').getByText('Cold Harbour').waitFor()
    expect((await detail()).year).toBe(1979)
    await at('use-file').click()
    await at('title-source').getByText('from the file’s name').waitFor()
    expect(await detail()).toMatchObject({ title: 'Cold Harbour', year: 1978 })
  })

  it('takes one verdict back and leaves the others', async () => {
    await page.keyboard.press('h')
    await page.locator('[data-testid="yes-Horror"][aria-pressed="true"]').waitFor()
    await page.keyboard.press('k')
    await page.locator('[data-testid="yes-Western"][aria-pressed="true"]').waitFor()
    await entry('Horror yes').getByTestId('revert').click()
    await page.locator('[data-testid="yes-Horror"][aria-pressed="false"]').waitFor()
    const verdicts = (await detail()).genres.filter(({ verdict }) => verdict !== null)
    expect(verdicts.map(({ name }) => name)).toEqual(['Western'])
  })

  it('hides it, says where it is found, and undoes that', async () => {
    await at('hide').click()
    await at('poster-hidden').waitFor()
    expect(await at('status-line').textContent()).toContain('Hidden')
    expect((await detail()).hidden).toBe(true)
    await page.keyboard.press('Control+z')
    await at('poster-hidden').waitFor({ state: 'detached' })
    expect((await detail()).hidden).toBe(false)
  })

  it('enlarges the picture with Z and gives it back with Esc', async () => {
    await page.keyboard.press('z')
    await at('zoom').waitFor()
    await page.keyboard.press('Escape')
    await at('zoom').waitFor({ state: 'detached' })
    expect(page.url()).toContain(`/poster/${id}`)
    expect(complaints).toEqual([])
  })
})
