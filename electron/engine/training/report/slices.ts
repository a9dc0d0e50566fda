import type { Genre } from '#shared/domain/genres.ts'
import type { Headline } from '#shared/domain/report.ts'
import type { Slice, SliceKind, Slices } from '#shared/domain/scoreboard.ts'
import { LEAST_SLICE_FILMS, SLICE_KINDS, SLICE_MEASURES } from '#shared/domain/scoreboard.ts'
import type { Pieces } from '../in-turns.ts'
import { atOnce } from '../in-turns.ts'
import type { ResampleOptions } from '../measures/bootstrap.ts'
import { bootstrapError, intervalAround } from '../measures/bootstrap.ts'
import { LEAST_SUPPORT } from '../measures/measure.ts'
import { answerCounts, ratio } from '../measures/statistics.ts'
import type { Contest, Contestant, Judged } from './headlines.ts'
import { headlinesInPieces, noResult } from './headlines.ts'

/** What the metadata says of a film that slices go by. */
export interface SlicedFilm {
  year: number | null
  art: string | null
  grayscale: boolean | null
}

/** Where there are more, the column does not name sources. */
const MOST_SOURCES = 12

/** The name of the slice that a film is in; null where it is not known. */
const NAMES: Record<SliceKind, (film: SlicedFilm) => string | null> = {
  decade: ({ year }) => (year === null ? null : String(year - (year % 10))),
  art: ({ art }) => art,
  colour: ({ grayscale }) => (grayscale === null ? null : grayscale ? 'grayscale' : 'colour'),
}

/**
 * What a model is worth on the films of each ten years, each source of pictures, and with and without colours, beside
 * its rivals on the same films; see {@link slicesOfKind}.
 * @param films in the order of the scores
 */
export function slicesOf(
  contest: Contest,
  judged: Judged,
  films: readonly SlicedFilm[],
  options: ResampleOptions = {},
): Slices {
  return atOnce(slicesInPieces(contest, judged, films, options))
}

/** {@link slicesOf} in pieces that each take milliseconds for some thousand films. */
export function* slicesInPieces(
  contest: Contest,
  judged: Judged,
  films: readonly SlicedFilm[],
  options: ResampleOptions = {},
): Pieces<Slices> {
  const slices: Slices = { decade: null, art: null, colour: null }
  for (const kind of SLICE_KINDS) slices[kind] = yield* slicesOfKind(kind, contest, judged, films, options)
  return slices
}

/**
 * The slices of one kind. Macro mAP averages the genres that at least 25 films of a slice have: with fewer positives
 * chance decides. A small slice averages few genres, so macro mAPs of two slices are not of the same genres.
 * @returns null where the metadata does not tell of any
 */
function* slicesOfKind(
  kind: SliceKind,
  contest: Contest,
  judged: Judged,
  films: readonly SlicedFilm[],
  options: ResampleOptions,
): Pieces<Slice[] | null> {
  const members = Map.groupBy(films.keys(), (film) => NAMES[kind](films[film] as SlicedFilm))
  const names = [...members.keys()].filter((name) => name !== null)
  if (names.length === 0 || (kind === 'art' && names.length > MOST_SOURCES)) return null
  // Those of which it is not known come last.
  const ordered = [...names.toSorted(), ...(members.has(null) ? [null] : [])]
  const slices: Slice[] = []
  for (const name of ordered) {
    slices.push(yield* sliceOf(name, members.get(name) ?? [], contest, judged, options))
  }
  return slices
}

function* sliceOf(
  name: string | null,
  places: readonly number[],
  { model, previous }: Contest,
  judged: Judged,
  options: ResampleOptions,
): Pieces<Slice> {
  const { labels } = judged
  const truth = rowsOf(judged.truth, places, labels.length)
  const averaged = labels.filter((_, label) => supportOf(truth, labels.length, label) >= LEAST_SUPPORT)
  const tooFew = places.length < LEAST_SLICE_FILMS
  // Without intervals nothing can be called better.
  const asked = tooFew ? { ...options, resamples: 0 } : options
  const part = (contestant: Contestant) => partOf(contestant, places, labels.length)
  const answering = previous !== null && 'scores' in previous ? part(previous) : null
  const ofModel = part(model)
  const headlines = yield* headlinesInPieces(
    { model: ofModel, previous: answering },
    { ...judged, truth, averaged },
    { ...asked, measures: SLICE_MEASURES },
  )
  return {
    name,
    films: places.length,
    tooFew,
    genresAveraged: averaged.length,
    headlines: byMeasure(headlines),
    likelyPerPoster: perPoster(ofModel.likely, truth, labels, asked),
  }
}

function byMeasure(headlines: readonly Headline[]): Slice['headlines'] {
  return Object.fromEntries(headlines.map((headline) => [headline.measure, headline])) as Slice['headlines']
}

function perPoster(
  likely: Uint8Array,
  truth: Uint8Array,
  labels: readonly Genre[],
  options: ResampleOptions,
): Slice['likelyPerPoster'] {
  const { predicted } = answerCounts(likely, truth, labels.length)
  const mean = ratio(
    predicted,
    predicted.map(() => 1),
  )
  const value = mean() ?? 0
  return { value, interval: intervalAround(value, bootstrapError(predicted.length, mean, options)) }
}

function partOf(contestant: Contestant, places: readonly number[], width: number): Contestant {
  const { scores, likely, maybe } = contestant
  return {
    scores: rowsOf(scores, places, width),
    likely: rowsOf(likely, places, width),
    maybe: rowsOf(maybe, places, width),
  }
}

/** The rows of some films. */
function rowsOf<T extends Uint8Array | Float32Array | Float64Array>(
  values: T,
  places: readonly number[],
  width: number,
): T {
  const rows = new (values.constructor as new (length: number) => T)(places.length * width)
  places.forEach((place, row) => {
    rows.set(values.subarray(place * width, (place + 1) * width), row * width)
  })
  return rows
}

function supportOf(truth: Uint8Array, labelCount: number, label: number): number {
  let support = 0
  for (let pair = label; pair < truth.length; pair += labelCount) support += truth[pair] as number
  return support
}

/** The same slices with nothing called a result. */
export function withoutResults(slices: Slices): Slices {
  const silent = (slice: Slice): Slice => {
    return { ...slice, headlines: byMeasure(Object.values(slice.headlines).map(noResult)) }
  }
  const { decade, art, colour } = slices
  return {
    decade: decade?.map(silent) ?? null,
    art: art?.map(silent) ?? null,
    colour: colour?.map(silent) ?? null,
  }
}
