import { genreIndex, GENRES } from '#shared/domain/genres.ts'
import type { TrainOptions } from '#shared/domain/train-options.ts'
import type { InputSize } from '../../images/preprocess.ts'
import { balanceSamples, labelCounts } from '../augment/balance.ts'
import type { GenreNote } from '../datasets/check.ts'
import { checkTrainable } from '../datasets/check.ts'
import type { RowNote, TrainingFilm } from '../datasets/film.ts'
import { applyFilters, parseFilters } from '../datasets/filters.ts'
import { readTrainingSet, sourceOf } from '../datasets/read.ts'
import { splitFilms } from '../datasets/split.ts'
import { nearDuplicatePairs } from '../pixels/near-duplicates.ts'
import type { PixelCache } from '../pixels/pixel-cache.ts'
import { openPixelCache } from '../pixels/pixel-cache.ts'
import type { Sample } from '../pixels/batches.ts'

/** Everything a training learns from and is judged by. Places are those of `films` and of the cache. */
export interface PreparedData {
  films: TrainingFilm[]
  cache: PixelCache
  /** films × labels, 0 or 1. */
  labels: Uint8Array
  training: Sample[]
  validation: Sample[]
  counts: DataCounts
  notes: RowNote[]
}

export interface DataCounts {
  /** Rows of the dataset that are films with a picture. */
  films: number
  /** Rows and films that could not be used, by reason. */
  leftOut: Record<string, number>
  /** Films left out by the filters, by filter. */
  filtered: Record<string, number>
  /** Films on both sides of the split. */
  training: number
  validation: number
  /** Pictures learned from, copies among them. */
  samples: number
  /** Training pictures of each genre before and after copies were added. */
  before: number[]
  after: number[]
  /** Genres that nothing is learned about: no training film has them, or every one does. */
  unlearnable: GenreNote[]
}

interface Tools {
  cacheFolder: string
  signal: AbortSignal
  onProgress(phase: 'reading' | 'decoding', done: number, total: number): void
}

/**
 * Reads the dataset, decodes its pictures, filters, splits and balances as the options say. The same options on the
 * same files give the same samples in the same order.
 * @throws AppError `dataset/…`
 */
export async function prepareData(
  options: TrainOptions,
  input: InputSize,
  tools: Tools,
): Promise<PreparedData> {
  tools.onProgress('reading', 0, 1)
  const set = await readTrainingSet(sourceOf(options))
  const filters = parseFilters(options.filter)
  // What the metadata can tell is left out before its pictures are decoded.
  const told = applyFilters(set.films, filters)
  const wanted = told.kept.map((index) => set.films[index] as TrainingFilm)
  const cache = await openPixelCache(wanted, input, {
    folder: tools.cacheFolder,
    signal: tools.signal,
    report: ({ done, total }) => {
      tools.onProgress('decoding', done, total)
    },
  })
  const seen = applyFilters(wanted, filters, cache.facts)
  const { unreadable = 0, ...filtered } = seen.filtered
  const labels = labelsOf(wanted)
  const { training, validation, isCopyOnBothSides } = splitSamples(options, wanted, labels, seen.kept, cache)
  const originals = training.filter(({ copy }) => copy === 0)
  const unlearnable = checkTrainable(
    originals.map(({ film }) => wanted[film] as TrainingFilm),
    { batch: options.batch },
  )
  const counts: DataCounts = {
    films: set.films.length,
    leftOut: { ...set.leftOut, ...(unreadable > 0 && { unreadable }) },
    filtered: sums(told.filtered, filtered),
    training: isCopyOnBothSides ? training.length : originals.length,
    validation: validation.length,
    samples: training.length,
    before: labelCounts(labels, originals),
    after: labelCounts(labels, training),
    unlearnable,
  }
  return { films: wanted, cache, labels, training, validation, counts, notes: set.notes }
}

function labelsOf(films: readonly TrainingFilm[]): Uint8Array {
  const labels = new Uint8Array(films.length * GENRES.length)
  films.forEach(({ genres }, row) => {
    for (const genre of genres) labels[row * GENRES.length + genreIndex(genre)] = 1
  })
  return labels
}

function splitSamples(
  options: TrainOptions,
  films: readonly TrainingFilm[],
  labels: Uint8Array,
  kept: readonly number[],
  cache: PixelCache,
): { training: Sample[]; validation: Sample[]; isCopyOnBothSides: boolean } {
  const original = (film: number): Sample => ({ film, copy: 0 })
  if (options.balance && options.copiesBeforeSplit) {
    // As the paper's text reads: what was added is dealt out like everything else.
    const samples = balanceSamples(labels, kept, { seed: options.seed })
    const each = samples.map(({ film, copy }) => {
      const of = films[film] as TrainingFilm
      return { ...of, file: `${of.file}#${copy}`, filmKey: `${of.file}#${copy}` }
    })
    const dealt = splitFilms(each, { validation: options.validation, seed: options.seed })
    const at = (index: number) => samples[index] as Sample
    return { training: dealt.training.map(at), validation: dealt.validation.map(at), isCopyOnBothSides: true }
  }
  const usable = kept.map((film) => films[film] as TrainingFilm)
  const places = new Map(kept.map((film, index) => [film, index]))
  const nearDuplicates = nearDuplicatePairs(cache).flatMap(([one, other]): [number, number][] => {
    const [left, right] = [places.get(one), places.get(other)]
    return left === undefined || right === undefined ? [] : [[left, right]]
  })
  const split = splitFilms(usable, { validation: options.validation, seed: options.seed, nearDuplicates })
  const training = split.training.map((index) => kept[index] as number)
  return {
    training: options.balance
      ? balanceSamples(labels, training, { seed: options.seed })
      : training.map(original),
    validation: split.validation.map((index) => original(kept[index] as number)),
    isCopyOnBothSides: false,
  }
}

function sums(...records: Record<string, number>[]): Record<string, number> {
  const sum: Record<string, number> = {}
  for (const record of records) {
    for (const [name, value] of Object.entries(record)) sum[name] = (sum[name] ?? 0) + value
  }
  return sum
}
