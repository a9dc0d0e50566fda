import { fitAveraged } from './averaged-fit.ts'
import { chooseReach, type Reach } from './choose-reach.ts'
import type { Known } from './design.ts'
import { FIRST_COLUMNS, rowsOf } from './design.ts'
import type { GenreExamples, Tier } from './examples.ts'
import { tierOf } from './examples.ts'

/** How a genre's logit changes: by bias + scale × (logit − centre) + vector · features. */
export interface GenreFit {
  label: number
  /** What was learned; a vector may turn out to be no better than bias and scale. */
  tier: Tier
  bias: number
  scale: number
  /** The scale turns around it. */
  centre: number
  /** Null unless the tier is `vector`. */
  vector: Float64Array | null
  /** The prior that was chosen for the vector. */
  reach: Reach | null
}

/** Learns of one genre as much as its examples are enough for. The same examples and seed give the same fit. */
export function fitGenre(examples: GenreExamples, known: Known, seed: number): GenreFit {
  const { label } = examples
  const tier = tierOf(examples)
  const centre = centreOf(examples, known)
  const learned = (coefficients: Float64Array, reach: Reach | null = null): GenreFit => ({
    label,
    tier: tier === 'vector' && reach === null ? 'scale' : tier,
    bias: coefficients[0] ?? 0,
    scale: coefficients[1] ?? 0,
    centre,
    vector: reach === null ? null : coefficients.subarray(FIRST_COLUMNS),
    reach,
  })
  if (tier === 'unchanged') return learned(new Float64Array(0))
  if (tier === 'vector') {
    const columns = FIRST_COLUMNS + known.space.mean.length
    const chosen = chooseReach(rowsOf(examples, known, { columns, centre }), examples.films, seed)
    return learned(chosen.coefficients, chosen.reach)
  }
  const columns = tier === 'bias' ? 1 : FIRST_COLUMNS
  return learned(fitAveraged(rowsOf(examples, known, { columns, centre })))
}

/** The parent's mean logit of the remembered films, or of the examples without them: there a scale moves nothing. */
function centreOf({ label, statements }: GenreExamples, { remembered, labels, logits }: Known): number {
  const own = statements.map(({ poster }) => logits.get(poster.id)?.[label] as number)
  const theirs = Array.from(
    remembered.embeddings,
    (_, film) => remembered.logits[film * labels + label] as number,
  )
  const values = theirs.length > 0 ? theirs : own
  return values.reduce((sum, value) => sum + value / values.length, 0)
}
