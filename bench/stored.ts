/**
 * What storing an embedding as int8 costs: macro mAP of the model's head over the stored bytes beside that over the
 * float32 values they were made from, on the same films. And the size of a stored embedding.
 *
 *     onesheet bench stored --dataset DIR --only FILE [--json]
 */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { decodePicture } from '#engine/images/decode.ts'
import { createEmbedder } from '#engine/model/embed.ts'
import { logitsOf, logitsOfVector, sigmoid } from '#engine/model/heads.ts'
import { openRegistry } from '#engine/model/registry.ts'
import { encodeEmbedding } from '#engine/model/stored-embedding.ts'
import { resources } from '#engine/platform/resources.ts'
import { onlyFilms, readDatasetFolder } from '#engine/training/datasets/folder.ts'
import { measure } from '#engine/training/measures/measure.ts'
import { GENRES } from '#shared/domain/genres.ts'
import { machine } from './support/machine.ts'

const BAR_POINTS = 0.1

const { values } = parseArgs({
  options: {
    dataset: { type: 'string' },
    only: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
})
if (values.dataset === undefined) throw new Error('--dataset is missing')
const { films: all } = readDatasetFolder(resolve(values.dataset))
const films = values.only === undefined ? all : onlyFilms(all, resolve(values.only))
const registry = openRegistry(resources.modelsFolder())
const model = registry.load(registry.current().id)
const embedder = await createEmbedder(model, { threads: 1 })
const scores = { stored: [] as number[], float32: [] as number[] }
const truth: number[] = []
let largest = 0
let storedBytes = 0
let read = 0
for (const film of films) {
  const decoded = await decodePicture(readFileSync(film.path), {
    input: model.manifest.input,
    wantTensor: true,
    wantThumbnail: false,
  })
  if (!decoded.ok || decoded.tensor === null) continue
  const [vector] = await embedder.embed([decoded.tensor])
  if (vector === undefined) continue
  const stored = encodeEmbedding(vector)
  const [exact, kept] = [logitsOfVector(vector, model.head), logitsOf(stored, model.head)]
  scores.float32.push(...exact)
  scores.stored.push(...kept)
  truth.push(...GENRES.map((genre) => (film.genres.includes(genre) ? 1 : 0)))
  largest = Math.max(largest, ...kept.map((logit, label) => Math.abs(logit - (exact[label] ?? logit))))
  storedBytes = stored.byteLength
  read++
}
await embedder.close()
const [stored, float32] = [macroMap(scores.stored), macroMap(scores.float32)]
const points = Math.abs(stored - float32) * 100
const result = {
  films: read,
  stored,
  float32,
  points,
  barPoints: BAR_POINTS,
  largestLogitError: largest,
  storedBytes,
}
if (values.json) console.log(JSON.stringify({ machine: machine(), ...result }, null, 2))
else {
  console.log(machine())
  console.table([result])
}
if (points > BAR_POINTS) process.exitCode = 1

function macroMap(logits: readonly number[]): number {
  const { levels, trainingPrevalence } = model.manifest
  const { macroMAP } = measure({
    scores: Float32Array.from(logits, sigmoid),
    truth: Uint8Array.from(truth),
    labels: [...GENRES],
    thresholds: levels.map(({ maybe }) => maybe),
    likely: levels.map(({ likely }) => likely),
    trainingPrevalence,
    resamples: 0,
    seed: 1,
  })
  if (macroMAP === null) throw new Error('No film has a genre, so there is nothing to compare')
  return macroMAP
}
