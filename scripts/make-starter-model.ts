/**
 * Makes resources/models/starter from the given starter model: copies the network, takes its last layer out as
 * `head.bin`, fits the likely and maybe levels on its validation films (cross-fitted for the card) and writes
 * `model.json`, the card and the notice.
 *
 *   node scripts/make-starter-model.ts --from DIR --dataset DIR
 *
 * `--from` holds model.onnx, model.json and validation-files.txt; `--dataset` metadata.csv and posters/.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { crossFitLevels, fitLevels } from '#engine/training/levels.ts'
import { onlyFilms, readDatasetFolder } from '#engine/training/datasets/folder.ts'
import { scoreFilms } from '#engine/training/evaluate.ts'
import { createPictures } from '#engine/images/pictures.ts'
import { PREPROCESS_VERSION } from '#engine/images/preprocess.ts'
import { readLastLayer } from '#engine/model/export/last-layer.ts'
import type { ModelManifest } from '#engine/model/manifest.ts'
import { openPredictor } from '#engine/model/predictor.ts'
import { openRegistry } from '#engine/model/registry.ts'
import { sha256Hex } from '#engine/platform/hash.ts'
import { manifestFigures } from '#engine/training/manifest-figures.ts'
import { measure } from '#engine/training/measures/measure.ts'
import { GENRES } from '#shared/domain/genres.ts'
import { starterCard, STARTER_NOTICE } from './starter-card.ts'

const { values } = parseArgs({ options: { from: { type: 'string' }, dataset: { type: 'string' } } })
if (values.from === undefined || values.dataset === undefined) {
  throw new Error('Give --from DIR (the starter model) and --dataset DIR (metadata.csv and posters/).')
}
const models = join(import.meta.dirname, '..', 'resources', 'models')
const folder = join(models, 'starter')
mkdirSync(folder, { recursive: true })

const trunk = readFileSync(join(values.from, 'model.onnx'))
const head = Buffer.from(readLastLayer(trunk, GENRES.length).buffer)
writeFileSync(join(folder, 'model.onnx'), trunk)
writeFileSync(join(folder, 'head.bin'), head)
writeFileSync(join(models, 'manifest.json'), toJson({ current: 'starter', models: ['starter'] }))

const { films } = readDatasetFolder(values.dataset)
const validation = onlyFilms(films, join(values.from, 'validation-files.txt'))
const inValidation = new Set(validation.map((film) => film.file))
const training = films.filter((film) => !inValidation.has(film.file))
const trainingPrevalence = GENRES.map(
  (genre) => training.filter((film) => film.genres.includes(genre)).length / training.length,
)

const manifest: ModelManifest = {
  id: 'starter',
  title: 'MobileNetV2 starter',
  architecture: 'mobilenetv2',
  labels: [...GENRES],
  input: { name: 'image', height: 240, width: 160 },
  outputs: { embedding: 'embedding', dimensions: 1280 },
  trunkSha256: sha256Hex(trunk),
  files: {
    trunk: { name: 'model.onnx', sha256: sha256Hex(trunk), sizeBytes: trunk.length },
    head: { name: 'head.bin', sha256: sha256Hex(head), sizeBytes: head.length },
  },
  parent: null,
  createdAt: null,
  trainedOn: `${training.length} posters of films in The Movies Dataset`,
  licence: 'MIT; started from ImageNet weights under Apache-2.0 (see NOTICE)',
  levels: GENRES.map((name) => ({ name, likely: null, maybe: 1 })),
  reliability: [],
  trainingPrevalence,
  measures: {},
}
writeFileSync(join(folder, 'model.json'), toJson(manifest))

const predictor = await openPredictor(openRegistry(models), 'starter', {
  preprocessVersion: PREPROCESS_VERSION,
})
const pictures = createPictures({ input: manifest.input })
const scored = await scoreFilms(validation, { predictor, pictures, signal: new AbortController().signal })
await pictures.close()
await predictor.close()

const levels = fitLevels(scored.scores, scored.truth, GENRES.length)
const crossFit = crossFitLevels(scored.scores, scored.truth, GENRES.length)
const measures = measure({
  scores: scored.scores,
  truth: scored.truth,
  labels: [...GENRES],
  thresholds: levels.map((level) => level.maybe),
  likely: levels.map((level) => level.likely),
  trainingPrevalence,
})
const finished: ModelManifest = {
  ...manifest,
  ...manifestFigures(levels, crossFit, measures),
}
writeFileSync(join(folder, 'model.json'), toJson(finished))
writeFileSync(join(folder, 'CARD.md'), starterCard(finished, measures, crossFit))
writeFileSync(join(folder, 'NOTICE'), STARTER_NOTICE)
console.log(`${scored.films.length} validation films, macro mAP ${measures.macroMAP?.toFixed(4)}`)
console.log(
  `likely: right ${crossFit.likely.precision.toFixed(3)}, ${crossFit.likely.perPoster.toFixed(2)} per poster`,
)

function toJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`
}
