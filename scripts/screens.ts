/**
 * `npm run screens`: every view of the window over the drawn samples, in both themes and two sizes, as PNG files.
 *
 *     node scripts/screens.ts [--out FOLDER] [--posters FOLDER]
 *
 * Without --out they go to a new temporary folder, whose path is printed.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { Browser, Page } from 'playwright-core'
import { resources } from '#engine/platform/resources.ts'
import type { ServedWindow } from '../tests/helpers/browser.ts'
import { complaintsOf, launchChromium, serveWindow } from '../tests/helpers/browser.ts'

const SIZES = [
  { width: 1440, height: 900 },
  { width: 1000, height: 800 },
] as const
interface Look {
  name: string
  colorScheme: 'dark' | 'light'
  viewport: { width: number; height: number }
}
const LOOKS = (['dark', 'light'] as const).flatMap((colorScheme) =>
  SIZES.map((viewport): Look => ({ name: `${colorScheme}-${viewport.width}`, colorScheme, viewport })),
)

const { values } = parseArgs({ options: { out: { type: 'string' }, posters: { type: 'string' } } })
const out = resolve(values.out ?? mkdtempSync(join(tmpdir(), 'onesheet-screens-')))
const posters = resolve(values.posters ?? resources.samplesFolder() ?? '')
const work = mkdtempSync(join(tmpdir(), 'onesheet-screens-work-'))
mkdirSync(out, { recursive: true })

interface Shooting {
  page: Page
  /** Takes the picture `NAME-theme-width.png`. */
  shoot(name: string): Promise<void>
}

const byId = (id: string) => `[data-testid="${id}"]`

/** Pictures drawn, and no transition under way. */
async function settle(page: Page): Promise<void> {
  await page.evaluate(() => document.fonts.ready.then(() => undefined))
  await page.waitForFunction(() =>
    [...document.images].every((image) => image.complete || image.loading === 'lazy'),
  )
  await page.waitForFunction(() => document.getAnimations().every(({ playState }) => playState !== 'running'))
}

async function firstRun({ page, shoot }: Shooting): Promise<void> {
  await page.waitForSelector(byId('try-samples'))
  await shoot('first')
  await page.fill(byId('folder-path'), posters)
  await page.press(byId('folder-path'), 'Enter')
  await page.waitForSelector(byId('scan-this'))
  await shoot('first-found')
  await page.click(byId('choose-folder'))
  await page.waitForSelector(byId('use-folder'))
  await page.fill(byId('browse-path'), join(posters, '..'))
  await page.press(byId('browse-path'), 'Enter')
  await page.waitForSelector('.folder')
  await shoot('choose-folder')
}

async function library({ page, shoot }: Shooting, width: number): Promise<void> {
  await page.waitForSelector(`${byId('wall')} img`)
  await shoot('library')
  for (const key of ['ArrowRight', 'ArrowRight', 'h', 'ArrowRight', 'd', 'd', 'ArrowRight', 'ArrowDown']) {
    await page.keyboard.press(key)
  }
  await page.waitForSelector(byId('status-line'))
  await shoot('library-judged')
  await page.keyboard.press('?')
  await page.waitForSelector('dialog[open]')
  await shoot('keys')
  await page.keyboard.press('Escape')
  if (width < 1100) {
    await page.click(byId('open-side'))
    await page.waitForSelector(byId('genre-Drama'))
    await shoot('side-sheet')
    await page.keyboard.press('Escape')
  } else {
    await page.click(byId('genre-Drama'))
    await page.waitForSelector('[aria-label="Remove Drama"]')
    await shoot('library-filtered')
    await page.click(byId('genre-Drama'))
  }
  await page.fill(byId('search'), 'nothing is called this')
  await page.waitForSelector('text=No poster matches')
  await shoot('no-match')
  await page.fill(byId('search'), '')
  await page.waitForSelector(`${byId('wall')} img`)
  await page.keyboard.press('Escape')
}

async function poster({ page, shoot }: Shooting): Promise<void> {
  await page.waitForSelector(`${byId('wall')} img`)
  await page.click(`${byId('wall')} [data-id] >> nth=2`)
  await page.waitForSelector(byId('poster-title'))
  await page.click(byId('yes-Horror'))
  await page.click(byId('no-Comedy'))
  await page.waitForSelector(`${byId('no-Comedy')}[aria-pressed="true"]`)
  await shoot('poster')
}

type View = (shooting: Shooting, width: number) => Promise<void>

/** Opens a page of this theme and size, signed in, and shows it to `view`. */
async function withLook(browser: Browser, served: ServedWindow, look: Look, view: View): Promise<void> {
  const { colorScheme, viewport, name: lookName } = look
  const context = await browser.newContext({ viewport, colorScheme, reducedMotion: 'reduce' })
  const page = await context.newPage()
  const complaints = complaintsOf(page)
  await page.goto(served.host.freshLink())
  const shoot = async (name: string) => {
    await settle(page)
    await page.screenshot({ path: join(out, `${name}-${lookName}.png`) })
  }
  await view({ page, shoot }, viewport.width)
  for (const complaint of complaints) console.log(`${lookName}: ${complaint}`)
  await context.close()
}

async function eachLook(browser: Browser, served: ServedWindow, view: View): Promise<void> {
  for (const look of LOOKS) await withLook(browser, served, look, view)
}

async function shootAll(browser: Browser): Promise<void> {
  const empty = await serveWindow(join(work, 'empty.db'))
  await eachLook(browser, empty, firstRun)
  await empty.close()

  const served = await serveWindow(join(work, 'catalog.db'))
  const job = await served.engine.call('scan.start', { folders: [posters] })
  await served.engine.call('jobs.wait', { id: job.id })
  await eachLook(browser, served, async (shooting, width) => {
    await library(shooting, width)
    await shooting.page.reload()
    await poster(shooting)
    // Each look begins with nothing judged.
    await served.engine.call('labels.undo', { steps: 100 })
  })
  await eachLook(browser, served, async ({ page, shoot }) => {
    await page.waitForSelector(`${byId('wall')} img`)
    await page.context().clearCookies()
    await page.reload()
    await page.waitForSelector('text=not signed in')
    await shoot('signed-out')
  })
  await served.close()
  await shootScans(browser)
}

/** A scan under way: a catalog for each look, because the second scan of a folder has nothing to do. */
async function shootScans(browser: Browser): Promise<void> {
  for (const look of LOOKS) {
    const served = await serveWindow(join(work, `scan-${look.name}.db`))
    await withLook(browser, served, look, async ({ page, shoot }) => {
      await page.waitForSelector(byId('try-samples'))
      await served.engine.call('scan.start', { folders: [posters] })
      await page.waitForSelector(`${byId('wall')} img`)
      await shoot('scan')
    })
    await served.close()
  }
}

const browser = await launchChromium()
try {
  await shootAll(browser)
  console.log(out)
} finally {
  await browser.close()
  rmSync(work, { recursive: true, force: true })
}
