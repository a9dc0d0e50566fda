import type { Measures } from '#shared/contract/models.ts'
import { GENRES } from '#shared/domain/genres.ts'
import type { Scoreboard } from '#shared/domain/scoreboard.ts'
import { scoresWithTitles } from '../evaluate.ts'
import type { ResampleOptions } from '../measures/bootstrap.ts'
import { measure } from '../measures/measure.ts'
import type { ModelAnswers } from '../model-answers.ts'
import { calibrationFigures } from './calibration-figures.ts'
import { headlinesOf, sayingAtLevels } from './headlines.ts'
import { slicesOf } from './slices.ts'

type Said = Pick<ModelAnswers, 'manifest' | 'titles' | 'scored'>

/** What a model says: from the picture alone, or with the titles of films that it can read. */
type From = 'picture' | 'title'

/**
 * All measures of a model at its own levels, beside what needs no model and another model's answers for the same films.
 * @param from with `title` the other model reads titles too, if it can
 */
export function judgeModel(
  model: Said,
  previous: Said | null,
  from: From,
  options: ResampleOptions = {},
): Measures & Scoreboard {
  const { truth, films } = model.scored
  const { trainingPrevalence } = model.manifest
  const { scores, levels } = answersFrom(model, from)
  const before = previous === null ? null : answersFrom(previous, from)
  const measures = measure({
    scores,
    truth,
    labels: [...GENRES],
    thresholds: levels.map(({ maybe }) => maybe),
    likely: levels.map(({ likely }) => likely),
    trainingPrevalence,
    ...options,
  })
  const contest = {
    model: sayingAtLevels(scores, levels),
    previous: before === null ? null : sayingAtLevels(before.scores, before.levels),
  }
  const judged = { truth, labels: GENRES, trainingPrevalence }
  return {
    ...measures,
    headlines: headlinesOf(contest, judged, options),
    calibration: calibrationFigures(measures.ecePerGenre, { scores, truth, trainingPrevalence }),
    slices: slicesOf(contest, judged, films, options),
  }
}

function answersFrom({ manifest, titles, scored }: Said, from: From) {
  if (from === 'picture' || titles === null) return { scores: scored.scores, levels: manifest.levels }
  return { scores: scoresWithTitles(scored, titles), levels: titles.levels }
}
