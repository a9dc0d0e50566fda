import type { GenreExamples } from './examples.ts'
import type { FeatureSpace } from './feature-space.ts'
import { writeFeatures } from './feature-space.ts'
import type { LogisticRows } from './map-logistic.ts'
import type { Remembered } from './remembered.ts'
import type { Statement } from './statements.ts'

/** Columns before the features: the bias, and the parent's logit from its centre, whose coefficient is the scale. */
export const FIRST_COLUMNS = 2

/** A genre that is off may be so by a third in its odds. */
const BIAS_DEVIATION = 0.3
/** And by a seventh in how much the parent's certainty is worth. */
const SCALE_DEVIATION = 0.15

export interface Known {
  remembered: Remembered
  space: FeatureSpace
  labels: number
  /** The parent's logits of a poster, by its id. */
  logits: ReadonlyMap<number, Float32Array>
  /** Logits by which a statement's odds are shifted, see `answerOdds`. */
  odds(statement: Statement): number
}

/**
 * The rows of one genre: its examples, then the remembered films, with the parent's logits as offsets.
 * @param columns 1: the bias; 2: bias and scale; all, with the features behind them
 * @param centre of the scale
 */
export function rowsOf(
  { label, statements }: GenreExamples,
  { remembered, space, labels, logits, odds }: Known,
  { columns, centre }: { columns: number; centre: number },
): LogisticRows {
  const pairs = Array.from(remembered.embeddings, (_, film) => film * labels + label)
  const parents = [
    ...statements.map(({ poster }) => logits.get(poster.id)?.[label] as number),
    ...pairs.map((pair) => remembered.logits[pair] as number),
  ]
  const embeddings = [...statements.map(({ poster }) => poster.embedding), ...remembered.embeddings]
  const matrix = new Float32Array(embeddings.length * columns)
  embeddings.forEach((embedding, row) => {
    const from = row * columns
    matrix[from] = 1
    if (columns > 1) matrix[from + 1] = (parents[row] as number) - centre
    if (columns > FIRST_COLUMNS) writeFeatures(space, embedding, matrix, from + FIRST_COLUMNS)
  })
  return {
    matrix,
    columns,
    offsets: Float64Array.from(parents, (logit, row) => {
      const statement = statements[row]
      return statement === undefined ? logit : logit + odds(statement)
    }),
    targets: Float64Array.from([
      ...statements.map(({ isYes }) => (isYes ? 1 : 0)),
      ...pairs.map((pair) => remembered.targets[pair] as number),
    ]),
    weights: Float64Array.from([
      ...statements.map(({ weight }) => weight),
      ...pairs.map(() => remembered.weight),
    ]),
  }
}

/** The first columns alone. */
export function withoutFeatures(rows: LogisticRows): LogisticRows {
  const { matrix, columns, weights } = rows
  const first = new Float32Array(weights.length * FIRST_COLUMNS)
  for (let row = 0; row < weights.length; row++) {
    first.set(matrix.subarray(row * columns, row * columns + FIRST_COLUMNS), row * FIRST_COLUMNS)
  }
  return { ...rows, matrix: first, columns: FIRST_COLUMNS }
}

/**
 * Prior standard deviations of the coefficients.
 * @param reach by how much all features together may move the logit of a typical film
 */
export function deviationsOf(columns: number, reach = 0): Float64Array {
  const deviations = new Float64Array(columns)
  deviations.fill(reach / Math.sqrt(columns - FIRST_COLUMNS), FIRST_COLUMNS)
  deviations.set([BIAS_DEVIATION, SCALE_DEVIATION].slice(0, columns))
  return deviations
}
