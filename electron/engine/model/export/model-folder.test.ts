import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as tf from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { GENRES } from '#shared/domain/genres.ts'
import { noisePictures } from '../../../../tests/helpers/learned-weights.ts'
import { SMALL_INPUT, smallModel, smallNetwork } from '../../../../tests/helpers/small-model.ts'
import { temporaryFolder } from '../../../../tests/helpers/temporary.ts'
import { resources } from '../../platform/resources.ts'
import { startBackend } from '../backends/start-backend.ts'
import { openPredictor } from '../predictor.ts'
import { openRegistry } from '../registry.ts'
import { loadLayers } from './layer-files.ts'
import { writeModelFolder } from './model-folder.ts'

const registry = openRegistry(resources.modelsFolder())

beforeAll(async () => {
  await startBackend('wasm')
})

describe('the folder of a model', () => {
  it('predicts as the network does, but for the storing of embeddings', async () => {
    const folder = join(temporaryFolder(), 'mine')
    const network = smallNetwork()
    await writeModelFolder(smallModel(folder, network))
    const predictor = await openPredictor(registry, folder, { preprocessVersion: 1 })
    onTestFinished(() => predictor.close())
    expect(predictor.modelId).toBe('mine-1')
    const pictures = noisePictures(4, SMALL_INPUT)
    const stored = await predictor.embed(pictures)
    const { mean, std } = network.scaling
    pictures.forEach((picture, at) => {
      const pixels = tf.tensor(picture, [1, SMALL_INPUT.height, SMALL_INPUT.width, 3], 'float32')
      const outputs = network.model.predict(tf.div(tf.sub(pixels, mean), std)) as tf.Tensor[]
      const direct = tf.sigmoid(outputs[0] as tf.Tensor).dataSync()
      predictor.probabilities(stored[at] as Uint8Array).forEach((probability, label) => {
        expect(Math.abs(probability - (direct[label] as number))).toBeLessThan(0.02)
      })
    })
  })

  it('holds the layers, the labels, the card and the checksums of its files', async () => {
    const folder = temporaryFolder()
    const manifest = await writeModelFolder(smallModel(folder))
    expect(readdirSync(folder).sort()).toEqual(
      ['CARD.md', 'SHA256SUMS', 'head.bin', 'labels.txt', 'layers', 'model.json', 'model.onnx'].sort(),
    )
    expect(readFileSync(join(folder, 'labels.txt'), 'utf8').trimEnd().split('\n')).toEqual([...GENRES])
    expect(loadLayers(join(folder, 'layers')).architecture).toBe('custom-cnn')
    const sums = readFileSync(join(folder, 'SHA256SUMS'), 'utf8').trimEnd().split('\n')
    for (const [sum, name] of sums.map((line) => line.split('  '))) {
      const bytes = readFileSync(join(folder, name ?? ''))
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(sum)
    }
    expect(sums).toContain(`${manifest.trunkSha256}  model.onnx`)
  })

  it('may hold other files, an older model and what a kill left half written', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'report.html'), 'kept')
    await writeModelFolder(smallModel(folder))
    mkdirSync(join(folder, '.writing', 'layers'), { recursive: true })
    writeFileSync(join(folder, '.writing', 'model.onnx'), 'half')
    const { trunkSha256 } = await writeModelFolder(smallModel(folder, smallNetwork(12)))
    expect(registry.load(folder).manifest.trunkSha256).toBe(trunkSha256)
    expect(existsSync(join(folder, '.writing'))).toBe(false)
    expect(readFileSync(join(folder, 'report.html'), 'utf8')).toBe('kept')
  })

  it('stays as it was when the network holds a number that is none, or the facts fit no manifest', async () => {
    const folder = temporaryFolder()
    const { trunkSha256 } = await writeModelFolder(smallModel(folder))
    const sick = smallNetwork()
    const weight = sick.model.weights[0]
    weight?.write(tf.fill(weight.shape as number[], Number.NaN))
    await expect(writeModelFolder(smallModel(folder, sick))).rejects.toMatchObject({
      code: 'model/not-finite',
    })
    await expect(
      writeModelFolder({ ...smallModel(folder), measures: { macroMAP: Number.NaN } }),
    ).rejects.toThrow()
    await expect(writeModelFolder({ ...smallModel(folder), id: '../else' })).rejects.toThrow()
    expect(registry.load(folder).manifest.trunkSha256).toBe(trunkSha256)
  })
})
