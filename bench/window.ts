/**
 * The window in Chromium over 100,000 drawn posters: first posters, scrolling, filtering, memory.
 *
 *     onesheet bench window [--count 100000] [--minutes 10] [--json]
 *
 * The engine runs in a process of its own, as `onesheet serve`. With --minutes 0 the long session is left out.
 */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Browser, CDPSession, Page } from 'playwright-core'
import { GENRES } from '#shared/domain/genres.ts'
import { launchChromium } from '../tests/helpers/browser.ts'
import { HOME } from './support/command.ts'
import { drawCatalog } from './support/drawn-catalog.ts'
import { drawThumbnails } from './support/drawn-thumbnails.ts'
import { machine, median, quantile } from './support/machine.ts'
import { readTrace, TRACE_CATEGORIES } from './support/trace.ts'

const NAVIGATIONS = 5
const FILTERS = 36
/** End to end in so many seconds: every frame shows other posters. */
const END_TO_END_SECONDS = 15
/** A wheel turned fast. */
const WHEEL_PX_PER_SECOND = 5_000
const WHEEL_SECONDS = 10
const POSTERS_THAT_COUNT = 8
const FIRST_MINUTE = 2

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '100000' },
    minutes: { type: 'string', default: '10' },
    json: { type: 'boolean', default: false },
  },
})

interface Row {
  what: string
  value: number
  unit: string
  bar: number
}

const rows: Row[] = []
const note = (what: string, value: number, unit: string, bar: number) =>
  rows.push({ what, value: Math.round(value * 10) / 10, unit, bar })

/** `onesheet serve` in a process of its own. */
async function serve(catalogPath: string): Promise<{ url: string; end(): Promise<void> }> {
  const parameters = [join(HOME, 'scripts/onesheet.mjs'), 'serve', '--catalog', catalogPath, '--json']
  const child = spawn(process.execPath, parameters, { stdio: ['pipe', 'pipe', 'inherit'] })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const line = await new Promise<string>((resolve) => {
    child.stdout.setEncoding('utf8').once('data', (text: string) => resolve(text))
  })
  return {
    url: (JSON.parse(line) as { url: string }).url,
    end: async () => {
      child.kill('SIGTERM')
      await ended
    },
  }
}

/** Milliseconds from navigation until the first posters are drawn. */
function firstPosters(page: Page): Promise<number> {
  return page.evaluate(
    (wanted) =>
      new Promise<number>((resolve) => {
        const look = () => {
          const drawn = [...document.querySelectorAll<HTMLImageElement>('[data-testid="wall"] img')].filter(
            ({ complete, naturalWidth }) => complete && naturalWidth > 0,
          )
          if (drawn.length >= wanted) requestAnimationFrame(() => resolve(performance.now()))
          else requestAnimationFrame(look)
        }
        look()
      }),
    POSTERS_THAT_COUNT,
  )
}

/** Scrolls as a hand does: the browser is given wheel gestures and moves the wall by itself. */
async function scroll(page: Page, options: { distancePx: number; pxPerSecond: number }): Promise<void> {
  const session = await page.context().newCDPSession(page)
  const box = await page.getByTestId('wall').boundingBox()
  if (box === null) throw new Error('The wall is not there.')
  await session.send('Input.synthesizeScrollGesture', {
    x: Math.round(box.x + box.width / 2),
    y: Math.round(box.y + box.height / 2),
    yDistance: -Math.round(options.distancePx),
    speed: Math.round(options.pxPerSecond),
    gestureSourceType: 'mouse',
  })
  await session.detach()
}

/** How far the wall can be scrolled, and back to its top. */
function toTop(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const wall = document.querySelector('[data-testid="wall"]')
    if (wall === null) return 0
    wall.scrollTop = 0
    // The gesture that follows is moved by another thread, which must know of it.
    for (let frame = 0; frame < 3; frame++) await new Promise((resolve) => requestAnimationFrame(resolve))
    return wall.scrollHeight - wall.clientHeight
  })
}

async function traced(browser: Browser, page: Page, work: () => Promise<void>) {
  await browser.startTracing(page, { categories: TRACE_CATEGORIES })
  await work()
  return readTrace(await browser.stopTracing())
}

/** Milliseconds from pressing a genre at the side until the wall with other posters is drawn. */
function filterTime(page: Page, testId: string): Promise<number> {
  return page.evaluate(
    (id) =>
      new Promise<number>((resolve, reject) => {
        const button = document.querySelector<HTMLElement>(`[data-testid="${id}"]`)
        const total = document.querySelector('[data-testid="total"]')
        if (button === null || total === null) return reject(new Error(`${id} is not there`))
        const before = total.textContent
        const from = performance.now()
        const look = () => {
          const now = document.querySelector('[data-testid="total"]')?.textContent
          const hasCards = document.querySelector('[data-testid="wall"] [data-id]') !== null
          if (now !== before && hasCards) requestAnimationFrame(() => resolve(performance.now() - from))
          else if (performance.now() - from > 5000) reject(new Error(`${id} changed nothing`))
          else requestAnimationFrame(look)
        }
        button.click()
        look()
      }),
    testId,
  )
}

async function memory(session: CDPSession): Promise<{ heapMb: number; nodes: number }> {
  await session.send('HeapProfiler.collectGarbage')
  const { metrics } = await session.send('Performance.getMetrics')
  const of = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? Number.NaN
  return { heapMb: of('JSHeapUsedSize') / 1e6, nodes: of('Nodes') }
}

/** What somebody does for minutes: scrolls, filters, judges. */
async function work(page: Page, untilMs: number): Promise<void> {
  let round = 0
  while (performance.now() < untilMs) {
    const genre = GENRES[round % 9] ?? 'Drama'
    await filterTime(page, `genre-${genre}`)
    await scroll(page, { distancePx: 20_000, pxPerSecond: 5_000 })
    for (const key of ['Home', 'ArrowRight', 'h', 'ArrowDown', 'd', 'Control+z', 'Control+z']) {
      await page.keyboard.press(key)
    }
    await filterTime(page, `genre-${genre}`)
    round += 1
  }
}

async function measure(browser: Browser, url: string): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 1600, height: 1000 } })
  await page.goto(url)
  await firstPosters(page)
  const times: number[] = []
  for (let round = 0; round < NAVIGATIONS; round++) {
    await page.reload({ waitUntil: 'commit' })
    times.push(await firstPosters(page))
  }
  note('first posters after navigation, median', median(times), 'ms', 1000)

  const distancePx = await toTop(page)
  const pull = await traced(browser, page, () =>
    scroll(page, { distancePx, pxPerSecond: distancePx / END_TO_END_SECONDS }),
  )
  note(`end to end in ${END_TO_END_SECONDS} s: work per frame, p95`, quantile(pull.workMs, 0.95), 'ms', 8)
  note('the same: longest task', pull.longestTaskMs, 'ms', 50)
  await toTop(page)
  const wheel = await traced(browser, page, () =>
    scroll(page, {
      distancePx: WHEEL_PX_PER_SECOND * WHEEL_SECONDS,
      pxPerSecond: WHEEL_PX_PER_SECOND,
    }),
  )
  note(
    `wheel, ${WHEEL_PX_PER_SECOND} px a second: work per frame, p95`,
    quantile(wheel.workMs, 0.95),
    'ms',
    8,
  )
  note('the same: longest task', wheel.longestTaskMs, 'ms', 50)
  await toTop(page)

  const filters: number[] = []
  for (let round = 0; round < FILTERS; round++) {
    filters.push(await filterTime(page, `genre-${GENRES[Math.floor(round / 2) % 9] ?? 'Drama'}`))
  }
  note('filter to repaint, p95', quantile(filters, 0.95), 'ms', 100)

  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable')
  const minutes = Number(values.minutes)
  const startedAt = performance.now()
  const at = (minute: number) => startedAt + minute * 60_000
  await work(page, at(Math.min(FIRST_MINUTE, minutes)))
  const first = await memory(session)
  note('heap', first.heapMb, 'MB', 80)
  note('nodes', first.nodes, '', 3000)
  if (minutes > FIRST_MINUTE) {
    await work(page, at(minutes))
    const last = await memory(session)
    note(`heap after ${minutes} minutes`, last.heapMb, 'MB', 80)
    note(`growth from minute ${FIRST_MINUTE} to ${minutes}`, (last.heapMb / first.heapMb - 1) * 100, '%', 10)
  }
}

const folder = mkdtempSync(join(tmpdir(), 'onesheet-bench-'))
const browser = await launchChromium()
try {
  const path = join(folder, 'catalog.db')
  drawCatalog(path, Number(values.count), await drawThumbnails())
  const served = await serve(path)
  await measure(browser, served.url)
  await served.end()
  if (values.json) console.log(JSON.stringify({ machine: machine(), rows }, null, 2))
  else {
    console.log(`${machine()}\n${values.count} posters, Chromium ${browser.version()}`)
    console.table(rows)
  }
} finally {
  await browser.close()
  rmSync(folder, { recursive: true, force: true })
}
