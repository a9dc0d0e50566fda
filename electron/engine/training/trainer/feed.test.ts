import * as tf from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { GENRES } from '#shared/domain/genres.ts'
import { startBackend } from '../../model/backends/start-backend.ts'
import type { Batch, Batches } from '../pixels/batches.ts'
import { loopData, pixelTensor } from './feed.ts'

beforeAll(() => startBackend('cpu'))

it('pixels become (byte − mean) / deviation of their channel', () => {
  const scaling = {
    mean: [10, 20, 30] as [number, number, number],
    std: [2, 4, 5] as [number, number, number],
  }
  const tensor = pixelTensor(Uint8Array.of(0, 20, 255, 10, 24, 35), { height: 1, width: 2 }, scaling)
  expect(tensor.shape).toEqual([1, 1, 2, 3])
  expect(Array.from(tensor.dataSync())).toEqual([-5, 0, 45, 0, 1, 1])
  tensor.dispose()
})

describe('batches as the loop takes them', () => {
  const asked: [number, number | undefined][] = []
  const batches: Batches = {
    samples: Array.from({ length: 5 }, (_, film) => ({ film, copy: 0 })),
    stepsPerEpoch: 1,
    async *epoch(epoch, fromStep): AsyncGenerator<Batch, void, undefined> {
      asked.push([epoch, fromStep])
      yield await Promise.resolve({
        step: fromStep ?? 0,
        samples: this.samples,
        pixels: Uint8Array.of(1, 2, 3, 4, 5),
        labels: Float32Array.from({ length: 5 * GENRES.length }, (_, at) => Math.floor(at / GENRES.length)),
      })
    },
    close: () => Promise.resolve(),
  }

  it('come in parts of the micro-batch, each with its pictures and their targets, the last with what is left', async () => {
    const data = loopData(batches, ({ pixels }, from, to) => tf.tensor1d(pixels.slice(from, to)), 2)
    const seen: unknown[] = []
    const before = tf.memory().numTensors
    for await (const { step, parts } of data.epoch(7, 3)) {
      expect(step).toBe(3)
      for (const { input, targets } of parts()) {
        // One part at a time: memory is what micro-batches are for.
        expect(tf.memory().numTensors).toBe(before + 2)
        seen.push([
          Array.from(input.dataSync()),
          targets.shape,
          Array.from(targets.dataSync()).filter((_, at) => at % GENRES.length === 0),
        ])
        tf.dispose([input, targets])
      }
    }
    expect(asked).toEqual([[7, 3]])
    expect(seen).toEqual([
      [
        [1, 2],
        [2, 20],
        [0, 1],
      ],
      [
        [3, 4],
        [2, 20],
        [2, 3],
      ],
      [[5], [1, 20], [4]],
    ])
  })
})
