import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { drawCatalog } from '../../bench/support/drawn-catalog.ts'
import { drawThumbnails } from '../../bench/support/drawn-thumbnails.ts'
import { graveViolations, tabThrough } from '../helpers/accessible.ts'
import type { ServedWindow } from '../helpers/browser.ts'
import { complaintsOf, launchChromium, serveWindow, whyNoBrowser } from '../helpers/browser.ts'
import { DIALOGS, goTo, VIEWS, withDialog } from '../helpers/views.ts'

const reason = whyNoBrowser()
const POSTERS = 400

describe.skipIf(reason !== null)(`for everybody${reason === null ? '' : ` (${reason})`}`, () => {
  let folder: string
  let served: ServedWindow
  let empty: ServedWindow
  let browser: Browser

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'onesheet-accessible-'))
    const catalog = join(folder, 'catalog.db')
    drawCatalog(catalog, POSTERS, await drawThumbnails())
    served = await serveWindow(catalog)
    empty = await serveWindow(join(folder, 'empty.db'))
    browser = await launchChromium()
  })

  afterAll(async () => {
    await browser?.close()
    await served?.close()
    await empty?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  async function open(of: ServedWindow, look: { colorScheme: 'dark' | 'light'; width: number }) {
    const context = await browser.newContext({
      viewport: { width: look.width, height: 900 },
      colorScheme: look.colorScheme,
      reducedMotion: 'reduce',
    })
    const page = await context.newPage()
    const complaints = complaintsOf(page)
    await page.goto(of.host.freshLink())
    return { page, complaints }
  }

  describe.each([
    { colorScheme: 'dark', width: 1600 },
    { colorScheme: 'light', width: 900 },
  ] as const)('$colorScheme, $width px', (size) => {
    it('axe finds nothing serious in any view, and no view complains', async () => {
      const { page, complaints } = await open(served, size)
      const found: string[] = []
      const look = async (name: string) => {
        found.push(...(await graveViolations(page)).map((violation) => `${name}: ${violation}`))
      }
      for (const view of VIEWS) {
        await goTo(page, view)
        await look(view.name)
      }
      for (const { name, key } of DIALOGS) await withDialog(page, key, () => look(name))
      expect(found).toEqual([])
      // The drawn posters lie on no disk: their pages fall back to thumbnails.
      expect(complaints.filter((complaint) => !complaint.includes('404'))).toEqual([])
      await page.context().close()
    })

    it('the first run is well, too', async () => {
      const { page } = await open(empty, size)
      await page.getByTestId('try-samples').waitFor()
      expect(await graveViolations(page)).toEqual([])
      const { unreached } = await tabThrough(page)
      expect(unreached).toEqual([])
      await page.context().close()
    })
  })

  it('every control of every view is reached by Tab, and the focus can be seen', async () => {
    const { page } = await open(served, { colorScheme: 'dark', width: 1600 })
    const found: string[] = []
    for (const view of VIEWS) {
      const { name } = view
      await goTo(page, view)
      const { unreached, unmarked } = await tabThrough(page)
      found.push(...unreached.map((control) => `${name}, not reached: ${control}`))
      found.push(...unmarked.map((control) => `${name}, focus not seen: ${control}`))
    }
    expect(found).toEqual([])
    await page.context().close()
  })
})
