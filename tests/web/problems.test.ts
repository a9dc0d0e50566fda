import { mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ServedWindow } from '../helpers/browser.ts'
import { complaintsOf, launchChromium, serveWindow, whyNoBrowser } from '../helpers/browser.ts'
import { listAll, posterAt, scan } from '../helpers/engine.ts'
import { drawPosters, posterBytes, writeOld } from '../helpers/pictures.ts'

const reason = whyNoBrowser()

/* What waits for a person, and each remedy, in steps that build on each other. */
describe.skipIf(reason !== null)(
  `problems and their remedies${reason === null ? '' : ` (${reason})`}`,
  () => {
    let folder: string
    let posters: string
    let served: ServedWindow
    let browser: Browser
    let page: Page
    let complaints: string[]

    const at = (testId: string) => page.getByTestId(testId)
    const go = (kind: string) => at(`problems-${kind}`).click()

    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'onesheet-problems-'))
      posters = join(folder, 'Archive drive')
      await drawPosters(posters, 6)
      const twice = await posterBytes(1)
      writeOld(join(posters, 'Another Film (2005).jpg'), twice)
      writeOld(join(posters, 'Broken Film (1999).jpg'), '<html>not a picture</html>')
      served = await serveWindow(join(folder, 'data', 'catalog.db'))
      await scan(served.engine, [posters])
      browser = await launchChromium()
      page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
      page.setDefaultTimeout(15_000)
      complaints = complaintsOf(page)
      await page.goto(served.host.freshLink())
      await page.getByTestId('wall').locator('img').first().waitFor()
    })

    afterAll(async () => {
      await browser?.close()
      await served?.close()
      rmSync(folder, { recursive: true, force: true })
    })

    it('tells which files are set aside and why, and tries them again', async () => {
      await at('place-problems').click()
      await go('set-aside')
      const file = at('set-aside-file')
      await file.getByText('Broken Film (1999).jpg').waitFor()
      expect((await file.textContent())?.length).toBeGreaterThan(60)
      await at('try-again').click()
      await page.getByTestId('scan-card').waitFor()
    })

    it('asks whether equal pictures of two titles are one film, and remembers the answer', async () => {
      await go('duplicates')
      const groups = at('duplicate-group').filter({ hasText: 'Another Film' })
      await groups.and(page.locator('[data-kind="suggested"]')).getByTestId('decide-together').click()
      await groups.and(page.locator('[data-kind="stack"]')).getByTestId('decide-apart').click()
      await groups.waitFor({ state: 'detached' })
      const left = (await served.engine.call('problems.duplicates', {})).groups.flatMap(({ ids }) => ids)
      const { id } = await posterAt(served.engine, 'Another Film (2005).jpg')
      expect(left).not.toContain(id)
    })

    it('has good news where there is nothing', async () => {
      await go('missing')
      await page.getByText('Nothing is missing').waitFor()
      await go('folders')
      await page.getByText('Every folder is there').waitFor()
    })

    it('finds a folder that moved, with all its posters', async () => {
      const moved = join(folder, 'Moved drive')
      renameSync(posters, moved)
      await page.locator('[data-testid="scan-card"][data-state="done"]').waitFor()
      await scan(served.engine, [])
      await at('troubled-folder').getByText('Archive drive', { exact: true }).waitFor()
      expect(await at('troubled-folder').textContent()).toContain('your verdicts on them stay')
      await at('find-folder').click()
      await at('browse-path').fill(moved)
      await at('browse-path').press('Enter')
      await page.getByText('8 pictures directly in here').waitFor()
      await at('use-folder').click()
      await page.getByText('Every folder is there').waitFor()
      const paths = (await listAll(served.engine)).flatMap(({ files }) => files.map(({ path }) => path))
      expect(paths.every((path) => path.startsWith(moved))).toBe(true)
      expect(complaints).toEqual([])
    })
  },
)
