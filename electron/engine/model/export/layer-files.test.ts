import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as tf from '@tensorflow/tfjs-core'
import * as tfl from '@tensorflow/tfjs-layers'
import { beforeAll, describe, expect, it } from 'vitest'
import { GENRES } from '#shared/domain/genres.ts'
import { pretendToLearn } from '../../../../tests/helpers/learned-weights.ts'
import { temporaryFolder } from '../../../../tests/helpers/temporary.ts'
import type { Network } from '../architectures/architecture.ts'
import { buildNetwork } from '../architectures/architecture.ts'
import { startBackend } from '../backends/start-backend.ts'
import { loadLayers, readLayers, saveLayers } from './layer-files.ts'

beforeAll(async () => {
  await startBackend('wasm')
})

function smallNetwork(name = 'custom-cnn', variant: string | null = null): Network {
  const input = name === 'custom-cnn' ? { height: 20, width: 16 } : { height: 48, width: 32 }
  const network = buildNetwork(name, { input, variant, labels: GENRES.length, seed: 11 })
  pretendToLearn(network.model)
  return network
}

async function saved(network = smallNetwork()): Promise<string> {
  const folder = join(temporaryFolder(), 'layers')
  await saveLayers(network, folder)
  return folder
}

function logitsOf(model: tfl.LayersModel): number[] {
  const [, height, width] = model.inputs[0]?.shape as [null, number, number]
  const picture = tf.reshape(tf.linspace(-2, 2, height * width * 3), [1, height, width, 3])
  return [...((model.predict(picture) as tf.Tensor[])[0] as tf.Tensor).dataSync()]
}

describe('a saved network', () => {
  it('is the same when it comes back: answers, scaling, stages', async () => {
    const network = smallNetwork('mobilenetv2', 'gluon')
    const back = loadLayers(await saved(network))
    expect(logitsOf(back.model)).toEqual(logitsOf(network.model))
    const { model: _, ...facts } = network
    expect(back).toMatchObject(facts)
  })

  it('loads in plain TensorFlow.js', async () => {
    const network = smallNetwork('mobilenetv2')
    const folder = await saved(network)
    const json = JSON.parse(readFileSync(join(folder, 'model.json'), 'utf8')) as tf.io.ModelJSON
    const weights = readFileSync(join(folder, 'weights.bin'))
    expect(json.weightsManifest[0]?.paths).toEqual(['weights.bin'])
    const plain = await tfl.loadLayersModel(
      tf.io.fromMemory({
        modelTopology: json.modelTopology,
        weightSpecs: json.weightsManifest.flatMap((group) => group.weights),
        weightData: new Uint8Array(weights).buffer,
      }),
    )
    expect(logitsOf(plain)).toEqual(logitsOf(network.model))
  })

  it('tells its weights by name without building it', async () => {
    const network = smallNetwork()
    const { about, weights } = readLayers(await saved(network))
    expect(about).toMatchObject({ architecture: 'custom-cnn', labels: [...GENRES] })
    expect(weights.size).toBe(network.model.weights.length)
    const [first] = network.model.weights
    expect(weights.get(first?.originalName ?? '')?.values).toEqual(first?.read().dataSync())
  })

  it.each(['weights.bin', 'model.json', 'network.json'])('is refused without its %s', async (name) => {
    const folder = await saved()
    rmSync(join(folder, name))
    expect(() => loadLayers(folder)).toThrow(expect.objectContaining({ code: 'model/layers' }))
    expect(() => loadLayers(folder)).toThrow(name)
  })

  it.each(['weights.bin', 'model.json'])('is refused when a byte of its %s is another', async (name) => {
    const folder = await saved()
    const bytes = readFileSync(join(folder, name))
    bytes.writeUInt8(bytes.readUInt8(100) ^ 1, 100)
    writeFileSync(join(folder, name), bytes)
    expect(() => loadLayers(folder)).toThrow(expect.objectContaining({ code: 'model/layers' }))
  })

  it('is refused when it is said to be of another size', async () => {
    const folder = await saved()
    const path = join(folder, 'network.json')
    const about = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>
    writeFileSync(path, JSON.stringify({ ...about, labels: ['one'] }))
    expect(() => loadLayers(folder)).toThrow(expect.objectContaining({ code: 'model/layers' }))
    writeFileSync(path, JSON.stringify({ ...about, architecture: 'resnet18' }))
    expect(() => loadLayers(folder)).toThrow(expect.objectContaining({ code: 'model/layers' }))
  })
})

describe('saving', () => {
  it('refuses numbers that are none before it writes anything', async () => {
    const network = smallNetwork()
    const weight = network.model.weights.at(-1)
    weight?.write(tf.fill(weight.shape as number[], Infinity))
    const parent = temporaryFolder()
    await expect(saveLayers(network, join(parent, 'layers'))).rejects.toMatchObject({
      code: 'model/not-finite',
    })
    expect(readdirSync(parent)).toEqual([])
  })

  it('leaves nothing but the three files', async () => {
    expect(readdirSync(await saved()).sort()).toEqual(['model.json', 'network.json', 'weights.bin'])
  })
})
