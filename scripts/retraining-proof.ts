/**
 * Teaching, proved on real posters: trains a trunk that has not seen 2,400 films, lets simulated people teach it from these,
 * and writes what came of it to docs/retraining.
 *
 *     node scripts/retraining-proof.ts DATASET --validation LIST --init WEIGHTS [--work FOLDER] [--only NAME,NAME]
 *         [--runs MOST] [--threads N] [--results FOLDER]
 *     node scripts/retraining-doc.ts
 *
 * DATASET has `metadata.csv` and `posters/`; LIST names the films that judge the trunk, one file a line; WEIGHTS is
 * MobileNetV2 as a safetensors file. Everything that was done is in the work folder and is not done again: a run that was
 * stopped goes on. About an hour of one core with the native backend.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { openRegistry } from '#engine/model/registry.ts'
import { resources } from '#engine/platform/resources.ts'
import type { TrainResult } from '#engine/training/trainer/train-result.ts'
import { embedFilms } from './retraining/embed.ts'
import { runsOf } from './retraining/runs.ts'
import { SCENARIOS } from './retraining/scenarios.ts'
import { splitDataset } from './retraining/split.ts'
import { summaryOf } from './retraining/summary.ts'
import { trainTrunk } from './retraining/trunk.ts'
import { worldOf } from './retraining/world.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    work: { type: 'string', default: join(import.meta.dirname, '..', '.retraining') },
    validation: { type: 'string' },
    init: { type: 'string' },
    only: { type: 'string' },
    runs: { type: 'string', default: '1000' },
    threads: { type: 'string', default: '1' },
    results: { type: 'string', default: join(import.meta.dirname, '..', 'docs', 'retraining') },
  },
})
const [dataset] = positionals
const { work, validation, init, results } = values
if (dataset === undefined || validation === undefined || init === undefined) {
  throw new Error('Give the folder of the dataset, --validation LIST and --init WEIGHTS.')
}
mkdirSync(work, { recursive: true })
mkdirSync(results, { recursive: true })
const write = (name: string, content: unknown) => {
  writeFileSync(join(results, `${name}.json`), `${JSON.stringify(content, null, 1)}\n`)
}

const users = splitDataset({ dataset, validation, work })
const folder = await trainTrunk({ work, validation, init, threads: Number(values.threads) })
const { epochs, best, measures, counts, seconds } = JSON.parse(
  readFileSync(join(folder, 'training.json'), 'utf8'),
) as TrainResult
const registry = openRegistry(resources.modelsFolder())
const model = registry.load(folder)
const films = await embedFilms(users, { dataset, work, model })
const world = worldOf({ folder, model, registry }, films)
write('trunk', {
  epochs: epochs.length,
  best,
  seconds,
  counts: { training: counts.training, validation: counts.validation, users: films.length },
  old: films.filter(({ year }) => year !== null && year < 1980).length,
  macroMAP: measures.macroMAP,
  microMAP: measures.microMAP,
})

const wanted = values.only?.split(',')
const most = Number(values.runs)
for (const known of SCENARIOS) {
  if (wanted?.includes(known.name) === false) continue
  const scenario = { ...known, runs: Math.min(known.runs, most) }
  const summary = summaryOf(scenario, runsOf(world, scenario, join(work, 'runs')))
  write(scenario.name, summary)
  console.log(
    `${new Date().toISOString()} ${summary.name}: ${summary.promoted} of ${summary.runs} runs with a promotion`,
  )
}
