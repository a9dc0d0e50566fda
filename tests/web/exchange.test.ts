import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { GENRES } from '#shared/domain/genres.ts'
import type { ServedWindow } from '../helpers/browser.ts'
import { complaintsOf, launchChromium, serveWindow, whyNoBrowser } from '../helpers/browser.ts'
import { posterAt, scan } from '../helpers/engine.ts'
import { drawPosters, writeOld } from '../helpers/pictures.ts'

const reason = whyNoBrowser()

describe.skipIf(reason !== null)(`exchange in the window (${reason ?? 'in Chromium'})`, () => {
  let folder: string
  let served: ServedWindow
  let browser: Browser
  let page: Page
  let complaints: string[]
  let nfos: string[]
  const at = (id: string) => page.getByTestId(id)
  const go = (place: string) => page.goto(`${new URL(page.url()).origin}/#${place}`)

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'onesheet-exchange-'))
    const films = join(folder, 'films')
    mkdirSync(films)
    const names = await drawPosters(films, 3)
    nfos = names.slice(0, 2).map((name) => join(films, name.replace('.jpg', '.nfo')))
    for (const path of nfos) writeOld(path, '<movie><genre>Drama</genre></movie>')
    served = await serveWindow(join(folder, 'data', 'catalog.db'))
    await scan(served.engine, [films])
    const { id } = await posterAt(served.engine, names[0] ?? '')
    await served.engine.call('labels.set', { posterId: id, genre: 'War', verdict: 'yes' })
    const { genres } = await served.engine.call('own.add', { name: 'Film noir' })
    await served.engine.call('own.set', { id: genres[0]?.id ?? 0, posterIds: [id], verdict: 'yes' })
    browser = await launchChromium()
    page = await (await browser.newContext({ locale: 'en-GB', acceptDownloads: true })).newPage()
    complaints = complaintsOf(page)
    await page.goto(served.host.freshLink())
    await at('wall').waitFor()
  })

  afterAll(async () => {
    await browser?.close()
    await served?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  it('shows what would change in NFO files and writes it only then', async () => {
    await go('/settings/data')
    await at('show-write-nfo').click()
    await at('nfo-change').waitFor()
    expect(await at('nfo-change').textContent()).toContain(nfos[0])
    const coming = await at('nfo-change').locator('.new').allInnerTexts()
    expect(coming.map((line) => line.replace(/\s+/g, ' '))).toEqual(['+ War', '+ Film noir as a tag'])
    expect(readFileSync(nfos[0] ?? '', 'utf8')).toBe('<movie><genre>Drama</genre></movie>')
    await at('write-nfo').click()
    await at('nfo-written').getByText('1 file written.').waitFor()
    expect(readFileSync(nfos[0] ?? '', 'utf8')).toBe(
      '<movie><genre>Drama</genre><genre>War</genre><tag>Film noir</tag></movie>',
    )
    await page.keyboard.press('Escape')
    await at('show-write-nfo').click()
    await at('nfo-nothing').waitFor()
    await page.keyboard.press('Escape')
    expect(complaints).toEqual([])
  })

  it('makes verdicts of what NFO files name, and takes all of them back', async () => {
    await go('/')
    await at('wall').waitFor()
    await go('/settings/data')
    await page.getByText('Accept NFO as verdicts (2 films)').waitFor()
    await at('ask-accept-nfo').click()
    await page.getByText('One undo takes all of it back.').waitFor()
    await at('accept-nfo').click()
    const line = at('status-line')
    await line.getByText('NFO accepted as verdicts on 2 posters').waitFor()
    await page.getByText('Accept NFO as verdicts (0 films)').waitFor()
    expect((await served.engine.call('labels.state', {})).verdicts).toBeGreaterThan(2)
    await line.getByText('Undo').click()
    await line.getByText('Undone: NFO accepted as verdicts on 2 posters').waitFor()
    expect((await served.engine.call('labels.state', {})).verdicts).toBe(1)
    expect(complaints).toEqual([])
  })

  it('saves what the wall shows as a table, with what the model says', async () => {
    await go('/?status=corrected')
    await at('wall').locator('[data-id]').first().waitFor()
    const [download] = await Promise.all([page.waitForEvent('download'), at('save-table').click()])
    const [head, row, ...others] = parse(readFileSync((await download.path()) ?? '', 'utf8')) as string[][]
    expect(head).toEqual(['id', 'title', 'year', 'files', 'genres', 'status', 'missing', 'flags', ...GENRES])
    expect(others).toEqual([])
    expect(row?.slice(3, 6)).toEqual([nfos[0]?.replace('.nfo', '.jpg'), 'Drama|War|Film noir', 'corrected'])
    expect(row?.slice(8).every((cell) => Number(cell) > 0 && Number(cell) < 1)).toBe(true)
    await at('status-line').getByText('1 poster saved as a table.').waitFor()
    expect(complaints).toEqual([])
  })
})
