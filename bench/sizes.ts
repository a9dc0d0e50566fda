/**
 * One picture in three sizes and qualities: how far apart its probabilities are, of the genre where they are farthest.
 *
 *     onesheet bench sizes --dataset DIR [--only LIST] [--count 100] [--model ID|DIR] [--json]
 *
 * Each picture is resized to widths of 480, 360 and 240 pixels and saved as a JPEG of quality 95, 85 and 75.
 */
import { parseArgs } from 'node:util'
import sharp from 'sharp'
import { decodePicture } from '#engine/images/decode.ts'
import { PREPROCESS_VERSION } from '#engine/images/preprocess.ts'
import type { Predictor } from '#engine/model/predictor.ts'
import { openPredictor } from '#engine/model/predictor.ts'
import { openRegistry } from '#engine/model/registry.ts'
import { resources } from '#engine/platform/resources.ts'
import { onlyFilms, readFolderSet } from '#engine/training/datasets/folder.ts'
import { machine, quantile } from './support/machine.ts'

const VERSIONS = [
  { width: 480, quality: 95 },
  { width: 360, quality: 85 },
  { width: 240, quality: 75 },
] as const
/** What one picture's answers should stay within. */
const BAR = 0.03

const { values } = parseArgs({
  options: {
    dataset: { type: 'string' },
    only: { type: 'string' },
    count: { type: 'string', default: '100' },
    model: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
})
if (values.dataset === undefined) throw new Error('Name the folder of the dataset: --dataset DIR')
const all = readFolderSet(values.dataset).films
const films = values.only === undefined ? all : onlyFilms(all, values.only)
const step = Math.max(1, Math.floor(films.length / Number(values.count)))
const chosen = films.filter((_, at) => at % step === 0).slice(0, Number(values.count))

const registry = openRegistry(resources.modelsFolder())
const model = values.model ?? registry.current().id
const predictor = await openPredictor(registry, model, { preprocessVersion: PREPROCESS_VERSION })
const spreads: number[] = []
try {
  for (const { path } of chosen) spreads.push(await spreadOf(predictor, path))
} finally {
  await predictor.close()
}
const shown = (value: number) => Number(value.toFixed(3))
const result = {
  machine: machine(),
  model: predictor.modelId,
  pictures: spreads.length,
  median: shown(quantile(spreads, 0.5)),
  p90: shown(quantile(spreads, 0.9)),
  largest: shown(Math.max(...spreads)),
  withinBar: shown(spreads.filter((spread) => spread <= BAR).length / spreads.length),
}
if (values.json) console.log(JSON.stringify(result, null, 2))
else console.table(result)

/** Largest minus smallest probability over the versions of a picture, of the genre where that is largest. */
async function spreadOf({ manifest, embed, probabilities }: Predictor, path: string): Promise<number> {
  const answers: Float32Array[] = []
  for (const { width, quality } of VERSIONS) {
    const bytes = await sharp(path).resize({ width }).jpeg({ quality }).toBuffer()
    const picture = await decodePicture(bytes, {
      input: manifest.input,
      wantTensor: true,
      wantThumbnail: false,
    })
    if (!picture.ok || picture.tensor === null) throw new Error(`${path} cannot be decoded`)
    const [stored] = await embed([picture.tensor])
    answers.push(probabilities(stored ?? new Uint8Array()))
  }
  const genres = answers[0]?.length ?? 0
  return Math.max(
    ...Array.from({ length: genres }, (_, genre) => {
      const said = answers.map((answer) => answer[genre] ?? Number.NaN)
      return Math.max(...said) - Math.min(...said)
    }),
  )
}
