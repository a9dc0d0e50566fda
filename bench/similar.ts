/**
 * "More like this" over 100,000 posters: the first question, which reads every stored embedding, and those after it,
 * as a window asks them, through the engine. What it keeps the engine from answering meanwhile, and how much memory it
 * takes. Processor time stands beside what passed: on a machine that others use too, it says more.
 *
 *     onesheet bench similar [--count 100000] [--json]
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { parseArgs } from 'node:util'
import { openEngine } from '#engine/app/engine.ts'
import { putEmbedding } from '#engine/catalog/queries/cache.ts'
import { openCatalog } from '#engine/catalog/open.ts'
import { pictureHashes } from '#engine/catalog/queries/posters.ts'
import { PREPROCESS_VERSION } from '#engine/images/preprocess.ts'
import { openRegistry } from '#engine/model/registry.ts'
import { encodeEmbedding } from '#engine/model/stored-embedding.ts'
import { seededRandom } from '#engine/platform/random.ts'
import { resources } from '#engine/platform/resources.ts'
import { drawCatalog } from './support/drawn-catalog.ts'
import { coreMs, machine, median, quantile } from './support/machine.ts'

const ROUNDS = 200
const BAR_MS = 50
const LIMIT = 60

const { values } = parseArgs({
  options: { count: { type: 'string', default: '100000' }, json: { type: 'boolean', default: false } },
})
const count = Number(values.count)
const folder = mkdtempSync(join(tmpdir(), 'onesheet-bench-'))
try {
  const path = join(folder, 'catalog.db')
  drawCatalog(path, count)
  drawEmbeddings(path)
  const engine = await openEngine({ catalogPath: path })
  const delay = monitorEventLoopDelay({ resolution: 1 })
  const residentMb = () => Math.round(process.memoryUsage().rss / 1e6)
  const before = residentMb()
  const ask = async (round: number, said: 'Drama' | null = null) => {
    const from = performance.now()
    const posterId = 1 + ((round * 7919) % count)
    const { posters } = await engine.call('library.similar', { posterId, limit: LIMIT, said })
    if (posters === null || (said === null && posters.length !== LIMIT)) throw new Error('too few were found')
    return performance.now() - from
  }
  delay.enable()
  const coresBeforeFirst = coreMs()
  const firstMs = await ask(0)
  const firstCoreMs = coreMs() - coresBeforeFirst
  const blockedByFirstMs = delay.max / 1e6
  delay.reset()
  const rows = []
  for (const [what, said] of [
    ['all posters', null],
    ['those that a genre is known of', 'Drama'],
  ] as const) {
    const times: number[] = []
    const coresBefore = coreMs()
    for (let round = 1; round <= ROUNDS; round++) times.push(await ask(round, said))
    rows.push({
      what,
      medianMs: round1(median(times)),
      p95Ms: round1(quantile(times, 0.95)),
      worstMs: round1(Math.max(...times)),
      coreMs: round1((coreMs() - coresBefore) / ROUNDS),
      barMs: BAR_MS,
    })
  }
  const facts = {
    firstMs: Math.round(firstMs),
    firstCoreMs: Math.round(firstCoreMs),
    blockedByFirstMs: round1(blockedByFirstMs),
    longestBlockMs: round1(delay.max / 1e6),
    memoryMb: residentMb() - before,
  }
  await engine.close()
  if (values.json) console.log(JSON.stringify({ machine: machine(), count, rows, ...facts }, null, 2))
  else {
    console.log(`${machine()}\n${count} posters`)
    console.table(rows)
    console.table([facts])
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}

/** An embedding for every poster: values as a ReLU6 leaves them, mostly small. */
function drawEmbeddings(path: string): void {
  const { trunkSha256, outputs } = openRegistry(resources.modelsFolder()).current()
  const random = seededRandom(count)
  const pool = Float32Array.from({ length: 1 << 16 }, () => random() ** 3 * 3)
  const catalog = openCatalog(path, { readOnly: false })
  const hashes = [...pictureHashes(catalog.db, null)]
  const fill = () => {
    for (const [, contentHash] of hashes) {
      const from = Math.floor(random() * (pool.length - outputs.dimensions))
      const vector = encodeEmbedding(pool.subarray(from, from + outputs.dimensions))
      putEmbedding(catalog.cache, { contentHash, trunkSha256, preprocessVersion: PREPROCESS_VERSION }, vector)
    }
  }
  catalog.cache.transaction(fill)()
  catalog.close()
}

function round1(value: number): number {
  return Math.round(value * 10) / 10
}
