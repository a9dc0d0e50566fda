import * as tf from '@tensorflow/tfjs-core'
import type { LayersModel } from '@tensorflow/tfjs-layers'
import { beforeAll, describe, expect, it } from 'vitest'
import { GENRES } from '#shared/domain/genres.ts'
import { tinyNetwork, TINY_SIDE } from '../../../../tests/helpers/tiny-network.ts'
import { startBackend } from '../../model/backends/start-backend.ts'
import { seededRandom } from '../../platform/random.ts'
import { measure } from '../measures/measure.ts'
import type { Batch, Batches } from '../pixels/batches.ts'
import { pixelTensor } from './feed.ts'
import type { JudgeInput } from './judge.ts'
import { epochMeasures, scoreNetwork } from './judge.ts'
import { lossOf } from './losses.ts'

const FILMS = 11
const LABELS = GENRES.length
const INPUT = { height: TINY_SIDE, width: TINY_SIDE }
const SCALING = {
  mean: [120, 110, 100] as [number, number, number],
  std: [60, 50, 40] as [number, number, number],
}
const BYTES = TINY_SIDE * TINY_SIDE * 3

const random = seededRandom(8)
const PIXELS = Uint8Array.from({ length: FILMS * BYTES }, () => random() * 256)
const TRUTH = Float32Array.from({ length: FILMS * LABELS }, () => (random() < 0.3 ? 1 : 0))

/** Films in batches of so many, in order. */
function films(size: number): Batches {
  return {
    samples: Array.from({ length: FILMS }, (_, film) => ({ film, copy: 0 })),
    stepsPerEpoch: Math.ceil(FILMS / size),
    async *epoch(): AsyncGenerator<Batch, void, undefined> {
      for (let from = 0, step = 0; from < FILMS; from += size, step++) {
        const to = Math.min(FILMS, from + size)
        const samples = this.samples.slice(from, to)
        const pixels = PIXELS.slice(from * BYTES, to * BYTES)
        yield await Promise.resolve({
          step,
          samples,
          pixels,
          labels: TRUTH.slice(from * LABELS, to * LABELS),
        })
      }
    },
    close: () => Promise.resolve(),
  }
}

function judge(model: LayersModel, size = 4, given: Partial<JudgeInput> = {}) {
  return scoreNetwork(model, {
    batches: films(size),
    inputOf: ({ pixels }, from, to) => pixelTensor(pixels.subarray(from * BYTES, to * BYTES), INPUT, SCALING),
    loss: lossOf('bce', null),
    signal: new AbortController().signal,
    ...given,
  })
}

beforeAll(() => startBackend('wasm'))

describe('a network that is judged', () => {
  it('is asked what it would predict: no dropout, moving statistics, film by film', async () => {
    const model = tinyNetwork({ rate: 0.5 })
    const { scores, truth, loss } = await judge(model)
    const expected = tf.tidy(() => {
      const [logits] = model.predict(pixelTensor(PIXELS, INPUT, SCALING)) as [tf.Tensor2D]
      return Array.from(tf.sigmoid(logits).dataSync())
    })
    for (const [at, value] of expected.entries()) expect(scores[at]).toBeCloseTo(value, 6)
    expect(Array.from(truth)).toEqual(Array.from(TRUTH))
    const mean = expected.reduce(
      (sum, value, at) => sum - Math.log(TRUTH[at] === 1 ? value : 1 - value) / expected.length,
      0,
    )
    expect(loss).toBeCloseTo(mean, 5)
  })

  it('is told the same however many films are taken at once', async () => {
    const model = tinyNetwork()
    const whole = await judge(model, FILMS)
    for (const size of [1, 3, 10]) {
      const parts = await judge(model, size)
      for (const [at, value] of whole.scores.entries()) expect(parts.scores[at]).toBeCloseTo(value, 6)
      expect(parts.loss).toBeCloseTo(whole.loss, 6)
    }
  })

  it('is left as it was, without a tensor more', async () => {
    const model = tinyNetwork()
    const before = model.getWeights().map((weight) => Array.from(weight.dataSync()))
    const tensors = tf.memory().numTensors
    await judge(model)
    expect(tf.memory().numTensors).toBe(tensors)
    expect(model.getWeights().map((weight) => Array.from(weight.dataSync()))).toEqual(before)
  })

  it('has no figures when it was stopped amid the films', async () => {
    const cancelled = new AbortController()
    const stopped = judge(tinyNetwork(), 4, {
      signal: cancelled.signal,
      inputOf: ({ pixels }) => {
        cancelled.abort()
        return pixelTensor(pixels, INPUT, SCALING)
      },
    })
    await expect(stopped).rejects.toMatchObject({ code: 'app/cancelled' })
  })

  it('has the figures of an evaluation with thresholds at one half', async () => {
    const judged = await judge(tinyNetwork())
    const prevalence = GENRES.map((_, label) => label / 40)
    const half = GENRES.map(() => 0.5)
    const { scores, truth } = judged
    const labels = [...GENRES]
    const whole = measure({
      scores,
      truth,
      labels,
      thresholds: half,
      likely: half,
      trainingPrevalence: prevalence,
    })
    const { valLoss, ...figures } = epochMeasures(judged, prevalence)
    expect(valLoss).toBe(judged.loss)
    expect(whole).toMatchObject(figures)
    expect(figures.macroMAP).toBeGreaterThan(0.2)
  })
})
