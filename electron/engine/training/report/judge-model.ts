import type { Measures } from '#shared/contract/models.ts'
import { GENRES } from '#shared/domain/genres.ts'
import type { Scoreboard } from '#shared/domain/scoreboard.ts'
import { scoresWithTitles } from '../evaluate.ts'
import { inTurns } from '../in-turns.ts'
import { measureInPieces } from '../measures/measure.ts'
import type { ModelAnswers } from '../model-answers.ts'
import { calibrationFigures } from './calibration-figures.ts'
import { headlinesInPieces, sayingAtLevels } from './headlines.ts'
import { slicesInPieces } from './slices.ts'

type Said = Pick<ModelAnswers, 'manifest' | 'titles' | 'scored'>

/** What a model says: from the picture alone, or with the titles of films that it can read. */
type From = 'picture' | 'title'

/**
 * All measures of a model at its own levels, beside what needs no model and another model's answers for the same films.
 * Takes some seconds for a few thousand films, nearly all for the intervals; others get a turn after every
 * resample.
 * @param from with `title` the other model reads titles too, if it can
 * @throws AppError `app/cancelled`
 */
export async function judgeModel(
  model: Said,
  previous: Said | null,
  from: From,
  signal: AbortSignal,
): Promise<Measures & Scoreboard> {
  const { truth, films } = model.scored
  const { trainingPrevalence } = model.manifest
  const { scores, levels } = answersFrom(model, from)
  const before = previous === null ? null : answersFrom(previous, from)
  const measuring = measureInPieces({
    scores,
    truth,
    labels: [...GENRES],
    thresholds: levels.map(({ maybe }) => maybe),
    likely: levels.map(({ likely }) => likely),
    trainingPrevalence,
  })
  const contest = {
    model: sayingAtLevels(scores, levels),
    previous: before === null ? null : sayingAtLevels(before.scores, before.levels),
  }
  const judged = { truth, labels: GENRES, trainingPrevalence }
  const measures = await inTurns(measuring, signal)
  const headlines = await inTurns(headlinesInPieces(contest, judged), signal)
  const slices = await inTurns(slicesInPieces(contest, judged, films), signal)
  return {
    ...measures,
    headlines,
    calibration: calibrationFigures(measures.ecePerGenre, { scores, truth, trainingPrevalence }),
    slices,
  }
}

function answersFrom({ manifest, titles, scored }: Said, from: From) {
  if (from === 'picture' || titles === null) return { scores: scored.scores, levels: manifest.levels }
  return { scores: scoresWithTitles(scored, titles), levels: titles.levels }
}
