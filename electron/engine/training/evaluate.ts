import { genreIndex, GENRES } from '#shared/domain/genres.ts'
import { AppError } from '#shared/errors.ts'
import type { Pictures } from '../images/pictures.ts'
import type { Predictor } from '../model/predictor.ts'
import type { DatasetFilm } from './datasets/folder.ts'
import type { Measures } from '#shared/contract/models.ts'
import { measure } from './measures/measure.ts'

/** Scores and truth of films, row-major films × labels; a film whose picture cannot be read is left out. */
export interface ScoredFilms {
  films: DatasetFilm[]
  scores: Float32Array
  truth: Uint8Array
}

/** Runs a model over pictures exactly as a scan does: same decode, same stored embeddings, same head. */
export async function scoreFilms(
  films: readonly DatasetFilm[],
  tools: { pictures: Pictures; predictor: Predictor; signal: AbortSignal },
): Promise<ScoredFilms> {
  const { predictor, signal } = tools
  const answers = new Map<number, Float32Array>()
  let waiting: { key: number; tensor: Uint8Array }[] = []
  const underWay: Promise<void>[] = []
  const embed = async (batch: typeof waiting) => {
    const stored = await predictor.embed(batch.map(({ tensor }) => tensor))
    batch.forEach(({ key }, index) => {
      const vector = stored[index]
      if (vector !== undefined) answers.set(key, predictor.probabilities(vector))
    })
  }
  const begin = () => {
    if (waiting.length === 0) return
    const embedded = embed(waiting)
    // Whoever waits for it hears of it.
    embedded.catch(() => undefined)
    underWay.push(embedded)
    waiting = []
  }
  const requests = films.map((film, key) => ({
    key,
    path: Buffer.from(film.path),
    wantTensor: true,
    wantThumbnail: false,
  }))
  for await (const result of tools.pictures.process(requests, { signal })) {
    if (!result.ok || result.tensor === null) continue
    waiting.push({ key: result.key, tensor: result.tensor })
    if (waiting.length < predictor.batchSize) continue
    if (underWay.length >= predictor.batchesAtOnce) await underWay.shift()
    begin()
  }
  begin()
  await Promise.all(underWay)
  if (signal.aborted) throw new AppError('app/cancelled')
  return collect(films, answers)
}

function collect(films: readonly DatasetFilm[], answers: ReadonlyMap<number, Float32Array>): ScoredFilms {
  const kept = [...answers.keys()].sort((left, right) => left - right)
  const labels = GENRES.length
  const scored: ScoredFilms = {
    films: [],
    scores: new Float32Array(kept.length * labels),
    truth: new Uint8Array(kept.length * labels),
  }
  kept.forEach((key, row) => {
    const film = films[key]
    const scores = answers.get(key)
    if (film === undefined || scores === undefined) return
    scored.films.push(film)
    scored.scores.set(scores, row * labels)
    for (const genre of film.genres) scored.truth[row * labels + genreIndex(genre)] = 1
  })
  return scored
}

/**
 * All measures of a model on films.
 * @throws AppError `dataset/empty` when no film of the list has a readable picture
 */
export async function evaluateFilms(
  films: readonly DatasetFilm[],
  tools: { pictures: Pictures; predictor: Predictor; signal: AbortSignal },
): Promise<Measures> {
  const scored = await scoreFilms(films, tools)
  if (scored.films.length === 0) throw new AppError('dataset/empty')
  const { levels, trainingPrevalence } = tools.predictor.manifest
  return measure({
    scores: scored.scores,
    truth: scored.truth,
    labels: [...GENRES],
    thresholds: levels.map((level) => level.maybe),
    likely: levels.map((level) => level.likely),
    trainingPrevalence,
  })
}
