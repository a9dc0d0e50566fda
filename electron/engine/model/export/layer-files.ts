import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as tf from '@tensorflow/tfjs-core'
import { z } from 'zod'
import { GENRES } from '#shared/domain/genres.ts'
import { AppError } from '#shared/errors.ts'
import { isDiskFull } from '../../platform/disk-full.ts'
import { sha256Hex } from '../../platform/hash.ts'
import { syncFolder, writeWhole } from '../../platform/whole-file.ts'
import type { Network } from '../architectures/architecture.ts'
import { ARCHITECTURES, buildNetwork } from '../architectures/architecture.ts'
import { requireFinite } from './layer-weights.ts'

export const TOPOLOGY = 'model.json'
export const WEIGHTS = 'weights.bin'
export const ABOUT = 'network.json'

const sizeSchema = z.strictObject({ height: z.int().positive(), width: z.int().positive() })
const channelsSchema = z.tuple([z.number(), z.number(), z.number()])

/** `network.json`: what TensorFlow.js does not keep of a network. */
const aboutSchema = z.strictObject({
  format: z.literal('onesheet-network-1'),
  architecture: z.enum(ARCHITECTURES),
  variant: z.string().nullable(),
  input: sizeSchema,
  scaling: z.strictObject({ mean: channelsSchema, std: channelsSchema }),
  dimensions: z.int().positive(),
  stages: z.array(z.array(z.string())),
  labels: z.array(z.string()).min(1),
  /** SHA-256 of the other two files. */
  sha256: z.strictObject({ topology: z.string().length(64), weights: z.string().length(64) }),
})
export type SavedNetwork = z.output<typeof aboutSchema>

/** As much of TensorFlow.js's `model.json` as says where the weights are. */
const topologySchema = z.object({
  weightsManifest: z.tuple([
    z.object({
      weights: z.array(
        z.object({ name: z.string(), shape: z.array(z.int().nonnegative()), dtype: z.literal('float32') }),
      ),
    }),
  ]),
})

export interface SavedWeight {
  shape: number[]
  values: Float32Array
}

/**
 * Saves a network in TensorFlow.js's own format, which plain TensorFlow.js loads: `model.json` and `weights.bin`
 * (float32, little-endian), and `network.json` with what is needed to train it further. Each file is whole or absent
 * and `network.json` comes last; over an older network, a kill between two files leaves one that is refused.
 * @throws AppError `model/not-finite`, `train/disk-full`
 */
export async function saveLayers(
  network: Network,
  folder: string,
  labels: readonly string[] = GENRES,
): Promise<void> {
  const { topology, weights } = await artifactsOf(network)
  const about: SavedNetwork = {
    format: 'onesheet-network-1',
    architecture: network.architecture,
    variant: network.variant,
    input: network.input,
    scaling: network.scaling,
    dimensions: network.dimensions,
    stages: network.stages,
    labels: [...labels],
    sha256: { topology: sha256Hex(topology), weights: sha256Hex(weights) },
  }
  try {
    mkdirSync(folder, { recursive: true })
    writeWhole(join(folder, WEIGHTS), weights)
    writeWhole(join(folder, TOPOLOGY), topology)
    writeWhole(join(folder, ABOUT), `${JSON.stringify(about, null, 2)}\n`)
    syncFolder(folder)
  } catch (error) {
    throw isDiskFull(error) ? new AppError('train/disk-full', folder) : error
  }
}

/** The two files of TensorFlow.js. */
async function artifactsOf({ model }: Network): Promise<{ topology: Uint8Array; weights: Uint8Array }> {
  let artifacts: tf.io.ModelArtifacts | null = null
  await model.save({
    save: (given: tf.io.ModelArtifacts) => {
      artifacts = given
      const modelArtifactsInfo = tf.io.getModelArtifactsInfoForJSON(given)
      return Promise.resolve({ modelArtifactsInfo })
    },
  })
  const { modelTopology, weightSpecs, weightData, format, generatedBy, convertedBy } =
    artifacts as unknown as tf.io.ModelArtifacts
  const weights = new Uint8Array(tf.io.CompositeArrayBuffer.join(weightData))
  for (const { name, values } of weightsIn(weights, weightSpecs ?? [])) requireFinite(name, values)
  const weightsManifest = [{ paths: [WEIGHTS], weights: weightSpecs }]
  const json = JSON.stringify({ format, generatedBy, convertedBy, modelTopology, weightsManifest })
  return { topology: Buffer.from(json), weights }
}

/**
 * The network that {@link saveLayers} saved, ready to train further or to be exported.
 * @throws AppError `model/layers` when files are missing, changed, or of layers that this version does not know
 */
export function loadLayers(folder: string): Network {
  const { about, weights } = readLayers(folder)
  const { architecture, variant, input, labels, dimensions } = about
  const network = buildNetwork(architecture, { input, variant, labels: labels.length, seed: 0 })
  try {
    if (network.dimensions !== dimensions) throw new AppError('model/layers', folder)
    fill(network, weights)
  } catch (error) {
    network.model.dispose()
    throw error
  }
  return { ...network, scaling: about.scaling }
}

function fill(network: Network, saved: ReadonlyMap<string, SavedWeight>): void {
  for (const weight of network.model.weights) {
    const found = saved.get(weight.originalName)
    if (found?.shape.join() !== weight.shape.join()) throw new AppError('model/layers', weight.originalName)
    tf.tidy(() => {
      weight.write(tf.tensor(found.values, found.shape))
    })
  }
  if (saved.size !== network.model.weights.length) throw new AppError('model/layers', network.architecture)
}

/**
 * What {@link saveLayers} wrote, without building the network: its facts, and its weights by the names that they have
 * in TensorFlow.js (`layer/kernel`, `layer/moving_mean` and so on).
 * @throws AppError `model/layers`
 */
export function readLayers(folder: string): { about: SavedNetwork; weights: Map<string, SavedWeight> } {
  const refuse = (file: string) => new AppError('model/layers', join(folder, file))
  const read = (file: string) => {
    try {
      return readFileSync(join(folder, file))
    } catch {
      throw refuse(file)
    }
  }
  const about = aboutSchema.safeParse(parseJson(read(ABOUT)))
  if (!about.success) throw refuse(ABOUT)
  const topology = read(TOPOLOGY)
  const bytes = read(WEIGHTS)
  if (sha256Hex(topology) !== about.data.sha256.topology) throw refuse(TOPOLOGY)
  if (sha256Hex(bytes) !== about.data.sha256.weights) throw refuse(WEIGHTS)
  const manifest = topologySchema.safeParse(parseJson(topology))
  if (!manifest.success) throw refuse(TOPOLOGY)
  const specs = manifest.data.weightsManifest[0].weights
  const read32 = weightsIn(bytes, specs)
  if (read32.reduce((sum, { values }) => sum + values.byteLength, 0) !== bytes.byteLength)
    throw refuse(WEIGHTS)
  return {
    about: about.data,
    weights: new Map(read32.map(({ name, shape, values }) => [name, { shape, values }])),
  }
}

/** The weights in the order in which they lie one after the other. */
function weightsIn(
  bytes: Uint8Array,
  specs: readonly { name: string; shape: number[] }[],
): (SavedWeight & { name: string })[] {
  const all = new Float32Array(bytes.slice().buffer)
  let from = 0
  return specs.map(({ name, shape }) => {
    const to = from + shape.reduce((product, size) => product * size, 1)
    const values = all.subarray(from, to)
    from = to
    return { name, shape, values }
  })
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'))
  } catch {
    return null
  }
}
