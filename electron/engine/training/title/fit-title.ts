import { genreIndex, GENRES } from '#shared/domain/genres.ts'
import { AppError } from '#shared/errors.ts'
import type { TitleFeatures } from '../../model/title/title-features.ts'
import { TITLE_BUCKETS, titleFeatures, UNKNOWN_YEAR, YEAR_SLOTS } from '../../model/title/title-features.ts'
import { titleHash } from '../../model/title/title-hash.ts'
import type { TitleWeights } from '../../model/title/title-model.ts'
import type { TrainingFilm } from '../datasets/film.ts'
import { turn } from '../in-turns.ts'
import { rankLabel } from '../measures/average-precision.ts'
import { macroAveragePrecision } from '../measures/bootstrap.ts'
import type { SparseRows } from './logistic.ts'
import { trainLogistic } from './logistic.ts'

export type TitledFilm = Pick<TrainingFilm, 'title' | 'year' | 'filmKey' | 'genres'>

export interface TitleFit {
  weights: TitleWeights
  /** The regularisation that was chosen, and macro mAP of each that was tried, on films of other folds. */
  cost: number
  tried: { cost: number; macroMAP: number | null }[]
  /** Films whose title says something. */
  films: number
}

export interface TitleFitTools {
  seed: number
  signal: AbortSignal
  onProgress?(done: number, total: number): void
}

const LABELS = GENRES.length
const BIAS = TITLE_BUCKETS + YEAR_SLOTS
const COSTS = [2, 4, 8]
const FOLDS = 3
/** Brings values weighted by rarity to about the length of a year's: rare pieces have 8 to 10. */
const RARITY_UNIT = 8

/**
 * Learns what titles and years say of the genres: twenty logistic regressions, their regularisation chosen by
 * cross-validation within these films, pictures of one film in one fold.
 * @throws AppError `dataset/too-few`, `app/cancelled`
 */
export async function fitTitle(films: readonly TitledFilm[], tools: TitleFitTools): Promise<TitleFit> {
  const read = films.flatMap((film) => {
    const features = titleFeatures(film.title, film.year)
    return features === null ? [] : [{ film, features }]
  })
  if (read.length < 2 * FOLDS) throw new AppError('dataset/too-few')
  const features = read.map((each) => each.features)
  const rarity = rarityOf(features)
  const rows = rowsOf(features, rarity)
  const truth = truthOf(read.map(({ film }) => film))
  const folds = Uint8Array.from(read, ({ film }) => titleHash(film.filmKey) % FOLDS)
  const progress = { done: 0, total: (COSTS.length * FOLDS + 1) * LABELS }
  const learn = async (places: Int32Array, cost: number) => {
    const weights: Float64Array[] = []
    for (let label = 0; label < LABELS; label++) {
      await turn(tools.signal)
      weights.push(trainLogistic(rows, places, columnOf(truth, label), { cost, seed: tools.seed }))
      tools.onProgress?.(++progress.done, progress.total)
    }
    return weights
  }
  const tried: TitleFit['tried'] = []
  for (const cost of COSTS) {
    const scores = new Float64Array(truth.length)
    for (let fold = 0; fold < FOLDS; fold++) {
      const weights = await learn(
        placesWhere(folds, (each) => each !== fold),
        cost,
      )
      for (const place of placesWhere(folds, (each) => each === fold)) {
        weights.forEach((of, label) => {
          scores[place * LABELS + label] = productOf(rows, place, of)
        })
      }
    }
    const rankings = GENRES.map((_, label) => rankLabel(scores, truth, LABELS, label))
    tried.push({ cost, macroMAP: macroAveragePrecision(rankings) })
  }
  const best = tried.reduce((held, each) => ((each.macroMAP ?? 0) > (held.macroMAP ?? 0) ? each : held))
  const weights = await learn(
    placesWhere(folds, () => true),
    best.cost,
  )
  return { weights: titleWeights(weights, features, rarity), cost: best.cost, tried, films: read.length }
}

/** What is in few titles says more of them: log of the inverse share, by bucket. */
function rarityOf(films: readonly TitleFeatures[]): Float64Array {
  const counts = new Float64Array(TITLE_BUCKETS)
  for (const { buckets } of films)
    for (const bucket of buckets) counts[bucket] = (counts[bucket] as number) + 1
  return counts.map((count) => (Math.log((1 + films.length) / (1 + count)) + 1) / RARITY_UNIT)
}

/** The last column is 1 in every row: the bias. Of an unknown year nothing is learned. */
function rowsOf(films: readonly TitleFeatures[], rarity: Float64Array): SparseRows {
  const starts = new Int32Array(films.length + 1)
  const columns: number[] = []
  const values: number[] = []
  films.forEach((film, place) => {
    film.buckets.forEach((bucket, at) => {
      columns.push(bucket)
      values.push((film.values[at] as number) * (rarity[bucket] as number))
    })
    for (const slot of film.yearSlots) {
      if (slot === UNKNOWN_YEAR) continue
      columns.push(TITLE_BUCKETS + slot)
      values.push(1)
    }
    columns.push(BIAS)
    values.push(1)
    starts[place + 1] = columns.length
  })
  return { starts, columns: Int32Array.from(columns), values: Float64Array.from(values), width: BIAS + 1 }
}

function truthOf(films: readonly TitledFilm[]): Uint8Array {
  const truth = new Uint8Array(films.length * LABELS)
  films.forEach(({ genres }, place) => {
    for (const genre of genres) truth[place * LABELS + genreIndex(genre)] = 1
  })
  return truth
}

function columnOf(truth: Uint8Array, label: number): Uint8Array {
  return Uint8Array.from(
    { length: truth.length / LABELS },
    (_, place) => truth[place * LABELS + label] as number,
  )
}

function placesWhere(folds: Uint8Array, test: (fold: number) => boolean): Int32Array {
  return Int32Array.from([...folds.keys()].filter((place) => test(folds[place] as number)))
}

function productOf({ starts, columns, values }: SparseRows, place: number, weights: Float64Array): number {
  let sum = 0
  for (let at = starts[place] as number; at < (starts[place + 1] as number); at++) {
    sum += (weights[columns[at] as number] as number) * (values[at] as number)
  }
  return sum
}

/** Rarity goes into the weights; a year that is not known counts as the average of those that are. */
function titleWeights(
  learned: readonly Float64Array[],
  films: readonly TitleFeatures[],
  rarity: Float64Array,
): TitleWeights {
  const weights: TitleWeights = {
    labels: LABELS,
    bias: Float64Array.from(learned, (of) => of[BIAS] as number),
    years: new Float64Array(YEAR_SLOTS * LABELS),
    buckets: new Float64Array(TITLE_BUCKETS * LABELS),
  }
  const shares = yearShares(films)
  learned.forEach((of, label) => {
    for (let bucket = 0; bucket < TITLE_BUCKETS; bucket++) {
      weights.buckets[bucket * LABELS + label] = (of[bucket] as number) * (rarity[bucket] as number)
    }
    let average = 0
    for (let slot = 0; slot < YEAR_SLOTS; slot++) {
      const weight = of[TITLE_BUCKETS + slot] as number
      weights.years[slot * LABELS + label] = weight
      average += weight * (shares[slot] as number)
    }
    weights.years[UNKNOWN_YEAR * LABELS + label] = average
  })
  return weights
}

/** Of the films whose year is known, the share in each slot. */
function yearShares(films: readonly TitleFeatures[]): Float64Array {
  const dated = films.filter(({ yearSlots }) => !yearSlots.includes(UNKNOWN_YEAR))
  const shares = new Float64Array(YEAR_SLOTS)
  for (const { yearSlots } of dated) {
    for (const slot of yearSlots) shares[slot] = (shares[slot] as number) + 1 / dated.length
  }
  return shares
}
