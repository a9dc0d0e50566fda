import * as tf from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { startBackend } from '../../model/backends/start-backend.ts'
import { seededRandom } from '../../platform/random.ts'
import type { LossName } from './losses.ts'
import { lossOf } from './losses.ts'

const LABELS = 5
const BATCH = 3
/** On both sides of the shift of the asymmetric loss, which is at −2.944, and of where a probability rounds. */
const LOGITS = [-6, -3.2, -2.6, -1, -0.1, 0, 0.2, 0.9, 1.7, 3, 4.5, 6, -0.7, 2.2, -4]
const HARD = [0, 0, 0, 1, 0, 1, 1, 0, 1, 0, 1, 1, 0, 0, 1]
const SOFT = HARD.map((target, at) => target * 0.7 + 0.3 * (at % 3 === 0 ? 1 : 0))
const WEIGHTS = Float32Array.of(1, 10, 0.5, 3, 2)

const sigmoid = (z: number) => 1 / (1 + Math.exp(-z))

/** The losses as their papers write them, of one logit and target. */
const WRITTEN: Record<LossName, (z: number, y: number) => number> = {
  bce: (z, y) => -y * Math.log(sigmoid(z)) - (1 - y) * Math.log(1 - sigmoid(z)),
  asl: (z, y) => {
    const shifted = Math.max(sigmoid(z) - 0.05, 0)
    return -y * Math.log(sigmoid(z)) - (1 - y) * shifted ** 2 * Math.log(1 - shifted)
  },
  focal: (z, y) =>
    -y * (1 - sigmoid(z)) ** 2 * Math.log(sigmoid(z)) - (1 - y) * sigmoid(z) ** 2 * Math.log(1 - sigmoid(z)),
}
const NAMES = Object.keys(WRITTEN) as LossName[]

async function lossAndSlopes(name: LossName, logits: number[], targets: number[], weights = noWeights) {
  const loss = lossOf(name, weights)
  const shape: [number, number] = [logits.length / LABELS, LABELS]
  const { value, grad } = tf.tidy(() =>
    tf.valueAndGrad((z: tf.Tensor2D) => loss(z, tf.tensor2d(targets, shape)))(tf.tensor2d(logits, shape)),
  )
  const figures = { loss: (await value.data())[0] ?? NaN, slopes: Array.from(await grad.data()) }
  tf.dispose([value, grad])
  return figures
}
const noWeights: Float32Array | null = null

function written(name: LossName, logits: number[], targets: number[], weights: Float32Array | null) {
  const valueOf = (z: number, at: number) => {
    const y = targets[at] ?? 0
    return (WRITTEN[name](z, y) * (1 + y * ((weights?.[at % LABELS] ?? 1) - 1))) / logits.length
  }
  const step = 1e-6
  return {
    loss: logits.reduce((sum, z, at) => sum + valueOf(z, at), 0),
    slopes: logits.map((z, at) => (valueOf(z + step, at) - valueOf(z - step, at)) / (2 * step)),
  }
}

describe.each(['cpu', 'wasm'] as const)('losses on %s', (backend) => {
  beforeAll(() => startBackend(backend))

  const cases = NAMES.flatMap((name) =>
    (['hard', 'soft'] as const).flatMap((targets) =>
      [null, WEIGHTS].map((weights) => ({
        name,
        targets,
        weights,
        weighed: weights === null ? 'equal' : 'own',
      })),
    ),
  )
  it.each(cases)(
    '$name is what its paper says, value and gradient: $targets targets, $weighed weights of positives',
    async ({ name, targets, weights }) => {
      const given = targets === 'hard' ? HARD : SOFT
      const seen = await lossAndSlopes(name, LOGITS, given, weights)
      const expected = written(name, LOGITS, given, weights)
      expect(seen.loss).toBeCloseTo(expected.loss, 6)
      for (const [at, slope] of expected.slopes.entries()) expect(seen.slopes[at]).toBeCloseTo(slope, 6)
    },
  )

  it('binary cross-entropy pulls each logit by (sigmoid − target) / (batch × labels)', async () => {
    const { slopes } = await lossAndSlopes('bce', LOGITS, SOFT)
    for (const [at, z] of LOGITS.entries()) {
      expect(slopes[at]).toBeCloseTo((sigmoid(z) - (SOFT[at] ?? 0)) / (BATCH * LABELS), 7)
    }
  })

  it('a network that says one half of everything loses ln 2, whatever the truth', async () => {
    expect((await lossAndSlopes('bce', Array<number>(10).fill(0), HARD.slice(0, 10))).loss).toBeCloseTo(
      Math.LN2,
      6,
    )
  })

  it('asymmetric loss lets go of negatives below a probability of 0.05 and of no positive', async () => {
    const easy = [-3, -4, -5, -8, -30]
    expect((await lossAndSlopes('asl', easy, [0, 0, 0, 0, 0])).slopes).toEqual(
      [0, 0, 0, 0, 0].map(() => expect.closeTo(0, 9)),
    )
    for (const slope of (await lossAndSlopes('asl', easy, [1, 1, 1, 1, 1])).slopes)
      expect(slope).toBeLessThan(-0.15)
  })

  it.each(NAMES)('%s stays a number where a probability is 0 or 1', async (name) => {
    const extremes = [100, -100, 100, -100, 0, 40, -40, 40, -40, 0]
    const targets = [1, 1, 0, 0, 0, 1, 1, 0, 0, 1]
    const { loss, slopes } = await lossAndSlopes(name, extremes, targets, WEIGHTS)
    expect(loss).toBeGreaterThan(0)
    expect([loss, ...slopes].every(Number.isFinite)).toBe(true)
    // What is wholly wrong is still pulled back.
    expect(slopes[1]).toBeLessThan(-0.01)
    if (name !== 'asl') expect(slopes[2]).toBeGreaterThan(0.01)
  })

  it.each(NAMES)('%s leaves no tensor behind', async (name) => {
    const before = tf.memory().numTensors
    await lossAndSlopes(name, LOGITS, SOFT, WEIGHTS)
    expect(tf.memory().numTensors).toBe(before)
  })
})

it('a gradient of large random batches agrees on both backends', async () => {
  const random = seededRandom(4)
  const logits = Array.from({ length: 40 * LABELS }, () => (random() - 0.5) * 12)
  const targets = logits.map(() => (random() < 0.2 ? 1 : 0))
  for (const name of NAMES) {
    await startBackend('cpu')
    const plain = await lossAndSlopes(name, logits, targets, WEIGHTS)
    await startBackend('wasm')
    const fast = await lossAndSlopes(name, logits, targets, WEIGHTS)
    expect(fast.loss).toBeCloseTo(plain.loss, 5)
    for (const [at, slope] of plain.slopes.entries()) expect(fast.slopes[at]).toBeCloseTo(slope, 6)
  }
})
