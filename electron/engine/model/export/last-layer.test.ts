import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { GENRES } from '#shared/domain/genres.ts'
import { noisePictures } from '../../../../tests/helpers/learned-weights.ts'
import { seededRandom } from '../../platform/random.ts'
import { resources } from '../../platform/resources.ts'
import type { Head } from '../heads.ts'
import { encodeHead, parseHead, probabilitiesOfVector } from '../heads.ts'
import { openRegistry } from '../registry.ts'
import { loadRuntime } from '../runtime.ts'
import { withLastLayer } from './last-layer.ts'

const registry = openRegistry(resources.modelsFolder())
const { manifest } = registry.load(registry.current().id)
const onnx = readFileSync(join(registry.folderOf(manifest.id), 'model.onnx'))

function drawnHead(dimensions: number, labels: number = GENRES.length): Head {
  const random = seededRandom(4)
  const drawn = (length: number) => Float32Array.from({ length }, () => random() / 5 - 0.1)
  return { weights: drawn(labels * dimensions), bias: drawn(labels), dimensions }
}

async function run(bytes: Uint8Array): Promise<Record<'embedding' | 'probabilities', Float32Array>> {
  const { height, width } = manifest.input
  const { InferenceSession, Tensor } = await loadRuntime()
  const session = await InferenceSession.create(bytes)
  const [picture = new Uint8Array()] = noisePictures(1, manifest.input)
  const { embedding, probabilities } = await session.run({
    image: new Tensor('uint8', picture, [1, height, width, 3]),
  })
  await session.release()
  return {
    embedding: embedding?.data as Float32Array,
    probabilities: probabilities?.data as Float32Array,
  }
}

describe('the last layer of an ONNX file', () => {
  it('can be another head, which the file then speaks with, of the same embedding', async () => {
    const head = drawnHead(manifest.outputs.dimensions)
    const changed = withLastLayer(onnx, head)
    const [before, after] = [await run(onnx), await run(changed)]
    expect(after.embedding).toEqual(before.embedding)
    probabilitiesOfVector(after.embedding, head).forEach((probability, label) => {
      expect(after.probabilities[label]).toBeCloseTo(probability, 5)
    })
  })

  it('is the same file again with the head that it had', () => {
    const own = parseHead(encodeHead(registry.load(manifest.id).head), GENRES.length)
    expect(Buffer.from(withLastLayer(onnx, own)).equals(onnx)).toBe(true)
  })

  it('takes no head of another size', () => {
    expect(() => withLastLayer(onnx, drawnHead(24))).toThrow(/cannot be overwritten/)
    const short = drawnHead(manifest.outputs.dimensions, 19)
    expect(() => withLastLayer(onnx, short)).toThrow(/does not have 19 labels/)
  })
})
