import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { loadRuntime } from '#engine/model/runtime.ts'
import sharp from 'sharp'

/** A genre and its probability. */
export interface Guess {
  genre: string
  probability: number
}

/** Answers all genres of a poster, most probable first. */
export type Judge = (picture: Buffer | string) => Promise<Guess[]>

interface ModelCard {
  labels: string[]
  input: { name: string; height: number; width: number }
}

/** The folder of the current model by `resources/models/manifest.json`; throws a sentence when there is none. */
export function currentModelFolder(modelsFolder: string): string {
  const manifestFile = join(modelsFolder, 'manifest.json')
  if (!existsSync(manifestFile)) throw new Error(`There is no ${manifestFile}; pass --model DIR.`)
  const manifest: unknown = JSON.parse(readFileSync(manifestFile, 'utf8'))
  if (
    typeof manifest === 'object' &&
    manifest !== null &&
    'current' in manifest &&
    typeof manifest.current === 'string'
  ) {
    return join(modelsFolder, manifest.current)
  }
  throw new Error(`${manifestFile} names no current model; pass --model DIR.`)
}

/** Opens the model in a folder (model.json, model.onnx) and answers like the product: fit inside 176×264, then squash. */
export async function openJudge(modelFolder: string): Promise<Judge> {
  const card = JSON.parse(readFileSync(join(modelFolder, 'model.json'), 'utf8')) as ModelCard
  const { InferenceSession, Tensor } = await loadRuntime()
  const session = await InferenceSession.create(join(modelFolder, 'model.onnx'))
  const { name, height, width } = card.input
  return async (picture) => {
    const thumbnail = await sharp(picture).resize(176, 264, { fit: 'inside' }).png().toBuffer()
    const pixels = await sharp(thumbnail)
      .resize(width, height, { fit: 'fill' })
      .removeAlpha()
      .raw()
      .toBuffer()
    const tensor = new Tensor('uint8', new Uint8Array(pixels), [1, height, width, 3])
    const answer = await session.run({ [name]: tensor }, ['probabilities'])
    const probabilities = answer['probabilities']?.data as Float32Array
    return card.labels
      .map((genre, index) => ({ genre, probability: probabilities[index] ?? 0 }))
      .sort((one, other) => other.probability - one.probability)
  }
}
