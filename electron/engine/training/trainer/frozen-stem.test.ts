import { existsSync } from 'node:fs'
import { join } from 'node:path'
import * as tf from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { GENRES } from '#shared/domain/genres.ts'
import { temporaryFolder } from '../../../../tests/helpers/temporary.ts'
import { numbersOf } from '../../../../tests/helpers/tiny-training.ts'
import type { Network } from '../../model/architectures/architecture.ts'
import { buildNetwork } from '../../model/architectures/architecture.ts'
import { startBackend } from '../../model/backends/start-backend.ts'
import { seededRandom } from '../../platform/random.ts'
import type { Batch, Batches, Sample } from '../pixels/batches.ts'
import { behindFrozenStages, freezeStages, wholeNetwork } from './frozen-stem.ts'
import { Learner } from './learner.ts'
import { lossOf } from './losses.ts'

const INPUT = { height: 12, width: 10 }
const BYTES = INPUT.height * INPUT.width * 3
const signal = new AbortController().signal
const onProgress = () => undefined

function network(): Network {
  return buildNetwork('custom-cnn', { input: INPUT, labels: GENRES.length, seed: 1 })
}

/** Pictures of noise, another for every film and copy. */
function batchOf(samples: Sample[], step = 0): Batch {
  const pixels = new Uint8Array(samples.length * BYTES)
  samples.forEach(({ film, copy }, row) => {
    const random = seededRandom(100 * film + copy)
    for (let at = row * BYTES; at < (row + 1) * BYTES; at++) pixels[at] = random() * 256
  })
  return { step, samples, pixels, labels: new Float32Array(samples.length * GENRES.length) }
}

function batches(samples: Sample[], size: number): Batches {
  return {
    samples,
    stepsPerEpoch: Math.ceil(samples.length / size),
    async *epoch() {
      for (let from = 0, step = 0; from < samples.length; from += size, step++) {
        yield await Promise.resolve(batchOf(samples.slice(from, from + size), step))
      }
    },
    close: () => Promise.resolve(),
  }
}

const TRAINING: Sample[] = [0, 1, 2, 3, 4].map((film) => ({ film, copy: 0 })).concat([{ film: 1, copy: 1 }])
const VALIDATION: Sample[] = [5, 6].map((film) => ({ film, copy: 0 }))

beforeAll(() => startBackend('wasm'))

describe('stages that are frozen', () => {
  it.each([9, 3])('cannot be %i of three: the last must learn', (count) => {
    expect(() => {
      freezeStages(network(), count)
    }).toThrow(expect.objectContaining({ code: 'train/frozen' }))
  })

  it('are the first ones', () => {
    const frozen = network()
    freezeStages(frozen, 1)
    const learning = frozen.model.layers.filter(({ trainable, weights }) => trainable && weights.length > 0)
    expect(learning.map(({ name }) => name)).toEqual([
      'stage2/conv1',
      'stage2/conv2',
      'head/dense',
      'head/logits',
    ])
  })
})

describe.each([1, 2])('what comes behind %i frozen stages', (count) => {
  it('says of every picture, copies among them, what the whole network says', async () => {
    const whole = network()
    freezeStages(whole, count)
    const file = join(temporaryFolder(), 'frozen.outputs')
    const seen: number[] = []
    const sources = [batches(TRAINING, 4), batches(VALIDATION, 2)]
    const stem = await behindFrozenStages(whole, count, sources, file, {
      signal,
      onProgress: (done) => seen.push(done),
    })
    expect(seen).toEqual([4, 6, 8])
    const logits = (model: tf.Tensor | tf.Tensor[]) => Array.from((model as tf.Tensor[])[0]?.dataSync() ?? [])
    const asked = batchOf([...VALIDATION, ...TRAINING].reverse())
    for (const [from, to] of [
      [0, 3],
      [3, 8],
    ] as const) {
      const [input, pixels] = [stem.inputOf(asked, from, to), wholeNetwork(whole).inputOf(asked, from, to)]
      const expected = logits(whole.model.predict(pixels))
      for (const [at, value] of logits(stem.model.predict(input)).entries()) {
        expect(value).toBeCloseTo(expected[at] ?? NaN, 5)
      }
      tf.dispose([input, pixels])
    }
    stem.close()
    expect(existsSync(file)).toBe(false)
  })

  it('learns in the whole network, of which the frozen stages stay as they are', async () => {
    const whole = network()
    freezeStages(whole, count)
    const before = numbersOf(whole.model)
    const stem = await behindFrozenStages(
      whole,
      count,
      [batches(TRAINING, 3)],
      join(temporaryFolder(), 'f'),
      {
        signal,
        onProgress,
      },
    )
    const learner = new Learner(stem.model, {
      optimizer: { name: 'adam', momentum: 0, weightDecay: 0 },
      loss: lossOf('bce', null),
      ema: 0.9,
      headRate: 2,
      headLayer: 'head/logits',
      seed: 1,
      updates: 'host',
    })
    const targets = tf.tensor2d(new Float32Array(6 * GENRES.length), [6, GENRES.length])
    learner.step([{ input: stem.inputOf(batchOf(TRAINING), 0, 6), targets }], { epoch: 1, step: 0 }, 0.01)
    const after = numbersOf(whole.model)
    const names = whole.model.weights.map(({ originalName }) => originalName)
    for (const [index, name] of names.entries()) {
      const isFrozen = whole.stages
        .slice(0, count)
        .flat()
        .some((layer) => name.startsWith(`${layer}/`))
      if (isFrozen) expect(after[index]).toEqual(before[index])
      else expect(after[index]).not.toEqual(before[index])
    }
    learner.dispose()
    stem.close()
  })
})

it('stopped while frozen outputs are computed, nothing of them stays on the disk', async () => {
  const file = join(temporaryFolder(), 'frozen.outputs')
  const cancelled = new AbortController()
  const stopped = behindFrozenStages(network(), 1, [batches(TRAINING, 2)], file, {
    signal: cancelled.signal,
    onProgress: () => {
      cancelled.abort()
    },
  })
  await expect(stopped).rejects.toMatchObject({ code: 'app/cancelled' })
  expect(existsSync(file)).toBe(false)
})
