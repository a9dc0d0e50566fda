import type { PictureResult } from '#engine/images/pictures.ts'
import type { InputSize } from '#engine/images/preprocess.ts'
import { seededRandom } from '#engine/platform/random.ts'
import type { Mutated } from './mutate.ts'
import { mutate, seedOf } from './mutate.ts'
import type { PictureSource } from './picture-formats.ts'
import { FORMATS } from './picture-formats.ts'

export interface FuzzCase extends Mutated {
  index: number
  format: string
  /** What was done to which file, and how to do it again. */
  name: string
}

const MOST_PIXELS = 120_000_000
const LONGEST_THUMBNAIL_SIDE = 480

/** What a file's own bytes may be called when they are set aside. Anything else is the program's fault. */
const FAIR_CODES = new Set(['file/empty', 'file/not-a-picture', 'picture/undecodable', 'picture/too-large'])

/** One of many mutated files; the formats take turns. It depends on the sources, the seed and the index alone. */
export function fuzzCase(sources: readonly PictureSource[], seed: number, index: number): FuzzCase {
  const format = FORMATS[index % FORMATS.length] ?? ''
  const candidates = sources.filter((source) => source.format === format)
  const ownSeed = seedOf(seed, index)
  const chosen = candidates[Math.floor(seededRandom(~ownSeed)() * candidates.length)]
  if (chosen === undefined) throw new Error(`There is no source in the format ${format}`)
  const { mutation, bytes } = mutate(chosen.bytes, ownSeed)
  const name = `mutation ${index} of seed ${seed} (${format}, ${mutation})`
  return { index, format, mutation, bytes, name }
}

/** `decoded`, `damaged`, or the code under which the file was set aside. */
export function outcomeOf(result: PictureResult): string {
  if (!result.ok) return result.code
  return result.flags.includes('damaged') ? 'damaged' : 'decoded'
}

/** What is wrong with a result, whatever the file held. Empty: nothing. Tensor and thumbnail must have been asked for. */
export function complaintsAbout(result: PictureResult, input: InputSize): string[] {
  const complaints: string[] = []
  const expect = (isSo: boolean, complaint: string) => {
    if (!isSo) complaints.push(complaint)
  }
  if (!result.ok) {
    expect(FAIR_CODES.has(result.code), `set aside as ${result.code}`)
    expect(/^[A-Z].+\.$/s.test(result.message), `set aside with no sentence: "${result.message}"`)
    return complaints
  }
  const { width, height, thumbnail, tensor } = result
  const isSize = (value: number) => Number.isInteger(value) && value >= 1
  expect(isSize(width) && isSize(height) && width * height <= MOST_PIXELS, `is ${width} × ${height}`)
  expect(
    tensor?.length === input.width * input.height * 3,
    `gave ${tensor?.length ?? 'no'} bytes of model input`,
  )
  expect(/^[0-9a-f]{64}$/.test(result.sha256), `has the hash "${result.sha256}"`)
  if (thumbnail === null || thumbnail.bytes.length === 0) return [...complaints, 'gave no thumbnail']
  const shrunk = Math.min(1, LONGEST_THUMBNAIL_SIDE / Math.max(width, height))
  // A JPEG is shrunk twice, by its decoder and after, and rounded each time.
  const isNear = (side: number, whole: number) => Math.abs(side - Math.max(1, whole * shrunk)) <= 2
  expect(
    isNear(thumbnail.width, width) && isNear(thumbnail.height, height),
    `is ${width} × ${height}, its thumbnail ${thumbnail.width} × ${thumbnail.height}`,
  )
  return complaints
}
