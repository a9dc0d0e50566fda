/**
 * Teaching without a catalog around it: a head taught from 2,000 verdicts on drawn films with a replay of 4,000 and 1,600,
 * and 100,000 stored embeddings scored anew. No picture is behind any of it. The first page of
 * the review is among `onesheet bench queries`.
 *
 *     onesheet bench teaching [--count 100000] [--json]
 *
 * Processor time stands beside what passed: on a machine that others use too, it says more.
 */
import { parseArgs } from 'node:util'
import { changedLabels, someRows } from '#engine/model/head-rows.ts'
import { headScorer } from '#engine/model/head-scorer.ts'
import { sigmoid } from '#engine/model/heads.ts'
import { tierOf } from '#engine/training/teach/examples.ts'
import { teach } from '#engine/training/teach/teach.ts'
import { drawnTeaching } from './support/drawn-teaching.ts'
import { coreMs, machine, median } from './support/machine.ts'

const ROUNDS = 5
const BAR_MB = 400

const { values } = parseArgs({
  options: { count: { type: 'string', default: '100000' }, json: { type: 'boolean', default: false } },
})
const count = Number(values.count)
const { input, embeddings } = drawnTeaching(count)
const rows: object[] = []

const result = measure('a teaching from 2,000 verdicts', 3000, () => teach(input))
const { taught } = result
if (taught === null) throw new Error(`nothing was taught: ${result.reason}`)
measure('every genre of every poster scored anew', 2000, () => {
  const score = headScorer(taught.head)
  for (const stored of embeddings()) score(stored).map(sigmoid)
})
// What tells which posters would change: the others keep the numbers that are shown.
const learned = someRows(taught.head, changedLabels(input.parent.head, taught.head))
measure('genres that were learned scored anew', 2000, () => {
  const score = headScorer(learned)
  for (const stored of embeddings()) score(stored).map(sigmoid)
})

const facts = {
  verdicts: input.posters.reduce((sum, { verdicts }) => sum + verdicts.length, 0),
  learned: result.genres.filter(({ tier }) => tier !== 'unchanged').length,
  vectorsTried: result.genres.filter((genre) => tierOf(genre) === 'vector').length,
  peakMb: Math.round(process.resourceUsage().maxRSS / 1024),
  barMb: BAR_MB,
}
if (values.json) console.log(JSON.stringify({ machine: machine(), count, rows, ...facts }, null, 2))
else {
  console.log(`${machine()}\n${count} posters`)
  console.table(rows)
  console.table([facts])
}

function measure<T>(what: string, barMs: number, work: () => T): T {
  const [times, cores]: [number[], number[]] = [[], []]
  let last = work()
  for (let round = 0; round < ROUNDS; round++) {
    const [from, coresFrom] = [performance.now(), coreMs()]
    last = work()
    times.push(performance.now() - from)
    cores.push(coreMs() - coresFrom)
  }
  const [medianMs, worstMs, coresMs] = [median(times), Math.max(...times), median(cores)].map(Math.round)
  rows.push({ what, medianMs, worstMs, coreMs: coresMs, barMs })
  return last
}
