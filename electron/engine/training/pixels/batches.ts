import { availableParallelism } from 'node:os'
import { shuffledIndices } from '../../platform/random.ts'
import { drawsFor } from '../augment/draws.ts'
import { mixLabels } from '../augment/mixing.ts'
import type { AugmentSpec } from '../augment/spec.ts'
import { NO_AUGMENT, PAPER_AUGMENT } from '../augment/spec.ts'
import type { BatchMaker } from './batch-pool.ts'
import { openBatchPool } from './batch-pool.ts'
import type { PixelCache } from './pixel-cache.ts'
import type { RenderedBatch, RenderSettings } from './render-batch.ts'
import { createRenderer } from './render-batch.ts'

export interface Sample {
  /** Place in the cache. */
  film: number
  /** 0 the picture itself, n its n-th fixed augmented copy. */
  copy: number
}

export interface Batch {
  /** Of its epoch, from 0. */
  step: number
  /** uint8 n × height × width × 3. */
  pixels: Uint8Array
  /** n × labels; with mixup and CutMix not only 0 and 1. */
  labels: Float32Array
  samples: Sample[]
}

export interface BatchesOptions {
  cache: PixelCache
  samples: readonly Sample[]
  /** 0 or 1, pictures of the cache × labels. */
  labels: Uint8Array
  /** `sorted`: as the samples stand, in every epoch. */
  order: 'shuffled' | 'sorted'
  augment?: AugmentSpec
  /** What fixed copies are made with; zoom, brightness and rotation if not given. */
  copies?: AugmentSpec
  seed: number
  /** Pictures in a batch; the last of an epoch has what is left. */
  batch: number
  /** Batches made ahead of the one that is used, 3 if not given. */
  prefetch?: number
  /** Threads that make them, if not given 1, on machines with four cores or more 2; none where little is to be done. */
  threads?: number
  /** Who makes the batches; threads if not given. */
  maker?: (settings: RenderSettings) => BatchMaker
}

export interface Batches {
  /** Those that are used: not those of pictures that could not be read. */
  samples: Sample[]
  stepsPerEpoch: number
  /**
   * The batches of an epoch, the rest of it from a step on. The same seed, epoch and step give the same batch, always.
   * Whoever stops early stops what is being made ahead.
   */
  epoch(epoch: number, fromStep?: number): AsyncGenerator<Batch, void, undefined>
  close(): Promise<void>
}

const PREFETCH = 3
/** So few bytes a batch are read sooner than a thread could be asked. */
const MOST_READ_HERE = 512 * 1024

/** Batches for a training loop, read and augmented ahead of it on other threads. */
export function openBatches(options: BatchesOptions): Batches {
  const { cache, seed, batch: size } = options
  const prefetch = Math.max(1, options.prefetch ?? PREFETCH)
  const samples = options.samples.filter(({ film }) => cache.facts.ok[film] === 1)
  const stepsPerEpoch = Math.ceil(samples.length / size)
  const maker = openMaker(options, samples)
  const labelsEach = cache.count === 0 ? 0 : options.labels.length / cache.count

  const ask = (epoch: number, step: number, order: Int32Array | null) => {
    const chosen: Sample[] = []
    for (let at = step * size; at < Math.min((step + 1) * size, samples.length); at++) {
      const sample = samples[order === null ? at : (order[at] ?? 0)]
      if (sample !== undefined) chosen.push(sample)
    }
    const films = Int32Array.from(chosen, ({ film }) => film)
    const copies = Int32Array.from(chosen, ({ copy }) => copy)
    const made = maker.make({ epoch, step, films, copies })
    // Who waits for it hears of it; who has left does not.
    made.catch(() => undefined)
    return { step, samples: chosen, made }
  }
  type Asked = ReturnType<typeof ask>

  const batchOf = (asked: Asked, rendered: RenderedBatch): Batch => {
    const labels = new Float32Array(asked.samples.length * labelsEach)
    for (const [place, { film }] of asked.samples.entries())
      labels.set(options.labels.subarray(film * labelsEach, (film + 1) * labelsEach), place * labelsEach)
    const { pixels, mixing } = rendered
    const { step, samples: chosen } = asked
    return { step, pixels, labels: mixing === null ? labels : mixLabels(labels, mixing), samples: chosen }
  }

  async function* epochFrom(epoch: number, fromStep: number): AsyncGenerator<Batch, void, undefined> {
    const order =
      options.order === 'shuffled' ? shuffledIndices(samples.length, drawsFor(seed, 'order', epoch)) : null
    const ahead: Asked[] = []
    let next = fromStep
    try {
      for (;;) {
        while (ahead.length < prefetch && next < stepsPerEpoch) ahead.push(ask(epoch, next++, order))
        const first = ahead.shift()
        if (first === undefined) return
        // Null when another epoch was left meanwhile: then it is asked for again.
        let rendered = await first.made
        while (rendered === null) rendered = await ask(epoch, first.step, order).made
        yield batchOf(first, rendered)
      }
    } finally {
      if (ahead.length > 0) maker.drop()
    }
  }

  return {
    samples,
    stepsPerEpoch,
    epoch: (epoch, fromStep = 0) => epochFrom(epoch, fromStep),
    close: () => maker.close(),
  }
}

function openMaker(options: BatchesOptions, samples: readonly Sample[]): BatchMaker {
  const { cache, augment = NO_AUGMENT, copies = PAPER_AUGMENT, seed } = options
  const place = { firstByte: cache.firstByte, size: cache.bytesPerPicture }
  const settings: RenderSettings = { ...place, input: cache.input, augment, copies, seed }
  if (options.maker !== undefined) return options.maker(settings)
  const isPlain =
    samples.every(({ copy }) => copy === 0) &&
    Object.values(augment).every((value) => value === null || value === false)
  if (isPlain && cache.bytesPerPicture * options.batch <= MOST_READ_HERE)
    return openInlineMaker(cache.path, settings)
  const threads = options.threads ?? (isPlain || availableParallelism() < 4 ? 1 : 2)
  return openBatchPool({ path: cache.path, settings }, threads)
}

function openInlineMaker(path: string, settings: RenderSettings): BatchMaker {
  const renderer = createRenderer(path, settings)
  return {
    make: (request) => renderer.batch(request),
    drop: () => undefined,
    close: () => {
      renderer.close()
      return Promise.resolve()
    },
  }
}
