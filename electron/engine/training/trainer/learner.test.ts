import * as tf from '@tensorflow/tfjs-core'
import type { LayersModel } from '@tensorflow/tfjs-layers'
import { beforeAll, describe, expect, it } from 'vitest'
import { TINY_HEAD, tinyFilms, tinyInput, tinyNetwork } from '../../../../tests/helpers/tiny-network.ts'
import { numbersOf } from '../../../../tests/helpers/tiny-training.ts'
import { startBackend } from '../../model/backends/start-backend.ts'
import type { LearnerSettings } from './learner.ts'
import { Learner } from './learner.ts'
import { lossOf } from './losses.ts'

const FILMS = tinyFilms(40)
const SETTINGS: LearnerSettings = {
  optimizer: { name: 'adam', momentum: 0, weightDecay: 0 },
  loss: lossOf('bce', null),
  ema: 0,
  headRate: 1,
  headLayer: TINY_HEAD,
  seed: 5,
  updates: 'host',
}

function learn(model: LayersModel, settings: Partial<LearnerSettings> = {}): Learner {
  return new Learner(model, { ...SETTINGS, ...settings })
}

function places(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, at) => (from + at) % FILMS.count)
}

/** One step from films, in parts of the given sizes. */
function step(learner: Learner, at: number, sizes: readonly number[] = [8], rate = 0.01): void {
  let from = at * 8
  const parts = sizes.map((size) => tinyInput(FILMS, places(from, (from += size))))
  learner.step(parts, { epoch: 1, step: at }, rate)
}

beforeAll(() => startBackend('wasm'))

describe.each(['host', 'device'] as const)('a learner that updates on the %s', (updates) => {
  it('a batch in parts learns the same as at once, and tells the same figures', async () => {
    const [whole, parts] = [tinyNetwork({ hasNorm: false }), tinyNetwork({ hasNorm: false })]
    const [atOnce, inParts] = [learn(whole, { updates }), learn(parts, { updates })]
    for (let at = 0; at < 5; at++) {
      step(atOnce, at)
      step(inParts, at, [3, 3, 2])
      const [one, other] = [await atOnce.readFigures(), await inParts.readFigures()]
      expect(other.pictures).toBe(8)
      expect(other.lossSum).toBeCloseTo(one.lossSum, 4)
      expect(other.accuracySum).toBeCloseTo(one.accuracySum, 4)
      expect(other.largestNorm).toBeCloseTo(one.largestNorm, 4)
    }
    for (const [index, values] of numbersOf(whole).entries()) {
      for (const [at, value] of values.entries()) expect(numbersOf(parts)[index]?.[at]).toBeCloseTo(value, 4)
    }
  })

  it('holds as many tensors after 50 steps as after one', async () => {
    const before = tf.memory().numTensors
    const model = tinyNetwork({ rate: 0.3 })
    const bare = tf.memory().numTensors
    const learner = learn(model, {
      updates,
      ema: 0.9,
      headRate: 2,
      optimizer: { name: 'adamw', momentum: 0, weightDecay: 0.1 },
    })
    step(learner, 0, [5, 3])
    await learner.readFigures()
    const held = tf.memory().numTensors
    for (let at = 1; at <= 50; at++) {
      step(learner, at, [5, 3])
      // Loss and accuracy of each part, and the length where reading it would wait.
      if (at % 10 !== 0) continue
      await learner.readFigures()
      expect(tf.memory().numTensors).toBe(held)
      await learner.withJudgedWeights(() => learner.copyWeights())
      learner.restore(await learner.save(), learner.updates)
      learner.takeWeights(await learner.copyWeights())
      learner.restartOptimizer()
      expect(tf.memory().numTensors).toBe(held)
    }
    step(learner, 51)
    learner.dispose()
    expect(tf.memory().numTensors).toBe(bare)
    model.dispose()
    expect(tf.memory().numTensors).toBe(before)
  })

  it('tells the mean loss and the right answers of the steps since it was asked last', async () => {
    const learner = learn(tinyNetwork(), { updates })
    step(learner, 0)
    step(learner, 1, [3, 5])
    const figures = await learner.readFigures()
    expect(figures).toMatchObject({ pictures: 16, isFinite: true })
    expect(figures.lossSum / 16).toBeGreaterThan(0.3)
    expect(figures.lossSum / 16).toBeLessThan(2)
    expect(figures.accuracySum / 16).toBeLessThan(1)
    expect(figures.largestNorm).toBeGreaterThan(0)
    expect(await learner.readFigures()).toMatchObject({ pictures: 0, lossSum: 0, isFinite: true })
  })

  it('tells when a loss is no number any more', async () => {
    const learner = learn(tinyNetwork(), { updates })
    step(learner, 0)
    const { input, targets } = tinyInput(FILMS, places(0, 4))
    learner.step([{ input: tf.mul(input, NaN), targets }], { epoch: 1, step: 1 }, 0.01)
    input.dispose()
    expect((await learner.readFigures()).isFinite).toBe(false)
  })

  it('judges by the averaged weights and statistics, and learns on from its own', async () => {
    const [model, control] = [tinyNetwork(), tinyNetwork()]
    const learner = learn(model, { updates, ema: 0.9 })
    const plain = learn(control, { updates })
    for (let at = 0; at < 4; at++) for (const each of [learner, plain]) step(each, at)
    const own = numbersOf(model)
    const shown = await learner.withJudgedWeights(async () => numbersOf(model))
    // Kernels and moving statistics alike.
    for (const [index, values] of shown.entries()) expect(values).not.toEqual(own[index])
    expect(numbersOf(model)).toEqual(own)
    await expect(learner.withJudgedWeights(() => Promise.reject(new Error('no')))).rejects.toThrow('no')
    expect(numbersOf(model)).toEqual(own)
    step(learner, 4)
    step(plain, 4)
    expect(numbersOf(model)).toEqual(numbersOf(control))
  })

  it('an average over few steps is not held back by the start', async () => {
    const model = tinyNetwork()
    const learner = learn(model, { updates, ema: 0.9999 })
    const start = numbersOf(model)
    for (let at = 0; at < 20; at++) step(learner, at, [8], 0.05)
    const own = numbersOf(model)
    const averaged = await learner.withJudgedWeights(async () => numbersOf(model))
    const distance = (one: Float32Array[], other: Float32Array[]) =>
      Math.hypot(
        ...one.flatMap((values, index) =>
          Array.from(values, (value, at) => value - (other[index]?.[at] ?? 0)),
        ),
      )
    expect(distance(averaged, own)).toBeLessThan(distance(averaged, start))
  })

  it('frozen layers keep their weights and their statistics, to the last bit, also averaged', async () => {
    const model = tinyNetwork()
    for (const name of ['stem/conv', 'stem/norm']) model.getLayer(name).trainable = false
    const frozen = () =>
      ['stem/conv', 'stem/norm'].flatMap((name) =>
        numbersOf({ getWeights: () => model.getLayer(name).getWeights() } as LayersModel),
      )
    const head = () => numbersOf({ getWeights: () => model.getLayer(TINY_HEAD).getWeights() } as LayersModel)
    const [before, headBefore] = [frozen(), head()]
    const learner = learn(model, { updates, ema: 0.9 })
    for (let at = 0; at < 12; at++) step(learner, at)
    expect(frozen()).toEqual(before)
    expect(head()).not.toEqual(headBefore)
    await learner.withJudgedWeights(async () => {
      expect(frozen()).toEqual(before)
    })
  })

  it('drops other values in every step and part, and the same ones in the same step', () => {
    const outcome = (at: number, sizes: number[], seed: number) => {
      const model = tinyNetwork({ rate: 0.5, hasNorm: false })
      const learner = learn(model, { updates, seed, optimizer: { name: 'sgd', momentum: 0, weightDecay: 0 } })
      const parts = sizes.map((size) => tinyInput(FILMS, places(0, size)))
      learner.step(parts, { epoch: 1, step: at }, 0.1)
      return numbersOf(model)
    }
    expect(outcome(3, [8], 1)).toEqual(outcome(3, [8], 1))
    expect(outcome(3, [8], 1)).not.toEqual(outcome(4, [8], 1))
    expect(outcome(3, [8], 1)).not.toEqual(outcome(3, [8], 2))
    // The same films twice as parts: had they the same masks, it would be the same as once.
    expect(outcome(3, [8, 8], 1)).not.toEqual(outcome(3, [8], 1))
  })
})

it('weights of another network are refused by name', () => {
  const learner = learn(tinyNetwork())
  expect(() => {
    learner.takeWeights(new Map([['weights', new Float32Array(7)]]))
  }).toThrow('weights of 7 values')
})
