/**
 * What the wall and the command line wait for, at 100,000 posters: median and 95th percentile of 200 calls each, on
 * an engine that is warm. And how long a scan compares pictures at its end when all of them are new.
 *
 *     onesheet bench queries [--count 100000] [--json]
 *
 * A call is made with another genre, title or page every time, so that nothing is measured that was just answered.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { openEngine } from '#engine/app/engine.ts'
import type { FilterInput } from '#shared/contract/values.ts'
import { COLOR_NAMES } from '#shared/contract/values.ts'
import { GENRES } from '#shared/domain/genres.ts'
import { runProgram, HOME } from './support/command.ts'
import { comparePictures } from './support/compare-pictures.ts'
import { drawCatalog } from './support/drawn-catalog.ts'
import { machine, median, quantile } from './support/machine.ts'

const ROUNDS = 200
const WARM_ROUNDS = 40
const CARDS = 60
const LIST_ROUNDS = 9
const TITLES = ['night', 'silent', 'dream', 'winter', 'secret', 'garden', 'return', 'island']

const { values } = parseArgs({
  options: { count: { type: 'string', default: '100000' }, json: { type: 'boolean', default: false } },
})
const folder = mkdtempSync(join(tmpdir(), 'onesheet-bench-'))
try {
  const path = join(folder, 'catalog.db')
  drawCatalog(path, Number(values.count))
  const rows: { what: string; medianMs: number; p95Ms: number; barMs: number }[] = []
  const openedAt = performance.now()
  const engine = await openEngine({ catalogPath: path })
  const openMs = performance.now() - openedAt

  const measure = async (what: string, barMs: number, work: (round: number) => Promise<unknown>) => {
    const times: number[] = []
    for (let round = 0; round < WARM_ROUNDS + ROUNDS; round++) {
      const from = performance.now()
      await work(round)
      if (round >= WARM_ROUNDS) times.push(performance.now() - from)
    }
    rows.push({ what, medianMs: round2(median(times)), p95Ms: round2(quantile(times, 0.95)), barMs })
  }
  /** The order of all that match and the cards of one screen. */
  const page = async (filter: FilterInput, from: number) => {
    const { ids } = await engine.call('library.ids', { filter })
    await engine.call('library.cards', { ids: [...ids.subarray(from, from + CARDS)] })
  }
  const genre = (round: number) => GENRES[round % GENRES.length] ?? 'Drama'
  await measure('first page', 5, () => page({}, 0))
  await measure('one genre', 10, (round) => page({ genres: [genre(round)] }, 0))
  await measure('two genres and a level', 20, (round) =>
    page({ genres: [genre(round), genre(round + 7)], level: 'maybe' }, 0),
  )
  await measure('all counts', 20, (round) =>
    engine.call('library.counts', { filter: { genres: [genre(round)] } }),
  )
  await measure('two colours and their counts', 20, (round) => {
    const colors = [0, 1].map((at) => COLOR_NAMES[(round + at) % COLOR_NAMES.length] ?? 'red')
    return engine.call('library.counts', { filter: { colors } })
  })
  await measure('counts of problems', 20, () => engine.call('problems.counts', {}))
  await measure('first page of the review', 100, () => engine.call('review.page', {}))
  await measure('text', 10, (round) => page({ query: TITLES[round % TITLES.length] ?? '' }, 0))
  await engine.close()

  const times: number[] = []
  for (let round = 0; round < LIST_ROUNDS; round++) {
    const parameters = [join(HOME, 'scripts/onesheet.mjs'), 'list', '--catalog', path, '--json']
    const { seconds, code } = await runProgram(process.execPath, parameters)
    if (code !== 0) throw new Error(`list ended with ${String(code)}`)
    times.push(seconds * 1000)
  }
  rows.push({
    what: 'onesheet list, from starting node',
    medianMs: Math.round(median(times)),
    p95Ms: Math.round(quantile(times, 0.95)),
    barMs: 500,
  })
  const compared = await comparePictures(path)
  if (values.json)
    console.log(JSON.stringify({ machine: machine(), openMs: Math.round(openMs), rows, compared }, null, 2))
  else {
    console.log(`${machine()}\n${values.count} posters, opened in ${Math.round(openMs)} ms`)
    console.table(rows)
    console.log('All pictures compared for duplicates:')
    console.table([compared])
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}

function round2(value: number): number {
  return Math.round(value * 100) / 100
}
