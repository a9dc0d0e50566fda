import type { Head } from '#engine/model/heads.ts'
import { logitsOf } from '#engine/model/heads.ts'
import type { ReplayFilms } from '#engine/model/replay/replay.ts'
import { encodeEmbedding } from '#engine/model/stored-embedding.ts'
import { sigmoid } from '#engine/model/title/title-fusion.ts'
import { seededRandom } from '#engine/platform/random.ts'
import type { TaughtPoster, TaughtVerdict, TeachInput } from '#engine/training/teach/input.ts'

export const LABELS = 4
export const DIMENSIONS = 24
/** The level of every genre. */
export const LIKELY = 0.6

/** What somebody says of a film, a bit a label. */
export type Answers = (film: { embedding: Uint8Array; genres: number; random: () => number }) => number

export interface CollectionOptions {
  seed: number
  posters: number
  /** What is true of a film when nothing is said here. */
  answers?: Answers
  /** Share of the posters that are audited. */
  audits?: number
}

/** A head by which films are drawn, so that it is as right as a head can be. */
export const drawnHead: Head = headDrawn()

/**
 * Drawn films of a world in which {@link drawnHead} is right, with explicit verdicts on all genres of each, and a
 * replay of others. No picture is behind them.
 */
export function taughtCollection({ seed, posters, answers, audits = 0 }: CollectionOptions): TeachInput {
  const random = seededRandom(seed)
  return {
    posters: Array.from({ length: posters }, (_, at) => {
      const film = drawnFilm(random)
      const said = answers?.({ ...film, random }) ?? film.genres
      return taughtPoster(at + 1, film.embedding, {
        verdicts: verdictsOf(said),
        isAudit: random() < audits,
      })
    }),
    parent: {
      head: drawnHead,
      levels: Array.from({ length: LABELS }, () => ({
        likely: LIKELY,
        fewer: 0.75,
        more: 0.45,
        maybe: 0.35,
      })),
    },
    bundled: null,
    replay: {
      trunkSha256: 'ab'.repeat(32),
      labels: LABELS,
      dimensions: DIMENSIONS,
      judging: drawnFilms(600, random),
      learning: drawnFilms(300, random),
    },
    history: { attempts: 0, judgedFilms: 0 },
    withNfo: false,
  }
}

/** A poster that was looked through and is a film of its own, unless something else is said. */
export function taughtPoster(
  id: number,
  embedding: Uint8Array | null,
  known: Partial<TaughtPoster> = {},
): TaughtPoster {
  return {
    id,
    filmId: null,
    stackId: null,
    flags: 0,
    embedding,
    verdicts: [],
    isReviewed: true,
    isAudit: false,
    nfoMask: 0,
    ...known,
  }
}

export function verdict(label: number, isYes: boolean, known: Partial<TaughtVerdict> = {}): TaughtVerdict {
  return { label, isYes, source: 'explicit', isAsked: true, at: 1, ...known }
}

/** A verdict on every genre. */
export function verdictsOf(mask: number): TaughtVerdict[] {
  return Array.from({ length: LABELS }, (_, label) => verdict(label, ((mask >>> label) & 1) === 1))
}

export function drawnFilm(random: () => number): { embedding: Uint8Array; genres: number } {
  const embedding = encodeEmbedding(
    Float32Array.from({ length: DIMENSIONS }, () => Math.abs(gaussian(random))),
  )
  const genres = logitsOf(embedding, drawnHead).reduce(
    (mask, logit, label) => (random() < sigmoid(logit) ? mask | (1 << label) : mask),
    0,
  )
  return { embedding, genres }
}

function drawnFilms(count: number, random: () => number): ReplayFilms {
  const films = Array.from({ length: count }, () => drawnFilm(random))
  return {
    genres: Uint32Array.from(films, ({ genres }) => genres),
    logits: Float32Array.from(films.flatMap(({ embedding }) => [...logitsOf(embedding, drawnHead)])),
    embeddings: films.map(({ embedding }) => embedding),
  }
}

/** Of two genres of three in ten, one of one in ten, and one of half. */
function headDrawn(): Head {
  const random = seededRandom(11)
  const weights = Float32Array.from({ length: LABELS * DIMENSIONS }, () => 0.6 * gaussian(random))
  const meanOfAbsolute = Math.sqrt(2 / Math.PI)
  const bias = Float32Array.from([-1, -1, -2.5, 0], (mean, label) => {
    const own = weights.subarray(label * DIMENSIONS, (label + 1) * DIMENSIONS)
    return mean - meanOfAbsolute * own.reduce((sum, value) => sum + value, 0)
  })
  return { weights, bias, dimensions: DIMENSIONS }
}

/** Box and Muller. */
function gaussian(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
}
