import { findNativeAddon } from '#engine/model/backends/native-library.ts'
import { startBackend } from '#engine/model/backends/start-backend.ts'
import { NativeUpdater } from '#engine/training/trainer/native-updater.ts'
import * as tf from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { TinyTraining } from '../helpers/tiny-training.ts'
import { testUpdater } from '../helpers/updater-tests.ts'

const isMissing = findNativeAddon() === null

describe.skipIf(isMissing)(`TensorFlow${isMissing ? ' (no library installed)' : ''}`, () => {
  beforeAll(() => startBackend('native', { threads: 1 }))

  testUpdater('in its own variables', NativeUpdater)

  const options = { rate: 0.3, microBatch: 2, learner: { updates: 'native', ema: 0.9, headRate: 3 } } as const

  it('goes on from a checkpoint to within a thousandth of the loss', async () => {
    const whole = await new TinyTraining(options).run()
    const training = new TinyTraining(options)
    await expect(training.run({ cancelAtBatch: 7 })).rejects.toMatchObject({ code: 'app/cancelled' })
    const resumed = await training.resume()
    expect(resumed.result.history.length).toBe(3)
    for (const [at, { loss, valLoss }] of resumed.result.history.entries()) {
      expect(Math.abs(loss - (whole.result.history[at]?.loss ?? NaN))).toBeLessThan(1e-3)
      expect(Math.abs(valLoss - (whole.result.history[at]?.valLoss ?? NaN))).toBeLessThan(1e-3)
    }
  })

  it('holds no more tensors the longer it trains', async () => {
    const held: number[] = []
    await new TinyTraining({ ...options, loop: { epochs: 4 } }).run({
      judge: () => {
        held.push(tf.memory().numTensors)
        return {}
      },
    })
    expect(held).toEqual(held.map(() => held[0]))
  })
})
