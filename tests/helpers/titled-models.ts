import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { TITLE_BUCKETS, titleFeatures, YEAR_SLOTS } from '#engine/model/title/title-features.ts'
import { encodeTitleModel, quantiseTitle } from '#engine/model/title/title-model.ts'
import { sha256Hex } from '#engine/platform/hash.ts'
import type { Genre } from '#shared/domain/genres.ts'
import { GENRES } from '#shared/domain/genres.ts'
import { BUNDLED } from './bundled-model.ts'
import { modelsOfCopy, withoutTitle } from './copied-model.ts'
import { temporaryFolder } from './temporary.ts'

const LABELS = GENRES.length
/** How much a whole word of a genre adds to its logit, shared among the word's pieces. */
const STRENGTH = 8
/** Of what no title speaks of. */
const QUIET = -3

/** A models folder with the bundled model under a name, looking at the picture only. */
export function pictureModels(id = BUNDLED, folder = temporaryFolder()): string {
  return modelsOfCopy(withoutTitle, id, folder)
}

/**
 * The same, reading titles as well: a genre's own name in a title (`Horror`) speaks for it, everything else says
 * little. Its levels and reliability with a title are other ones than the picture's.
 */
export function titledModels(id = BUNDLED, folder = temporaryFolder()): string {
  return modelsOfCopy(
    (manifest, modelFolder) => {
      const bytes = encodeTitleModel(quantiseTitle(titleWeights()))
      writeFileSync(join(modelFolder, 'title.bin'), bytes)
      manifest.titleModel = {
        file: { name: 'title.bin', sha256: sha256Hex(bytes), sizeBytes: bytes.byteLength },
        fusion: GENRES.map((name) => ({ name, picture: 0.5, title: 1, bias: 1 })),
        levels: GENRES.map((name) => ({ name, likely: 0.7, fewer: 0.9, more: 0.5, maybe: 0.4 })),
        reliability: GENRES.map((name) => ({
          name,
          likelyPrecision: 0.91,
          likelyRecall: 0.5,
          maybePrecision: 0.41,
          maybeRecall: 0.6,
          support: 100,
        })),
        measures: {},
      }
    },
    id,
    folder,
  )
}

function titleWeights() {
  const buckets = new Float64Array(TITLE_BUCKETS * LABELS)
  GENRES.forEach((genre: Genre, label) => {
    const features = titleFeatures(genre, null)
    features?.buckets.forEach((bucket, at) => {
      buckets[bucket * LABELS + label] = STRENGTH * (features.values[at] ?? 0)
    })
  })
  return {
    labels: LABELS,
    bias: new Float64Array(LABELS).fill(QUIET),
    years: new Float64Array(YEAR_SLOTS * LABELS),
    buckets,
  }
}
