/**
 * A newcomer's tour of the window over a large media tree, by clicks alone, with a screenshot of every view:
 *
 *     node scripts/tour.ts FOLDER [--out FOLDER]
 *
 * FOLDER is pointed at as it is (scripts/make-media-tree.ts makes one of drawn pictures); it is hashed before and after.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { complaintsOf, launchChromium, serveWindow } from '../tests/helpers/browser.ts'
import { hashTree } from '../tests/helpers/media-tree.ts'
import { takeTour } from '../tests/helpers/tour.ts'
import { settle } from '../tests/helpers/views.ts'

const { positionals, values } = parseArgs({ allowPositionals: true, options: { out: { type: 'string' } } })
const [given] = positionals
if (given === undefined) throw new Error('Name the folder to point at.')
const folder = resolve(given)
const out = resolve(values.out ?? mkdtempSync(join(tmpdir(), 'onesheet-tour-')))
mkdirSync(out, { recursive: true })
const work = mkdtempSync(join(tmpdir(), 'onesheet-tour-work-'))

const before = await hashTree(folder)
const served = await serveWindow(join(work, 'catalog.db'))
const browser = await launchChromium()
try {
  const page = await browser.newPage({ viewport: { width: 1600, height: 1000 }, reducedMotion: 'reduce' })
  const complaints = complaintsOf(page)
  await page.goto(served.host.freshLink())
  let count = 0
  const { toWallMs } = await takeTour({
    page,
    folder,
    look: async (name) => {
      count += 1
      await settle(page)
      await page.screenshot({ path: join(out, `${String(count).padStart(2, '0')}-${name}.png`) })
    },
  })
  const { total, statuses } = await served.engine.call('library.counts', { filter: { show: 'wall' } })
  const isUnchanged = (await hashTree(folder)) === before
  console.log(
    JSON.stringify(
      {
        views: count,
        toWallMs: Math.round(toWallMs),
        posters: total,
        statuses,
        isUnchanged,
        complaints,
        out,
      },
      null,
      2,
    ),
  )
} finally {
  await browser.close()
  await served.close()
  rmSync(work, { recursive: true, force: true })
}
