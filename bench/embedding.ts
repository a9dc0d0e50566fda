/**
 * Embeddings as a scan asks for them (threads, batches, quantised) against ONNX Runtime that does nothing else, at the best
 * of several settings, in turns within one run.
 *
 *     onesheet bench embedding [--pictures 480] [--rounds 5] [--json]
 */
import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { Worker } from 'node:worker_threads'
import { PREPROCESS_VERSION } from '#engine/images/preprocess.ts'
import { openPredictor } from '#engine/model/predictor.ts'
import { openRegistry } from '#engine/model/registry.ts'
import { resources } from '#engine/platform/resources.ts'
import '#engine/model/no-telemetry.ts'
import type { BareOptions } from './support/bare-session.ts'
import { machine, median } from './support/machine.ts'

const { values } = parseArgs({
  options: {
    pictures: { type: 'string', default: '480' },
    rounds: { type: 'string', default: '5' },
    json: { type: 'boolean', default: false },
  },
})
const pictures = Number(values.pictures)
const cores = availableParallelism()
const registry = openRegistry(resources.modelsFolder())
const { manifest } = registry.load(registry.current().id)
const path = join(registry.folderOf(manifest.id), manifest.files.trunk.name)

/** One network a core, or one network for all cores; pictures one by one, or several at once. */
const settings = [
  { networks: cores, threads: 1 },
  { networks: 1, threads: cores },
].flatMap((setting) => [1, 4, 8, 16].map((batch) => ({ ...setting, batch })))

const bare = settings.map((): number[] => [])
const scan: number[] = []
const predictor = await openPredictor(registry, manifest.id, { preprocessVersion: PREPROCESS_VERSION })
try {
  await asScan(predictor.batchSize * predictor.batchesAtOnce)
  for (let round = 0; round < Number(values.rounds); round++) {
    for (const [at, setting] of settings.entries()) bare[at]?.push(await bareRate(setting))
    scan.push(await asScan(pictures))
  }
} finally {
  await predictor.close()
}

const rates = settings.map((setting, at) => ({ ...setting, perSecond: median(bare[at] ?? []) }))
const best = rates.reduce(
  (at, { perSecond }, other) => (perSecond > (rates[at]?.perSecond ?? 0) ? other : at),
  0,
)
// Round by round: the machine drifts between them.
const ratio = median(scan.map((rate, round) => rate / (bare[best]?.[round] ?? Number.NaN)))
const result = {
  machine: machine(),
  model: manifest.id,
  bare: rates.map((rate) => ({ ...rate, perSecond: Math.round(rate.perSecond) })),
  scanPerSecond: Math.round(median(scan)),
  ratio: Number(ratio.toFixed(3)),
}
if (values.json) console.log(JSON.stringify(result, null, 2))
else {
  console.log(`${result.machine}\n${result.model}`)
  console.table(result.bare)
  console.log(`as a scan asks: ${result.scanPerSecond} a second, ${result.ratio} of the best`)
}

/** Pictures per second of sessions that only run. */
async function bareRate({ networks, threads, batch }: (typeof settings)[number]): Promise<number> {
  const runs = Math.ceil(pictures / networks / batch)
  const workers = Array.from({ length: networks }, () => {
    const options: BareOptions = { path, manifest, threads, batch, runs }
    return new Worker(new URL('./support/bare-session.ts', import.meta.url), { workerData: options })
  })
  await Promise.all(workers.map((worker) => once(worker, 'message')))
  const from = performance.now()
  const ends = workers.map((worker) => once(worker, 'message'))
  for (const worker of workers) worker.postMessage('go')
  await Promise.all(ends)
  const seconds = (performance.now() - from) / 1000
  await Promise.all(workers.map((worker) => worker.terminate()))
  return (runs * networks * batch) / seconds
}

/** Pictures per second through the predictor, as many batches under way as in a scan. */
async function asScan(count: number): Promise<number> {
  const { input } = manifest
  const size = predictor.batchSize
  let left = Math.ceil(count / size)
  const from = performance.now()
  const lane = async () => {
    while (left-- > 0) {
      const batch = Array.from({ length: size }, (_, at) =>
        new Uint8Array(input.height * input.width * 3).fill(at * 20),
      )
      await predictor.embed(batch)
    }
  }
  await Promise.all(Array.from({ length: predictor.batchesAtOnce }, lane))
  return (Math.ceil(count / size) * size * 1000) / (performance.now() - from)
}
