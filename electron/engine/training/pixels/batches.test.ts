import { truncateSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { GENRES } from '#shared/domain/genres.ts'
import { describe, expect, it, onTestFinished } from 'vitest'
import {
  fakePictures,
  numberFiles,
  pixelsOfNumber,
  writeNumber,
} from '../../../../tests/helpers/fake-pictures.ts'
import { temporaryFolder } from '../../../../tests/helpers/temporary.ts'
import { NO_AUGMENT, parseAugment } from '../augment/spec.ts'
import type { BatchMaker } from './batch-pool.ts'
import type { Batch, BatchesOptions, Sample } from './batches.ts'
import { openBatches } from './batches.ts'
import type { PixelCache } from './pixel-cache.ts'
import { openPixelCache } from './pixel-cache.ts'
import { createRenderer } from './render-batch.ts'

const INPUT = { height: 6, width: 4 }
const SIZE = INPUT.height * INPUT.width * 3
const FILMS = 10
const ALL: Sample[] = Array.from({ length: FILMS }, (_, film) => ({ film, copy: 0 }))
/** Each film has the genre of its place, and Action. */
const LABELS = Uint8Array.from({ length: FILMS * GENRES.length }, (_, at) => {
  const [film, genre] = [Math.floor(at / GENRES.length), at % GENRES.length]
  return genre === 0 || genre === film ? 1 : 0
})
const EVERYTHING = parseAugment('paper,flip,crop,blur,jpeg,mixup,cutmix')

/** A cache of ten films whose pixels are noise of their own; the last one cannot be read if so wanted. */
async function openCache({ isLastBad = false } = {}): Promise<PixelCache> {
  const films = numberFiles(temporaryFolder(), FILMS)
  if (isLastBad) writeNumber(films.at(-1)?.path ?? '', 'bad')
  const options = {
    folder: temporaryFolder(),
    signal: new AbortController().signal,
    pictures: fakePictures().open,
  }
  const cache = await openPixelCache(films, INPUT, options)
  onTestFinished(() => {
    cache.close()
  })
  return cache
}

function open(cache: PixelCache, options: Partial<BatchesOptions> = {}) {
  const batches = openBatches({
    cache,
    samples: ALL,
    labels: LABELS,
    order: 'shuffled',
    seed: 3,
    batch: 4,
    ...options,
  })
  onTestFinished(() => batches.close())
  return batches
}

async function all(epoch: AsyncIterable<Batch>): Promise<Batch[]> {
  const batches: Batch[] = []
  for await (const batch of epoch) batches.push(batch)
  return batches
}

const filmsOf = (batches: readonly Batch[]) =>
  batches.flatMap(({ samples }) => samples.map(({ film }) => film))

describe('an epoch', () => {
  it('has every sample once, in an order of its own, the last batch with what is left', async () => {
    const batches = open(await openCache())
    const first = await all(batches.epoch(0))
    expect(batches.stepsPerEpoch).toBe(3)
    expect(first.map(({ step, samples }) => [step, samples.length])).toEqual([
      [0, 4],
      [1, 4],
      [2, 2],
    ])
    expect(filmsOf(first).sort()).toEqual(ALL.map(({ film }) => film))
    expect(filmsOf(await all(batches.epoch(1)))).not.toEqual(filmsOf(first))
  })

  it('gives pixels and labels of its samples, untouched without augmentation', async () => {
    const cache = await openCache()
    for (const { samples, pixels, labels } of await all(open(cache).epoch(2))) {
      expect(pixels).toEqual(cache.read(samples.map(({ film }) => film)))
      for (const [place, { film }] of samples.entries()) {
        const of = labels.subarray(place * GENRES.length, (place + 1) * GENRES.length)
        expect([...of]).toEqual([...LABELS.subarray(film * GENRES.length, (film + 1) * GENRES.length)])
      }
    }
  })

  it('can have the samples as they stand', async () => {
    const samples = [5, 1, 2, 8].map((film) => ({ film, copy: 0 }))
    const batches = open(await openCache(), { samples, order: 'sorted' })
    expect(filmsOf(await all(batches.epoch(0)))).toEqual([5, 1, 2, 8])
    expect(filmsOf(await all(batches.epoch(1)))).toEqual([5, 1, 2, 8])
  })

  it('leaves out pictures that could not be read', async () => {
    const batches = open(await openCache({ isLastBad: true }))
    expect(batches.samples).toEqual(ALL.slice(0, -1))
    expect(filmsOf(await all(batches.epoch(0)))).not.toContain(9)
  })

  it('is empty without samples', async () => {
    expect(await all(open(await openCache(), { samples: [] }).epoch(0))).toEqual([])
  })
})

describe('augmentation', () => {
  it('is the same with one thread and with two, and without any', async () => {
    const cache = await openCache()
    const [one, two, none] = [{ threads: 1 }, { threads: 2, prefetch: 5 }, { maker: inline(cache) }]
    const made = await Promise.all(
      [one, two, none].map((how) => all(open(cache, { augment: EVERYTHING, ...how }).epoch(4))),
    )
    expect(made[1]).toEqual(made[0])
    expect(made[2]).toEqual(made[0])
  })

  it('goes on in the middle of an epoch as if it had never stopped', async () => {
    const cache = await openCache()
    const whole = await all(open(cache, { augment: EVERYTHING }).epoch(7))
    const resumed = await all(open(cache, { augment: EVERYTHING }).epoch(7, 1))
    expect(resumed).toEqual(whole.slice(1))
  })

  it('is another in each epoch, and with another seed', async () => {
    const cache = await openCache()
    const options = { order: 'sorted', augment: parseAugment('paper') } as const
    const batches = open(cache, options)
    const [first, second] = [await all(batches.epoch(0)), await all(batches.epoch(1))]
    expect(first[0]?.pixels).not.toEqual(second[0]?.pixels)
    const [other] = await all(open(cache, { ...options, seed: 4 }).epoch(0))
    expect(other?.pixels).not.toEqual(first[0]?.pixels)
  })

  it('mixes labels as it mixes pictures', async () => {
    const batches = await all(open(await openCache(), { augment: parseAugment('mixup=1') }).epoch(0))
    for (const { labels, samples } of batches) {
      // All films have Action, so any mixture of them has it whole.
      for (const place of samples.keys()) expect(labels[place * GENRES.length]).toBeCloseTo(1)
    }
    expect(batches.some(({ labels }) => labels.some((label) => label > 0.01 && label < 0.99))).toBe(true)
  })

  it('makes fixed copies: unlike the picture and each other, with its labels, the same in every epoch', async () => {
    const samples = [0, 1, 2].map((copy) => ({ film: 3, copy }))
    const batches = open(await openCache(), { samples, order: 'sorted' })
    const [[first], [second]] = [await all(batches.epoch(0)), await all(batches.epoch(1))]
    expect(second).toEqual({ ...first })
    const [picture, one, two] = [0, 1, 2].map((copy) =>
      first?.pixels.subarray(copy * SIZE, (copy + 1) * SIZE),
    )
    expect(picture).toEqual(pixelsOfNumber(4, INPUT))
    expect(one).not.toEqual(picture)
    expect(two).not.toEqual(picture)
    expect(two).not.toEqual(one)
    const labels = [...(first?.labels ?? [])]
    expect(labels.slice(GENRES.length, 2 * GENRES.length)).toEqual(labels.slice(0, GENRES.length))
  })

  it('changes fixed copies further when there is any', async () => {
    const samples = [{ film: 3, copy: 1 }]
    const batches = open(await openCache(), { samples, augment: { ...NO_AUGMENT, brightness: 0.9 } })
    const [[first], [second]] = [await all(batches.epoch(0)), await all(batches.epoch(1))]
    expect(second?.pixels).not.toEqual(first?.pixels)
  })
})

describe('making ahead', () => {
  it('never has more batches than asked for', async () => {
    const cache = await openCache()
    const counting = counted(inline(cache))
    const batches = open(cache, { batch: 1, prefetch: 2, maker: counting.maker })
    for await (const { step } of batches.epoch(0)) {
      // Those given out, one more that is on its way to be, and none ahead of the two.
      expect(counting.asked()).toBe(Math.min(FILMS, step + 2))
      await new Promise(setImmediate)
      expect(counting.asked()).toBe(Math.min(FILMS, step + 2))
    }
    expect(counting.asked()).toBe(FILMS)
    expect(counting.dropped()).toBe(0)
  })

  it('stops when the epoch is left early', async () => {
    const cache = await openCache()
    const counting = counted(inline(cache))
    const batches = open(cache, { batch: 1, prefetch: 3, maker: counting.maker })
    for await (const _ of batches.epoch(0)) break
    await new Promise(setImmediate)
    expect(counting.asked()).toBe(3)
    expect(counting.dropped()).toBe(1)
  })

  it('goes on with another epoch after one was left', async () => {
    const cache = await openCache()
    const batches = open(cache, { batch: 1, augment: EVERYTHING, threads: 2 })
    for await (const _ of batches.epoch(0)) break
    const after = await all(batches.epoch(1))
    expect(after).toEqual(await all(open(cache, { batch: 1, augment: EVERYTHING }).epoch(1)))
  })

  it('gives two epochs at once each their own, though one is left', async () => {
    const cache = await openCache()
    const batches = open(cache, { batch: 1, augment: parseAugment('zoom'), threads: 1 })
    const left = batches.epoch(0)
    await left.next()
    const other = batches.epoch(1)
    const first = await other.next()
    await left.return()
    const rest = await all(other)
    expect(first.done).toBe(false)
    expect(filmsOf(rest)).toHaveLength(FILMS - 1)
  })
})

describe('close', () => {
  it.runIf(process.platform === 'linux')('ends the threads', async () => {
    const cache = await openCache()
    const threads = async () => (await readdir('/proc/self/task')).length
    const before = await threads()
    const batches = open(cache, { augment: parseAugment('zoom'), threads: 2 })
    await all(batches.epoch(0))
    expect(await threads()).toBeGreaterThan(before)
    await batches.close()
    expect(await threads()).toBeLessThanOrEqual(before)
  })

  it('is told to whoever waits, and to whoever comes after', async () => {
    const batches = open(await openCache(), { augment: EVERYTHING })
    const waiting = batches.epoch(0).next()
    await Promise.resolve()
    await Promise.all([expect(waiting).rejects.toThrow('closed'), batches.close()])
    await expect(batches.epoch(1).next()).rejects.toThrow('closed')
  })

  it('is no trouble where nothing was begun', async () => {
    const cache = await openCache()
    await open(cache).close()
    await open(cache, { augment: EVERYTHING }).close()
  })
})

describe('a cache that lost its end', () => {
  it.each(['none', 'zoom'])('is an error of the epoch, not pixels of nothing (augment %s)', async (list) => {
    const cache = await openCache()
    truncateSync(cache.path, cache.firstByte + 3)
    await expect(all(open(cache, { augment: parseAugment(list) }).epoch(0))).rejects.toThrow('shorter')
  })
})

/** Makes batches where it stands. */
function inline(cache: PixelCache): NonNullable<BatchesOptions['maker']> {
  return (settings) => {
    const renderer = createRenderer(cache.path, settings)
    return {
      make: (request) => renderer.batch(request),
      drop: () => undefined,
      close: () => Promise.resolve(renderer.close()),
    }
  }
}

function counted(maker: NonNullable<BatchesOptions['maker']>) {
  let [asked, dropped] = [0, 0]
  return {
    asked: () => asked,
    dropped: () => dropped,
    maker: (...settings: Parameters<typeof maker>): BatchMaker => {
      const real = maker(...settings)
      return {
        make: (request) => {
          asked++
          return real.make(request)
        },
        drop: () => {
          dropped++
        },
        close: () => real.close(),
      }
    },
  }
}
