import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ServedWindow } from '../helpers/browser.ts'
import { launchChromium, serveWindow, whyNoBrowser } from '../helpers/browser.ts'
import { listAll } from '../helpers/engine.ts'
import { canMount, removableDrive } from '../helpers/mounts.ts'
import { drawPosters } from '../helpers/pictures.ts'

const reason = whyNoBrowser() ?? (canMount ? null : 'nothing can be mounted here')
const POSTERS = 240
/** Pulled when so many have been read. */
const PULLED_AFTER = 40

describe.skipIf(reason !== null)(`a drive pulled in mid-scan${reason === null ? '' : ` (${reason})`}`, () => {
  let folder: string
  let served: ServedWindow
  let browser: Browser
  let page: Page

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'onesheet-pulled-'))
    served = await serveWindow(join(folder, 'catalog.db'))
    browser = await launchChromium()
    page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  })

  afterAll(async () => {
    await browser?.close()
    await served?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  it('is told above the wall; correcting goes on from thumbnails, and nothing is lost', async () => {
    const drive = removableDrive()
    await drawPosters(drive.path, POSTERS, 500)
    await page.goto(served.host.freshLink())
    await page.getByTestId('try-samples').waitFor()
    const job = await served.engine.call('scan.start', { folders: [drive.path] })
    const pulled = new Promise<void>((resolve) => {
      const stop = served.engine.on('job.changed', ({ phase, done }) => {
        if (phase === 'looking' || phase === 'registering' || done < PULLED_AFTER) return
        stop()
        drive.unplug()
        resolve()
      })
    })
    await pulled
    await served.engine.call('jobs.wait', { id: job.id })

    await page.getByText('pictures shown are thumbnails').first().waitFor()
    const [read] = (await listAll(served.engine)).filter(({ genres }) => genres.length > 0)
    const card = page.getByTestId(`card-${read?.id ?? 0}`)
    await card.locator('img').waitFor()
    const isDrawn = await card
      .locator('img')
      .evaluate((image: HTMLImageElement) => image.decode().then(() => image.naturalWidth > 0))
    expect(isDrawn).toBe(true)
    await card.focus()
    await page.keyboard.press('k')
    await page.getByTestId('status-line').getByText('Western: yes').waitFor()

    drive.plugIn()
    const again = await served.engine.call('scan.start', { folders: [drive.path] })
    await served.engine.call('jobs.wait', { id: again.id })
    const items = await listAll(served.engine)
    expect(items).toHaveLength(POSTERS)
    expect(items.filter(({ missing }) => missing)).toEqual([])
    expect(items.find(({ id }) => id === read?.id)?.verdicts).toEqual({ Western: 'yes' })
    await page.getByText('pictures shown are thumbnails').first().waitFor({ state: 'detached' })
  })
})
