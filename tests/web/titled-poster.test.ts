import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { BUNDLED } from '../helpers/bundled-model.ts'
import { graveViolations } from '../helpers/accessible.ts'
import type { ServedWindow } from '../helpers/browser.ts'
import { complaintsOf, launchChromium, serveWindow, whyNoBrowser } from '../helpers/browser.ts'
import { posterAt, scan } from '../helpers/engine.ts'
import { posterBytes, writeOld } from '../helpers/pictures.ts'
import { titledModels } from '../helpers/titled-models.ts'

const reason = whyNoBrowser()

/* What picture and title each say on a poster’s page, in steps that build on each other. */
describe.skipIf(reason !== null)(`picture and title apart${reason === null ? '' : ` (${reason})`}`, () => {
  let folder: string
  let served: ServedWindow
  let browser: Browser
  let page: Page
  let complaints: string[]

  const at = (testId: string) => page.getByTestId(testId)
  const bars = (genre: string) => at(`row-${genre}`).getByRole('img')
  const open = async (file: string) => {
    const { id } = await posterAt(served.engine, `/${file}`)
    await at(`card-${id}`).locator('img').waitFor()
    await at(`card-${id}`).click()
    await at('poster-title').getByText('Horror Night').waitFor()
  }

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'onesheet-titled-'))
    const modelsFolder = titledModels(BUNDLED, join(folder, 'models'))
    writeOld(join(folder, 'posters', 'Horror Night (1981).jpg'), await posterBytes(1))
    writeOld(join(folder, 'posters', 'Horror Night.jpg'), await posterBytes(2))
    served = await serveWindow(join(folder, 'catalog.db'), { modelsFolder })
    await scan(served.engine, [join(folder, 'posters')])
    browser = await launchChromium()
    page = await browser.newPage({ viewport: { width: 1600, height: 1000 } })
    page.setDefaultTimeout(15_000)
    complaints = complaintsOf(page)
    await page.goto(served.host.freshLink())
  })

  afterAll(async () => {
    await browser?.close()
    await served?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  it('have a bar each with a sentence, and words for which decided and how far to trust that', async () => {
    await open('Horror Night (1981).jpg')
    expect(await bars('Horror').getAttribute('aria-label')).toMatch(
      /^From the picture: \d+ in 100; from the title: 9\d; together: \d+; likely from 70$/,
    )
    await at('row-Horror').hover()
    const line = at('reliability')
    await line.getByText('likely Horror').waitFor()
    expect(await line.textContent()).toMatch(
      /right about 9 times in 10\.\s+Here the title decided: it says 9\d/,
    )
    expect(await at('title-silent').count()).toBe(0)
    expect(await graveViolations(page)).toEqual([])
  })

  it('are told apart where it is asked why', async () => {
    await at('why-Horror').click()
    await at('why-decided').getByText('Here the title decided').waitFor()
    await at('why-trust').getByText('right about 9 times in 10').waitFor()
    expect(await graveViolations(page)).toEqual([])
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
  })

  it('say why a title had no say; given a year it has one at once', async () => {
    await open('Horror Night.jpg')
    await at('title-silent').getByText('without a year').waitFor()
    await at('more-genres').click()
    expect(await bars('Horror').getAttribute('aria-label')).toMatch(/^From the picture: \d+ in 100; likely/)
    await at('edit-year').click()
    await page.keyboard.type('1981')
    await page.keyboard.press('Enter')
    await at('title-silent').waitFor({ state: 'detached' })
    await at('row-Horror').getByRole('img', { name: 'from the title' }).waitFor()
    expect(complaints).toEqual([])
  })
})
