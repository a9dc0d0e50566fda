import type { Measures } from '#shared/contract/models.ts'
import { GENRES } from '#shared/domain/genres.ts'
import { sigmoid } from '../../model/heads.ts'
import type { ModelManifest } from '../../model/manifest.ts'
import { priorLogit } from '../../model/title/title-fusion.ts'
import type { TitleModel } from '../../model/title/title-model.ts'
import { titleLogits } from '../../model/title/title-model.ts'
import type { ScoredFilms } from '../evaluate.ts'
import { inTurns } from '../in-turns.ts'
import type { GenreLevel } from '../levels.ts'
import { crossFitLevels, fitLevels } from '../levels.ts'
import { manifestFigures } from '../manifest-figures.ts'
import type { PairedDifference } from '../measures/bootstrap.ts'
import { pairedDifference } from '../measures/bootstrap.ts'
import { measureInPieces } from '../measures/measure.ts'
import type { FusionFit } from './fit-fusion.ts'
import { fitFusion } from './fit-fusion.ts'

/** On the validation films. */
export interface TitleMeasures {
  picture: Measures
  title: Measures
  /** Every film from a fusion that was fitted without it. */
  withTitle: Measures
  /** From the fusion that ships, which was fitted on these very films: what `evaluate --with-title` finds on them. */
  shipped: Measures
}

export interface JoinedTitle {
  fusion: FusionFit
  /** Validation films whose title says something. */
  titled: number
  /** Levels fitted on all validation films; reliability and measures cross-fitted. */
  figures: ReturnType<typeof manifestFigures>
  measures: TitleMeasures
  gain: PairedDifference | null
}

const LABELS = GENRES.length

/**
 * Joins a title model with a picture model's logits, on films that neither has seen.
 * @throws AppError `app/cancelled`
 */
export async function joinTitle(
  model: TitleModel,
  scored: ScoredFilms,
  { trainingPrevalence, levels: pictureLevels }: Pick<ModelManifest, 'trainingPrevalence' | 'levels'>,
  { seed, signal }: { seed: number; signal: AbortSignal },
): Promise<JoinedTitle> {
  const read = scored.films.flatMap(({ title, year }, row) => {
    const logits = titleLogits(model, title, year)
    return logits === null ? [] : [{ row, logits }]
  })
  const rowOf = <T extends Float32Array | Uint8Array>(of: T, row: number) =>
    of.subarray(row * LABELS, (row + 1) * LABELS)
  const fusion = fitFusion(
    {
      picture: Float64Array.from(read.flatMap(({ row }) => [...rowOf(scored.logits, row)])),
      title: Float64Array.from(read.flatMap(({ logits }) => [...logits])),
      truth: Uint8Array.from(read.flatMap(({ row }) => [...rowOf(scored.truth, row)])),
      prior: GENRES.map((_, label) => priorLogit(trainingPrevalence[label] ?? 0)),
    },
    seed,
  )
  // Of a film without a title the picture counts; the title alone knows no more of it than how common genres are.
  const crossFitted = scored.scores.slice()
  const shipped = scored.scores.slice()
  const alone = Float32Array.from(scored.scores, (_, pair) => trainingPrevalence[pair % LABELS] ?? 0)
  read.forEach(({ row, logits }, place) => {
    const picture = rowOf(scored.logits, row)
    fusion.weights.forEach((weights, label) => {
      const pair = row * LABELS + label
      const [ofPicture, ofTitle] = [picture[label] as number, logits[label] as number]
      crossFitted[pair] = sigmoid(fusion.crossFitted[place * LABELS + label] as number)
      shipped[pair] = sigmoid(weights.picture * ofPicture + weights.title * ofTitle + weights.bias)
      alone[pair] = sigmoid(ofTitle)
    })
  })
  const { truth } = scored
  const measuresOf = (scores: Float32Array, levels: readonly Pick<GenreLevel, 'likely' | 'maybe'>[]) =>
    inTurns(
      measureInPieces({
        scores,
        truth,
        labels: [...GENRES],
        thresholds: levels.map((level) => level.maybe),
        likely: levels.map((level) => level.likely),
        trainingPrevalence,
        seed,
      }),
      signal,
    )
  const levels = fitLevels(shipped, truth, LABELS)
  const withTitle = await measuresOf(crossFitted, levels)
  return {
    fusion,
    titled: read.length,
    figures: manifestFigures(levels, crossFitLevels(crossFitted, truth, LABELS), withTitle),
    measures: {
      picture: await measuresOf(scored.scores, pictureLevels),
      title: await measuresOf(alone, fitLevels(alone, truth, LABELS)),
      withTitle,
      shipped: await measuresOf(shipped, levels),
    },
    gain: pairedDifference(crossFitted, scored.scores, truth, LABELS, { seed }),
  }
}
