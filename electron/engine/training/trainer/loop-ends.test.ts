import * as tf from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { AppError } from '#shared/errors.ts'
import type { Interference } from '../../../../tests/helpers/tiny-training.ts'
import { numbersOf, timeless, TinyTraining } from '../../../../tests/helpers/tiny-training.ts'
import { startBackend } from '../../model/backends/start-backend.ts'
import type { StepInput } from './learner.ts'
import { lossOf } from './losses.ts'

beforeAll(() => startBackend('wasm'))

/** Puts no numbers into the pictures of a batch. */
function poison(parts: StepInput[]): void {
  const [first] = parts
  if (first === undefined) return
  const { shape } = first.input
  first.input.dispose()
  first.input = tf.fill(shape, NaN)
}

/** A judge that gives epochs these scores in turn. */
function scored(scores: Record<number, number>): Interference {
  return { judge: (epoch) => ({ macroMAP: scores[epoch] ?? 0 }) }
}

describe('a training whose numbers are lost', () => {
  it.each([
    ['amid the first epoch', 3, 'Epoch 1, step 5'],
    ['in a later one', 12, 'Epoch 3, step 5'],
  ])('stops and says where: %s', async (_, at, where) => {
    const training = new TinyTraining()
    const run = training.run({ onBatch: (batch, parts) => (batch === at ? poison(parts) : undefined) })
    await expect(run).rejects.toMatchObject({
      code: 'train/diverged',
      message: expect.stringContaining(where) as string,
    })
  })

  it('has its last sound checkpoint, and ends well from there when the cause is gone', async () => {
    const training = new TinyTraining({ learner: { ema: 0.9 } })
    await expect(
      training.run({ onBatch: (batch, parts) => (batch === 12 ? poison(parts) : undefined) }),
    ).rejects.toMatchObject({ code: 'train/diverged' })
    const last = training.read('last')
    expect(last?.position).toMatchObject({ epoch: 3, step: 0 })
    for (const values of last?.vectors.values() ?? []) expect(values.every(Number.isFinite)).toBe(true)
    const whole = await new TinyTraining({ learner: { ema: 0.9 } }).run()
    expect(numbersOf((await training.resume()).model)).toEqual(numbersOf(whole.model))
  })

  it('is not saved when it is stopped in that moment', async () => {
    const training = new TinyTraining()
    const does: Interference = {
      cancelAtBatch: 8,
      onBatch: (batch, parts) => (batch === 8 ? poison(parts) : undefined),
    }
    await expect(training.run(does)).rejects.toMatchObject({ code: 'train/diverged' })
    expect(training.read('last')?.position).toMatchObject({ epoch: 2, step: 0 })
  })

  it('stops within 20 steps of a long epoch', async () => {
    const training = new TinyTraining({ films: 48, batch: 1 })
    await expect(
      training.run({ onBatch: (batch, parts) => (batch === 22 ? poison(parts) : undefined) }),
    ).rejects.toMatchObject({ message: expect.stringContaining('Epoch 1, step 40') as string })
  })

  it('stops when its gradient grows beyond all bounds, before the loss does', async () => {
    const loss = (logits: tf.Tensor2D, targets: tf.Tensor2D) =>
      tf.mul<tf.Scalar>(lossOf('bce', null)(logits, targets), 1e9)
    const training = new TinyTraining({ learner: { loss } })
    await expect(training.run()).rejects.toMatchObject({ code: 'train/diverged' })
  })
})

describe('early stopping', () => {
  it('ends when no epoch was better for so long, with the weights of the best', async () => {
    const does = scored({ 1: 0.1, 2: 0.3, 3: 0.2, 4: 0.25, 5: 0.9 })
    const stopped = await new TinyTraining({ loop: { epochs: 9, earlyStopping: 2 } }).run(does)
    expect(stopped.result).toMatchObject({ best: 2, stoppedEarly: true })
    expect(stopped.result.history.map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4])
    const two = await new TinyTraining({ loop: { epochs: 2 } }).run(does)
    expect(numbersOf(stopped.model)).toEqual(numbersOf(two.model))
  })

  it('gives the averaged weights of the best, where there are any', async () => {
    const learner = { ema: 0.8 }
    const seen: Float32Array[][] = []
    const does: Interference = {
      judge: (epoch, model) => {
        seen[epoch] = numbersOf(model)
        return { macroMAP: epoch === 2 ? 0.5 : 0.1 }
      },
    }
    const { model, result } = await new TinyTraining({ learner, loop: { epochs: 4 } }).run(does)
    expect(result).toMatchObject({ best: 2, stoppedEarly: false })
    expect(numbersOf(model)).toEqual(seen[2])
    expect(seen[2]).not.toEqual(seen[3])
  })

  it('the best of all epochs counts without it, too, and the first of equal ones', async () => {
    const { result } = await new TinyTraining({ loop: { epochs: 4 } }).run(scored({ 2: 0.5, 3: 0.5, 4: 0.4 }))
    expect(result).toMatchObject({ best: 2, stoppedEarly: false })
  })

  it('goes by the loss where no film has a genre', async () => {
    const losses: Record<number, number> = { 1: 0.5, 2: 0.3, 3: 0.4 }
    const { result } = await new TinyTraining().run({
      judge: (epoch) => ({ macroMAP: null, valLoss: losses[epoch] ?? 1 }),
    })
    expect(result.best).toBe(2)
  })

  it('counts its patience anew in every split, and each goes on from the best so far', async () => {
    const training = new TinyTraining({ splits: 2, loop: { epochs: 5, earlyStopping: 2 } })
    let best: Float32Array[] = []
    let begun: Float32Array[] = []
    const { result } = await training.run({
      judge: (epoch, model) => {
        if (epoch === 1) best = numbersOf(model)
        current = model
        return { macroMAP: epoch === 1 ? 0.9 : 0.1 }
      },
      // Three steps an epoch, three epochs, then the second split.
      onBatch: (batch) => {
        if (batch === 10 && current !== null) begun = numbersOf(current)
      },
    })
    expect(result.history.map(({ epoch, split }) => [epoch, split])).toEqual([
      [1, 1],
      [2, 1],
      [3, 1],
      [6, 2],
      [7, 2],
    ])
    expect(result).toMatchObject({ best: 1, stoppedEarly: true })
    expect(best.length).toBeGreaterThan(0)
    expect(begun).toEqual(best)
  })
  let current: Parameters<NonNullable<Interference['judge']>>[1] | null = null

  it('is remembered over a stop: resumed, it ends at the same epoch', async () => {
    const options = { loop: { epochs: 9, earlyStopping: 2 } }
    const does = scored({ 1: 0.1, 2: 0.3, 3: 0.2, 4: 0.25 })
    const whole = await new TinyTraining(options).run(does)
    const training = new TinyTraining(options)
    await expect(training.run({ ...does, cancelAtBatch: 18 })).rejects.toMatchObject({
      code: 'app/cancelled',
    })
    const resumed = await training.resume(does)
    expect(timeless(resumed.result.history)).toEqual(timeless(whole.result.history))
    expect(numbersOf(resumed.model)).toEqual(numbersOf(whole.model))
  })

  it('a training that was over is over when resumed, with the same network', async () => {
    const training = new TinyTraining({ splits: 2 })
    const { model, result } = await training.run()
    const again = await training.resume({
      onBatch: () => {
        throw new Error('It learned on')
      },
    })
    expect(again.result).toEqual(result)
    expect(numbersOf(again.model)).toEqual(numbersOf(model))
  })
})

describe('a training that is stopped', () => {
  it('while it judges an epoch has not judged it: resumed, it comes to the same figures', async () => {
    const options = { learner: { ema: 0.9 } }
    const whole = await new TinyTraining(options).run()
    const training = new TinyTraining(options)
    const cancelled = new AbortController()
    const run = training.run({
      signal: cancelled.signal,
      judge: (epoch) => {
        if (epoch !== 2) return {}
        cancelled.abort()
        return Promise.reject(new AppError('app/cancelled'))
      },
    })
    await expect(run).rejects.toMatchObject({ code: 'app/cancelled' })
    expect(training.read('last')?.position).toMatchObject({ epoch: 2, step: 5, history: [{ epoch: 1 }] })
    const resumed = await training.resume()
    expect(timeless(resumed.result.history)).toEqual(timeless(whole.result.history))
    expect(numbersOf(resumed.model)).toEqual(numbersOf(whole.model))
  })

  it('before its first step can be gone on with', async () => {
    const whole = await new TinyTraining().run()
    const training = new TinyTraining()
    const signal = AbortSignal.abort()
    await expect(training.run({ signal })).rejects.toMatchObject({ code: 'app/cancelled' })
    expect(numbersOf((await training.resume()).model)).toEqual(numbersOf(whole.model))
  })
})

describe('a device that goes away', () => {
  const lost = () => {
    let lose: (error: AppError) => void = () => undefined
    const promise = new Promise<never>((_, reject) => (lose = reject))
    promise.catch(() => undefined)
    return { promise, lose: () => lose(new AppError('train/device-lost', 'unplugged')) }
  }

  it('ends the training at the next look, its last checkpoint sound', async () => {
    const training = new TinyTraining()
    const device = lost()
    const run = training.run({
      lost: device.promise,
      onBatch: (batch) => (batch === 7 ? device.lose() : undefined),
    })
    await expect(run).rejects.toMatchObject({ code: 'train/device-lost' })
    expect(training.read('last')?.position).toMatchObject({ epoch: 2, step: 0 })
  })

  it('ends it while an epoch is judged that would never be done', async () => {
    const training = new TinyTraining()
    const device = lost()
    const run = training.run({
      lost: device.promise,
      judge: () => {
        device.lose()
        return new Promise<never>(() => undefined)
      },
    })
    await expect(run).rejects.toMatchObject({ code: 'train/device-lost' })
  })

  it('is what is told, whatever a step says that was being computed', async () => {
    const training = new TinyTraining()
    const device = lost()
    const run = training.run({
      lost: device.promise,
      onBatch: (batch, parts) => {
        if (batch !== 7) return
        device.lose()
        for (const { input } of parts) input.dispose()
      },
    })
    await expect(run).rejects.toMatchObject({ code: 'train/device-lost' })
  })
})

it('tells every 20 steps how far it is and the loss so far', async () => {
  const { progress, result } = await new TinyTraining({ films: 48, batch: 1, loop: { epochs: 2 } }).run()
  expect(progress.map(({ epoch, step, stepsPerEpoch }) => [epoch, step, stepsPerEpoch])).toEqual([
    [1, 20, 48],
    [1, 40, 48],
    [2, 20, 48],
    [2, 40, 48],
  ])
  expect(progress[1]?.loss).toBeCloseTo(result.history[0]?.loss ?? 0, 1)
})
