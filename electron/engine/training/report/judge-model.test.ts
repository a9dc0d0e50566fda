import { setImmediate } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { GENRES } from '#shared/domain/genres.ts'
import { drawnAnswers } from '../../../../tests/helpers/drawn-training.ts'
import { openRegistry } from '../../model/registry.ts'
import { resources } from '../../platform/resources.ts'
import { RESAMPLES } from '../measures/bootstrap.ts'
import { measure } from '../measures/measure.ts'
import { headlinesOf, sayingAtLevels } from './headlines.ts'
import { judgeModel } from './judge-model.ts'
import { slicesOf } from './slices.ts'

const FILMS = 60
const manifest = openRegistry(resources.modelsFolder()).current()

/** Films that are all of one decade, and what a model says of them. */
function answers(seed: number) {
  const { truth, scores } = drawnAnswers({ films: FILMS, seed })
  const logits = scores.map((score) => Math.log(score / (1 - score)))
  const films = Array.from({ length: FILMS }, (_, film) => ({
    file: `${film}.jpg`,
    path: `/films/${film}.jpg`,
    title: `Film ${film}`,
    year: 1984,
    genres: [],
    art: null,
    grayscale: null,
  }))
  return { manifest, titles: null, scored: { films, scores, logits, truth } }
}

describe('judging a model', () => {
  const [model, previous] = [answers(1), answers(2)]
  const { truth, scores, films } = model.scored
  previous.scored.truth = truth

  it('lets others have a turn after every resample, and comes to the figures of all at once', async () => {
    let [turns, isOver] = [0, false]
    const others = (async () => {
      while (!isOver) {
        await setImmediate()
        turns++
      }
    })()
    const judged = await judgeModel(model, previous, 'picture', new AbortController().signal)
    isOver = true
    await others
    // Of all films, of the headlines, and of the one decade.
    expect(turns).toBeGreaterThanOrEqual(3 * RESAMPLES)

    const { levels, trainingPrevalence } = manifest
    const contest = {
      model: sayingAtLevels(scores, levels),
      previous: sayingAtLevels(previous.scored.scores, levels),
    }
    const known = { truth, labels: [...GENRES], trainingPrevalence }
    expect(judged).toMatchObject({
      ...measure({
        ...known,
        scores,
        thresholds: levels.map(({ maybe }) => maybe),
        likely: levels.map(({ likely }) => likely),
      }),
      headlines: headlinesOf(contest, known),
      slices: slicesOf(contest, known, films),
    })
  })

  it.each([1, 0.5 * RESAMPLES, 1.5 * RESAMPLES, 2.5 * RESAMPLES])(
    'stops in the turn in which it is cancelled, the %dth',
    async (when) => {
      const stop = new AbortController()
      let hasEnded = false
      const judged = judgeModel(model, previous, 'picture', stop.signal).finally(() => {
        hasEnded = true
      })
      judged.catch(() => undefined)
      for (let turn = 1; turn < when; turn++) await setImmediate()
      expect(hasEnded).toBe(false)
      stop.abort()
      await setImmediate()
      await setImmediate()
      expect(hasEnded).toBe(true)
      await expect(judged).rejects.toMatchObject({ code: 'app/cancelled' })
    },
  )
})
