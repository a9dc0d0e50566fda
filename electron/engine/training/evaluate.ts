import { genreIndex, GENRES } from '#shared/domain/genres.ts'
import { AppError } from '#shared/errors.ts'
import type { Pictures } from '../images/pictures.ts'
import { sigmoid } from '../model/heads.ts'
import type { Predictor, TitleReader } from '../model/predictor.ts'
import type { DatasetFilm } from './datasets/folder.ts'

/** Scores and truth of films, row-major films × labels; a film whose picture cannot be read is left out. */
export interface ScoredFilms {
  films: DatasetFilm[]
  scores: Float32Array
  /** What the scores are the sigmoid of. */
  logits: Float32Array
  truth: Uint8Array
}

export interface ScoringTools {
  pictures: Pictures
  predictor: Predictor
  signal: AbortSignal
  /** Films that have their answer, or a picture that cannot be read. */
  onProgress?(done: number, total: number): void
}

/**
 * Runs a model over pictures exactly as a scan does: same decode, same stored embeddings, same head.
 * @throws AppError `app/cancelled`
 */
export async function scoreFilms(films: readonly DatasetFilm[], tools: ScoringTools): Promise<ScoredFilms> {
  const { predictor, signal } = tools
  let done = 0
  const finished = (count: number) => {
    done += count
    tools.onProgress?.(done, films.length)
  }
  const answers = new Map<number, Float32Array>()
  let waiting: { key: number; tensor: Uint8Array }[] = []
  const underWay: Promise<void>[] = []
  const embed = async (batch: typeof waiting) => {
    const stored = await predictor.embed(batch.map(({ tensor }) => tensor))
    batch.forEach(({ key }, index) => {
      const vector = stored[index]
      if (vector === undefined) return
      answers.set(key, predictor.logits(vector))
    })
    finished(batch.length)
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
    if (!result.ok || result.tensor === null) {
      finished(1)
      continue
    }
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

/** @param answers logits by the films' places */
function collect(films: readonly DatasetFilm[], answers: ReadonlyMap<number, Float32Array>): ScoredFilms {
  const kept = [...answers.keys()].sort((left, right) => left - right)
  const labels = GENRES.length
  const logits = new Float32Array(kept.length * labels)
  const truth = new Uint8Array(kept.length * labels)
  const scored: DatasetFilm[] = []
  kept.forEach((key, row) => {
    const film = films[key]
    const answer = answers.get(key)
    if (film === undefined || answer === undefined) return
    scored.push(film)
    logits.set(answer, row * labels)
    for (const genre of film.genres) truth[row * labels + genreIndex(genre)] = 1
  })
  return { films: scored, scores: logits.map(sigmoid), logits, truth }
}

/** Probabilities from pictures and titles, row-major films × labels. */
export function scoresWithTitles(
  { films, scores, logits }: Pick<ScoredFilms, 'films' | 'scores' | 'logits'>,
  titles: TitleReader,
): Float32Array {
  const labels = GENRES.length
  const fused = scores.slice()
  films.forEach((film, row) => {
    const both = titles.probabilities(logits.subarray(row * labels, (row + 1) * labels), film)
    if (both !== null) fused.set(both, row * labels)
  })
  return fused
}
