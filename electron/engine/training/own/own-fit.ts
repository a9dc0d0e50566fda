import { seededRandom, shuffledIndices } from '../../platform/random.ts'
import { featureSpaceOf, writeFeatures } from '../teach/feature-space.ts'
import type { LogisticRows } from '../teach/map-logistic.ts'
import { fitMap, rowProduct } from '../teach/map-logistic.ts'
import type { OwnFilm } from './own-films.ts'

/** A head over stored embeddings: the logit of one is its product with the direction, and the bias. */
export interface OwnHead {
  direction: Float64Array
  bias: number
}

/** Before anything is seen, the logit of a typical film moves by so much with all features together. */
const REACH = 2
const BIAS_DEVIATION = 2
const FOLDS = 10
/** The order of films shows long before the coefficients stand still. */
const LOOSE = 0.03

/** Films ready to be learned from: a row for each of their posters. */
export interface OwnRows {
  rows: LogisticRows
  /** The film of each row. */
  films: Int32Array
  space: ReturnType<typeof featureSpaceOf>
}

/** The bias, then the features: embeddings less the films' mean, in one unit. */
export function ownRowsOf(films: readonly OwnFilm[], dimensions: number): OwnRows {
  const said = films.flatMap(({ statements }, film) =>
    statements.map((statement) => ({ ...statement, film })),
  )
  const space = featureSpaceOf(
    said.map(({ poster }) => poster.embedding),
    dimensions,
  )
  const columns = dimensions + 1
  const matrix = new Float32Array(said.length * columns)
  said.forEach(({ poster }, row) => {
    matrix[row * columns] = 1
    writeFeatures(space, poster.embedding, matrix, row * columns + 1)
  })
  return {
    rows: {
      matrix,
      columns,
      offsets: new Float64Array(said.length),
      targets: Float64Array.from(said, ({ isYes }) => (isYes ? 1 : 0)),
      weights: Float64Array.from(said, ({ weight }) => weight),
    },
    films: Int32Array.from(said, ({ film }) => film),
    space,
  }
}

/** The maximum a posteriori with a prior around nothing known. */
export function fitOwnHead({ rows, space }: OwnRows): OwnHead {
  const [centre = 0, ...features] = fitMap(rows, { deviations: deviationsOf(rows.columns) })
  const direction = Float64Array.from(features, (value) => value / space.unit)
  const atMean = direction.reduce((sum, value, at) => sum + value * (space.mean[at] as number), 0)
  return { direction, bias: centre - atMean }
}

/**
 * The logit of every film by a head that was learned without it, in ten folds by film with as much of yes and no in
 * each; the mean over its posters.
 */
export function crossValidated(
  films: readonly OwnFilm[],
  { rows, films: filmOf }: OwnRows,
  seed: number,
): Float64Array {
  const folds = foldsOf(films, seed)
  const logits = new Float64Array(films.length)
  for (let fold = 0; fold < FOLDS; fold++) {
    const isHeld = (row: number) => folds[filmOf[row] as number] === fold
    const weights = rows.weights.map((weight, row) => (isHeld(row) ? 0 : weight))
    const fit = fitMap({ ...rows, weights }, { deviations: deviationsOf(rows.columns), tolerance: LOOSE })
    for (let row = 0; row < weights.length; row++) {
      if (!isHeld(row)) continue
      const film = filmOf[row] as number
      const share = (films[film] as OwnFilm).statements.length
      logits[film] = (logits[film] as number) + rowProduct(rows.matrix, row * rows.columns, fit) / share
    }
  }
  return logits
}

function foldsOf(films: readonly OwnFilm[], seed: number): Uint8Array {
  const folds = new Uint8Array(films.length)
  const random = seededRandom(seed)
  for (const isYes of [true, false]) {
    const places = films.flatMap((film, place) => (film.isYes === isYes ? [place] : []))
    shuffledIndices(places.length, random).forEach((from, to) => {
      folds[places[from] as number] = to % FOLDS
    })
  }
  return folds
}

function deviationsOf(columns: number): Float64Array {
  const deviations = new Float64Array(columns).fill(REACH / Math.sqrt(columns - 1))
  deviations[0] = BIAS_DEVIATION
  return deviations
}
