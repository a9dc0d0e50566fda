import { beforeAll, describe, expect, it } from 'vitest'
import type { TinyOptions, TinyRun } from '../../../../tests/helpers/tiny-training.ts'
import { numbersOf, timeless, TinyTraining } from '../../../../tests/helpers/tiny-training.ts'
import { startBackend } from '../../model/backends/start-backend.ts'

const ADAM = { name: 'adam', momentum: 0, weightDecay: 0 } as const
const EVERYTHING: TinyOptions = {
  rate: 0.3,
  splits: 2,
  microBatch: 2,
  learner: { ema: 0.9, headRate: 3, optimizer: { ...ADAM, name: 'adamw', weightDecay: 0.05 } },
  loop: { schedule: 'onecycle' },
}
const CASES: Record<string, TinyOptions> = {
  'Adam alone': {},
  dropout: { rate: 0.4 },
  'averaged weights': { learner: { ema: 0.95 } },
  'two splits on a cosine': { splits: 2, loop: { schedule: 'cosine' } },
  'SGD with momentum': { learner: { optimizer: { name: 'sgd', momentum: 0.9, weightDecay: 0.01 } } },
  'everything at once': EVERYTHING,
  'everything at once, updated on the device': {
    ...EVERYTHING,
    learner: { ...EVERYTHING.learner, updates: 'device' },
  },
}

function expectSame(run: TinyRun, other: TinyRun): void {
  expect(timeless(run.result.history)).toEqual(timeless(other.result.history))
  expect({ ...run.result, history: [] }).toEqual({ ...other.result, history: [] })
  expect(numbersOf(run.model)).toEqual(numbersOf(other.model))
}

describe.each(['cpu', 'wasm'] as const)('a training on %s', (backend) => {
  beforeAll(() => startBackend(backend))

  it('learns what can be learned', async () => {
    const { result } = await new TinyTraining({ loop: { epochs: 12 } }).run()
    const [first, last] = [result.history[0], result.history.at(-1)]
    expect(last?.loss).toBeLessThan(0.6 * (first?.loss ?? 0))
    expect(last?.valLoss).toBeLessThan(first?.valLoss ?? 0)
    expect(last?.trainAccuracy).toBeGreaterThan(0.9)
    expect(last?.macroMAP).toBeGreaterThan(first?.macroMAP ?? 1)
  })

  // Plain JavaScript takes its time.
  const cases = Object.entries(CASES).slice(backend === 'cpu' ? -2 : 0)
  it.each(cases)(
    'stopped anywhere and gone on with, it comes to the very same numbers: %s',
    async (_, options) => {
      const whole = await new TinyTraining(options).run()
      expect(whole.result.history.length).toBe(3 * (options.splits ?? 1))
      // The first step, amid an epoch, the last of an epoch, amid the next, the very last.
      for (const cancelAtBatch of [1, 7, 10, 12, options.splits === 2 ? 18 : 15]) {
        const training = new TinyTraining(options)
        await expect(training.run({ cancelAtBatch })).rejects.toMatchObject({ code: 'app/cancelled' })
        expectSame(await training.resume(), whole)
      }
    },
  )

  it('stopped twice in one epoch, too', async () => {
    const whole = await new TinyTraining(EVERYTHING).run()
    const training = new TinyTraining(EVERYTHING)
    await expect(training.run({ cancelAtBatch: 7 })).rejects.toMatchObject({ code: 'app/cancelled' })
    await expect(training.resume({ cancelAtBatch: 1 })).rejects.toMatchObject({ code: 'app/cancelled' })
    expectSame(await training.resume(), whole)
  })

  it('killed anywhere, it goes on from whatever checkpoint was the last, to the very same numbers', async () => {
    // 24 steps an epoch: with a checkpoint amid each.
    const training = new TinyTraining({
      ...EVERYTHING,
      films: 48,
      batch: 1,
      microBatch: 1,
      loop: { epochs: 2, checkpointMs: 0 },
    })
    const whole = await training.run()
    const amid = training.written.filter(({ position }) => position.step > 0)
    expect(amid.map(({ position: { epoch, step } }) => [epoch, step])).toEqual(
      [1, 2, 3, 4].map((epoch) => [epoch, 20]),
    )
    for (let count = training.written.length; count > 1; count--) {
      training.rewind(count)
      expectSame(await training.resume(), whole)
    }
  })
})
