import * as tf from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { findNativeAddon } from '#engine/model/backends/native-library.ts'
import { startBackend } from '#engine/model/backends/start-backend.ts'
import { seededRandom } from '#engine/platform/random.ts'
import { FlatWeights } from '#engine/training/trainer/flat-weights.ts'
import { HostUpdater } from '#engine/training/trainer/host-updater.ts'
import { NativeUpdater } from '#engine/training/trainer/native-updater.ts'
import type { OptimizerSettings, Updater } from '#engine/training/trainer/updater.ts'
import { TINY_HEAD, tinyNetwork } from '../helpers/tiny-network.ts'

const missing = findNativeAddon() === null ? 'no TensorFlow library installed' : null

const SETTINGS: OptimizerSettings[] = [
  { name: 'adam', momentum: 0, weightDecay: 0.05 },
  { name: 'adamw', momentum: 0, weightDecay: 0.05 },
  { name: 'sgd', momentum: 0, weightDecay: 0 },
  { name: 'sgd', momentum: 0.9, weightDecay: 0.05 },
]

/** Both over the same weights; the head learns three times as fast, biases do not decay. */
function updatersOf(settings: OptimizerSettings): { weights: FlatWeights; updater: Updater }[] {
  return [NativeUpdater, HostUpdater].map((Made) => {
    const weights = new FlatWeights(tinyNetwork().trainableWeights)
    const factors = {
      rate: weights.spread(({ originalName }) => (originalName.startsWith(TINY_HEAD) ? 3 : 1)),
      decay: weights.spread(({ shape }) => (shape.length > 1 ? 1 : 0)),
    }
    return { weights, updater: new Made(weights, settings, factors, true) }
  })
}

function gradientsOf(weights: FlatWeights, serial: number): tf.Tensor[] {
  const random = seededRandom(serial)
  return weights.weights.map(({ shape }) => {
    const values = Float32Array.from(
      { length: tf.util.sizeFromShape(shape as number[]) },
      () => random() - 0.5,
    )
    return tf.tensor(values, shape as number[])
  })
}

function lengthOf(norm: number | tf.Scalar): number {
  if (typeof norm === 'number') return norm
  const [length = NaN] = norm.dataSync()
  norm.dispose()
  return length
}

function distance(left: Float32Array, right: Float32Array): number {
  return left.reduce((most, value, at) => Math.max(most, Math.abs(value - (right[at] ?? NaN))), 0)
}

describe.skipIf(missing !== null)(
  `TensorFlow's own optimizers${missing === null ? '' : ` (${missing})`}`,
  () => {
    beforeAll(() => startBackend('native', { threads: 1 }))

    it.each(SETTINGS)(
      'do what the updates in plain memory do: $name, momentum $momentum',
      async (settings) => {
        const both = updatersOf(settings)
        for (let step = 0; step < 12; step++) {
          const lengths = both.map(({ weights, updater }) => {
            updater.add(gradientsOf(weights, 2 * step), 3)
            updater.add(gradientsOf(weights, 2 * step + 1), 5)
            const length = lengthOf(updater.update(0.01))
            updater.average(0.9)
            return length
          })
          expect(lengths[0]).toBeCloseTo(lengths[1] ?? NaN, 4)
        }
        const [native, host] = await Promise.all(both.map(({ updater }) => updater.save()))
        expect([...(native?.keys() ?? [])].sort()).toEqual([...(host?.keys() ?? [])].sort())
        for (const [name, values] of host ?? []) {
          expect(distance(native?.get(name) ?? new Float32Array(), values), name).toBeLessThan(2e-5)
        }
      },
    )

    it('goes on from what was saved as if nothing had happened, and leaves no tensors behind', async () => {
      const settings = SETTINGS[0] as OptimizerSettings
      const [first, second] = [updatersOf(settings)[0], updatersOf(settings)[0]]
      if (first === undefined || second === undefined) throw new Error('There are two')
      const step = ({ weights, updater }: typeof first, serial: number) => {
        updater.add(gradientsOf(weights, serial), 4)
        lengthOf(updater.update(0.01))
        updater.average(0.9)
      }
      for (let serial = 0; serial < 3; serial++) step(first, serial)
      second.updater.restore(await first.updater.save(), first.updater.updates)
      const before = tf.memory().numTensors
      for (let serial = 3; serial < 8; serial++) for (const each of [first, second]) step(each, serial)
      expect(tf.memory().numTensors).toBe(before)
      const [kept, restored] = [await first.updater.save(), await second.updater.save()]
      for (const [name, values] of kept) expect(restored.get(name), name).toEqual(values)
    })
  },
)
