/**
 * `npm run screens`: every view of the window over drawn posters, in both themes and two widths, as PNG files.
 *
 *     node scripts/screens.ts [--out FOLDER] [--only NAME]
 *
 * Without --out they go to a new temporary folder, whose path is printed; --only takes a part of a view's name.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { Browser, Page } from 'playwright-core'
import { resources } from '#engine/platform/resources.ts'
import type { ServedWindow } from '../tests/helpers/browser.ts'
import { complaintsOf, hostWindow, launchChromium, serveWindow } from '../tests/helpers/browser.ts'
import { drawCollection } from '../tests/helpers/drawn-collection.ts'
import { DIALOGS, goTo, settle, VIEWS, withDialog } from '../tests/helpers/views.ts'
import { tellTeaching } from './screens/told-teaching.ts'
import { makeTroubled } from './screens/troubled-collection.ts'

const SIZES = [
  { width: 1600, height: 1000 },
  { width: 900, height: 800 },
] as const
interface Look {
  name: string
  colorScheme: 'dark' | 'light'
  locale: 'en' | 'de'
  viewport: { width: number; height: number }
}
const LOOKS: readonly Look[] = [
  ...(['dark', 'light'] as const).flatMap((colorScheme) =>
    SIZES.map((viewport) => ({
      name: `${colorScheme}-${viewport.width}`,
      colorScheme,
      locale: 'en' as const,
      viewport,
    })),
  ),
  { name: 'german', colorScheme: 'light', locale: 'de', viewport: SIZES[0] },
]

const { values } = parseArgs({ options: { out: { type: 'string' }, only: { type: 'string' } } })
const out = resolve(values.out ?? mkdtempSync(join(tmpdir(), 'onesheet-screens-')))
const samples = resources.samplesFolder() ?? ''
const work = mkdtempSync(join(tmpdir(), 'onesheet-screens-work-'))
mkdirSync(out, { recursive: true })

interface Shooting {
  page: Page
  look: Look
  /** Takes the picture `NAME-look.png`. */
  shoot(name: string): Promise<void>
}

const byId = (id: string) => `[data-testid="${id}"]`

async function firstRun({ page, shoot }: Shooting): Promise<void> {
  await page.waitForSelector(byId('try-samples'))
  await shoot('first')
  await page.fill(byId('folder-path'), samples)
  await page.press(byId('folder-path'), 'Enter')
  await page.waitForSelector(byId('scan-this'))
  await shoot('first-found')
  await page.click(byId('choose-folder'))
  await page.waitForSelector(byId('use-folder'))
  await page.fill(byId('browse-path'), join(samples, '..'))
  await page.press(byId('browse-path'), 'Enter')
  await page.waitForSelector('.folder')
  await shoot('choose-folder')
}

async function everyView({ page, shoot, look }: Shooting): Promise<void> {
  for (const view of VIEWS) {
    await goTo(page, view)
    await shoot(view.name)
  }
  const [library] = VIEWS
  if (library === undefined) return
  await goTo(page, library)
  for (const { name, key } of DIALOGS) await withDialog(page, key, () => shoot(name))
  if (look.viewport.width < 1100) {
    await page.click(byId('open-side'))
    await page.waitForSelector(byId('genre-Drama'))
    await shoot('side-sheet')
    await page.keyboard.press('Escape')
  }
  for (const key of ['Home', 'ArrowRight', 'ArrowRight', 'h', 'ArrowRight', 'd', 'd', 'ArrowRight']) {
    await page.keyboard.press(key)
  }
  await page.waitForSelector(byId('status-line'))
  await shoot('library-judged')
  for (const key of ['ArrowRight', 'Space', 'ArrowRight', 'Space', 'ArrowDown', 'Space']) {
    await page.keyboard.press(key)
  }
  await shoot('library-selected')
}

type Act = (shooting: Shooting) => Promise<void>

/** Opens a page of this look, signed in, and hands it over. */
async function withLook(browser: Browser, served: ServedWindow, look: Look, act: Act): Promise<void> {
  const { colorScheme, viewport, locale } = look
  const context = await browser.newContext({ viewport, colorScheme, locale, reducedMotion: 'reduce' })
  const page = await context.newPage()
  const complaints = complaintsOf(page)
  await page.goto(served.host.freshLink())
  const shoot = async (name: string) => {
    if (values.only !== undefined && !name.includes(values.only)) return
    await settle(page)
    await page.screenshot({ path: join(out, `${name}-${look.name}.png`) })
  }
  await act({ page, look, shoot })
  for (const complaint of complaints) console.log(`${look.name}: ${complaint}`)
  await context.close()
}

async function eachLook(browser: Browser, served: ServedWindow, act: Act): Promise<void> {
  for (const look of LOOKS) await withLook(browser, served, look, act)
}

async function scanned(name: string, folders: string[]): Promise<ServedWindow> {
  const served = await serveWindow(join(work, `${name}.db`))
  const job = await served.engine.call('scan.start', { folders })
  await served.engine.call('jobs.wait', { id: job.id })
  return served
}

async function shootAll(browser: Browser): Promise<void> {
  const empty = await serveWindow(join(work, 'empty.db'))
  await eachLook(browser, empty, firstRun)
  await empty.close()

  const few = await scanned('few', [samples])
  await eachLook(browser, few, async ({ page, shoot }) => {
    await page.waitForSelector(`${byId('wall')} img`)
    await shoot('library-few')
  })
  await few.close()

  const movies = join(work, 'Movies')
  await drawCollection(movies)
  const full = await scanned('full', [movies])
  await makeTroubled(full.engine, movies, join(work, 'Archive drive'))
  await eachLook(browser, full, async (shooting) => {
    await shooting.page.waitForSelector(`${byId('wall')} img`)
    await everyView(shooting)
    // Each look begins with nothing judged.
    await full.engine.call('labels.undo', { steps: 100 })
  })
  await shootTeachings(browser, full)
  await full.close()
  await shootScans(browser, movies)
}

/** What may come of a teaching: drawn posters teach nothing, so it is told. */
async function shootTeachings(browser: Browser, served: ServedWindow): Promise<void> {
  const told = await tellTeaching(served.engine)
  const host = await hostWindow(told.engine)
  await eachLook(browser, { ...served, host }, async ({ page, shoot }) => {
    for (const name of told.states) {
      told.stand(name)
      await page.reload()
      await page.waitForSelector(byId('place-teach'))
      await page.click(byId('place-teach'))
      await page.waitForSelector(`${byId('teach')}[aria-busy="false"] h2`)
      await shoot(`teach-${name}`)
      await page.click(byId('place-wall'))
    }
  })
  await host.close()
}

/** A scan under way: a catalog for each look, because the second scan of a folder has nothing to do. */
async function shootScans(browser: Browser, movies: string): Promise<void> {
  for (const look of LOOKS) {
    const served = await serveWindow(join(work, `scan-${look.name}.db`))
    await withLook(browser, served, look, async ({ page, shoot }) => {
      await page.waitForSelector(byId('try-samples'))
      await served.engine.call('scan.start', { folders: [movies] })
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
