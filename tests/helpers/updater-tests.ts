import * as tf from '@tensorflow/tfjs-core'
import { seededRandom } from '#engine/platform/random.ts'
import { FlatWeights } from '#engine/training/trainer/flat-weights.ts'
import { HostUpdater } from '#engine/training/trainer/host-updater.ts'
import type { OptimizerSettings, Updater, WeightFactors } from '#engine/training/trainer/updater.ts'
import { describe, expect, it } from 'vitest'
import { tinyNetwork, TINY_HEAD } from './tiny-network.ts'

type Kind = new (
  weights: FlatWeights,
  settings: OptimizerSettings,
  factors: WeightFactors,
  hasAverage: boolean,
) => Updater
const PLAIN: WeightFactors = { rate: null, decay: null }

const ADAM: OptimizerSettings = { name: 'adam', momentum: 0, weightDecay: 0 }
const SETTINGS: (OptimizerSettings & { title: string })[] = [
  { ...ADAM, title: 'Adam' },
  { ...ADAM, weightDecay: 0.05, title: 'Adam with decay in the gradient' },
  { ...ADAM, name: 'adamw', title: 'AdamW without decay' },
  { ...ADAM, name: 'adamw', weightDecay: 0.05, title: 'AdamW' },
  { ...ADAM, name: 'sgd', title: 'SGD' },
  { ...ADAM, name: 'sgd', weightDecay: 0.05, title: 'SGD with decay' },
  { ...ADAM, name: 'sgd', momentum: 0.9, title: 'SGD with momentum' },
  { ...ADAM, name: 'sgd', momentum: 0.9, weightDecay: 0.05, title: 'SGD with momentum and decay' },
]

interface Learning {
  weights: FlatWeights
  updater: Updater
}

/** An updater over the weights of a tiny network, always the same ones; the head learns three times as fast. */
function learning(
  kind: Kind,
  settings: OptimizerSettings,
  { hasFactors = false, hasAverage = false } = {},
): Learning {
  const weights = new FlatWeights(tinyNetwork().trainableWeights)
  const factors = {
    rate: weights.spread(({ originalName }) => (originalName.startsWith(TINY_HEAD) ? 3 : 1)),
    decay: weights.spread(({ shape }) => (shape.length > 1 ? 1 : 0)),
  }
  return { weights, updater: new kind(weights, settings, hasFactors ? factors : PLAIN, hasAverage) }
}

/** Gradients as numbers, [size]; other ones for every serial number. */
function drawn({ weights }: Learning, serial: number): Float32Array {
  const random = seededRandom(serial)
  return Float32Array.from({ length: weights.size }, () => (random() - 0.5) * 0.4)
}

function tensorsOf({ weights }: Learning, values: Float32Array): tf.Tensor[] {
  let from = 0
  return weights.weights.map((weight, index) => {
    const to = from + (weights.sizes[index] ?? 0)
    const tensor = tf.tensor(values.slice(from, to), weight.shape as number[])
    from = to
    return tensor
  })
}

function step(run: Learning, gradient: Float32Array, rate = 0.01): number {
  run.updater.add(tensorsOf(run, gradient), 4)
  return readNorm(run.updater.update(rate))
}

function readNorm(norm: number | tf.Scalar): number {
  if (typeof norm === 'number') return norm
  const [value = NaN] = norm.dataSync()
  norm.dispose()
  return value
}

function expectClose(seen: Float32Array, expected: ArrayLike<number>, within = 1e-5): void {
  expect(seen.length).toBe(expected.length)
  const furthest = seen.reduce(
    (most, value, at) => Math.max(most, Math.abs(value - (expected[at] ?? NaN))),
    0,
  )
  expect(furthest).toBeLessThan(within)
}

/**
 * What every updater does, as tests of the backend in use.
 * @param kind its class; how it is called in the tests' names
 */
export function testUpdater(name: string, kind: Kind): void {
  describe.each(SETTINGS)(`$title, ${name}`, (settings) => {
    it.each([false, true])('comes to the same as in plain memory (own factors: %s)', (hasFactors) => {
      const factors = { hasFactors, hasAverage: true }
      const [host, other] = [learning(HostUpdater, settings, factors), learning(kind, settings, factors)]
      const start = host.weights.read()
      for (let at = 1; at <= 20; at++) {
        const gradient = drawn(host, at)
        const length = Math.hypot(...gradient)
        expect(step(host, gradient, 0.02 / at)).toBeCloseTo(length, 5)
        expect(step(other, gradient, 0.02 / at)).toBeCloseTo(length, 5)
        host.updater.average(0.8)
        other.updater.average(0.8)
      }
      expectClose(other.weights.read(), host.weights.read())
      const gone = host.weights.read().map((value, at) => value - (start[at] ?? 0))
      expect(Math.hypot(...gone)).toBeGreaterThan(0.03)
      host.updater.showAverage()
      other.updater.showAverage()
      expectClose(other.weights.read(), host.weights.read())
    })
  })

  describe(`updates, ${name}`, () => {
    it('the first step of Adam goes the whole learning rate against the sign of every slope', () => {
      const run = learning(kind, ADAM)
      const before = run.weights.read()
      // Slopes next to nothing make shorter steps.
      const gradient = drawn(run, 1).map((slope) => slope + 0.05 * Math.sign(slope))
      step(run, gradient, 0.01)
      expectClose(
        run.weights.read(),
        before.map((value, at) => value - 0.01 * Math.sign(gradient[at] ?? 0)),
      )
    })

    it('SGD goes the learning rate times the slope, with momentum what it went before too', () => {
      const plain = learning(kind, { ...ADAM, name: 'sgd' })
      const rolling = learning(kind, { ...ADAM, name: 'sgd', momentum: 0.5 })
      const before = plain.weights.read()
      const gradient = drawn(plain, 1)
      for (const run of [plain, plain, rolling, rolling]) step(run, gradient, 0.1)
      expectClose(
        plain.weights.read(),
        before.map((value, at) => value - 0.2 * (gradient[at] ?? 0)),
      )
      expectClose(
        rolling.weights.read(),
        before.map((value, at) => value - 0.25 * (gradient[at] ?? 0)),
      )
    })

    it('the head learns at its own rate, the rest at the common one', () => {
      const run = learning(kind, { ...ADAM, name: 'sgd' }, { hasFactors: true })
      const before = run.weights.read()
      step(run, new Float32Array(run.weights.size).fill(1), 0.1)
      const moved = run.weights.read().map((value, at) => (before[at] ?? NaN) - value)
      const expected = run.weights.spread(({ originalName }) =>
        originalName.startsWith(TINY_HEAD) ? 0.3 : 0.1,
      )
      expect(new Set(expected).size).toBe(2)
      expectClose(moved, expected, 1e-6)
    })

    it.each(['adamw', 'sgd'] as const)(
      '%s without slopes shrinks kernels alone, biases and scales stay',
      (name) => {
        const run = learning(kind, { ...ADAM, name, weightDecay: 0.2 }, { hasFactors: true })
        const before = run.weights.read()
        step(run, new Float32Array(run.weights.size), 0.1)
        const shrunk = run.weights.spread(({ shape, originalName }) => {
          const rate = originalName.startsWith(TINY_HEAD) ? 0.3 : 0.1
          return shape.length > 1 ? 1 - 0.2 * rate : 1
        })
        expectClose(
          run.weights.read(),
          before.map((value, at) => value * (shrunk[at] ?? NaN)),
          1e-6,
        )
      },
    )

    it('parts of a batch count by their pictures: the same as the batch at once', () => {
      const whole = learning(kind, ADAM)
      const parts = learning(kind, ADAM)
      for (let at = 0; at < 3; at++) {
        const [ofThree, ofOne] = [drawn(whole, 2 * at), drawn(whole, 2 * at + 1)]
        const mean = ofThree.map((value, index) => (3 * value + (ofOne[index] ?? 0)) / 4)
        const length = step(whole, mean)
        parts.updater.add(tensorsOf(parts, ofThree), 3)
        parts.updater.add(tensorsOf(parts, ofOne), 1)
        expect(readNorm(parts.updater.update(0.01))).toBeCloseTo(length, 5)
      }
      expectClose(parts.weights.read(), whole.weights.read())
    })

    it('goes on from what it saved as if nothing had been', async () => {
      const settings = { ...ADAM, weightDecay: 0.01 }
      const uninterrupted = learning(kind, settings, { hasFactors: true, hasAverage: true })
      const first = learning(kind, settings, { hasFactors: true, hasAverage: true })
      for (let at = 1; at <= 5; at++) {
        for (const run of [uninterrupted, first]) {
          step(run, drawn(run, at))
          run.updater.average(0.7)
        }
      }
      const saved = await first.updater.save()
      // What is saved is not touched by what follows.
      step(first, drawn(first, 99))
      const second = learning(kind, settings, { hasFactors: true, hasAverage: true })
      step(second, drawn(second, 98))
      second.updater.restore(saved, 5)
      expect(second.updater.updates).toBe(5)
      for (let at = 6; at <= 9; at++) {
        for (const run of [uninterrupted, second]) {
          step(run, drawn(run, at))
          run.updater.average(0.7)
        }
      }
      expect(second.weights.read()).toEqual(uninterrupted.weights.read())
      expect(await second.updater.save()).toEqual(await uninterrupted.updater.save())
    })

    it('refuses what another network or optimizer saved', async () => {
      const saved = await learning(kind, { ...ADAM, name: 'sgd' }).updater.save()
      expect(() => {
        learning(kind, ADAM).updater.restore(saved, 1)
      }).toThrow('slot-0')
      saved.set('weights', new Float32Array(3))
      expect(() => {
        learning(kind, { ...ADAM, name: 'sgd' }).updater.restore(saved, 1)
      }).toThrow('weights of 3 values')
    })

    it('restarted, it begins as a new one does from the weights as they are', () => {
      const run = learning(kind, ADAM)
      for (let at = 1; at <= 4; at++) step(run, drawn(run, at))
      const fresh = learning(kind, ADAM)
      fresh.updater.take(run.weights.read())
      run.updater.restart()
      expect(run.updater.updates).toBe(0)
      for (let at = 5; at <= 8; at++) for (const each of [run, fresh]) step(each, drawn(each, at))
      expect(run.weights.read()).toEqual(fresh.weights.read())
    })

    it('shows the average and its own weights in turn, and learns on from its own', () => {
      const run = learning(kind, ADAM, { hasAverage: true })
      const control = learning(kind, ADAM)
      const start = run.weights.read()
      for (const each of [run, control]) step(each, drawn(each, 1))
      run.updater.average(0.75)
      const own = run.weights.read()
      run.updater.showAverage()
      expectClose(
        run.weights.read(),
        start.map((value, at) => 0.75 * value + 0.25 * (own[at] ?? 0)),
        1e-6,
      )
      run.updater.showOwn()
      expect(run.weights.read()).toEqual(own)
      run.updater.showAverage()
      for (const each of [run, control]) step(each, drawn(each, 2))
      expect(run.weights.read()).toEqual(control.weights.read())
    })

    it('weights that are taken are the average too', () => {
      const run = learning(kind, ADAM, { hasAverage: true })
      const taken = drawn(run, 5)
      run.updater.take(taken)
      expect(run.weights.read()).toEqual(taken)
      run.updater.showAverage()
      expect(run.weights.read()).toEqual(taken)
    })

    it('holds the same number of tensors after every step, and none when disposed of', async () => {
      const before = tf.memory().numTensors
      const model = tinyNetwork()
      const weights = new FlatWeights(model.trainableWeights)
      const bare = tf.memory().numTensors
      const factors = { rate: weights.spread(() => 2), decay: weights.spread(() => 1) }
      const updater = new kind(weights, { ...ADAM, weightDecay: 0.1 }, factors, true)
      const run = { weights, updater }
      step(run, drawn(run, 1))
      const held = tf.memory().numTensors
      for (let at = 2; at <= 10; at++) {
        step(run, drawn(run, at))
        updater.average(0.9)
        updater.showAverage()
        updater.showOwn()
        if (at % 3 === 0) updater.restart()
        if (at % 4 === 0) updater.restore(await updater.save(), at)
        if (at % 5 === 0) updater.take(drawn(run, at))
        expect(tf.memory().numTensors).toBe(held)
      }
      updater.add(tensorsOf(run, drawn(run, 11)), 4)
      updater.dispose()
      expect(tf.memory().numTensors).toBe(bare)
      model.dispose()
      expect(tf.memory().numTensors).toBe(before)
    })
  })
}
