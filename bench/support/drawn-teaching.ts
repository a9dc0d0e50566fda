import type { Head } from '#engine/model/heads.ts'
import { logitsOf, probabilitiesOf } from '#engine/model/heads.ts'
import type { ReplayFilms } from '#engine/model/replay/replay.ts'
import { encodeEmbedding } from '#engine/model/stored-embedding.ts'
import { seededRandom } from '#engine/platform/random.ts'
import type { TaughtPoster, TeachInput } from '#engine/training/teach/input.ts'
import { GENRES } from '#shared/domain/genres.ts'

const DIMENSIONS = 1280
const LABELS = GENRES.length
const POSTERS = 500
const VERDICTS_EACH = 4
/** Genres that verdicts are on: each has enough yes and no for a vector to be tried. */
const TAUGHT = 10
/** So many embeddings are drawn; a catalog has them over and over. */
const DISTINCT = 2000

export interface DrawnTeaching {
  input: TeachInput
  /** Those of a whole catalog, each copied as it is met, as one that is read from a database. */
  embeddings(): Iterable<Uint8Array>
}

/** A person's 2,000 verdicts with a replay as large as a training leaves. */
export function drawnTeaching(count: number): DrawnTeaching {
  const random = seededRandom(1)
  const model = drawnHead(random)
  const distinct = Array.from({ length: Math.min(count, DISTINCT) }, () => drawnEmbedding(random))
  return {
    input: {
      posters: Array.from({ length: POSTERS }, (_, at) => taughtPoster(at, model, random)),
      parent: {
        head: model,
        levels: GENRES.map(() => ({ likely: 0.6, fewer: 0.75, more: 0.45, maybe: 0.35 })),
      },
      bundled: null,
      replay: {
        trunkSha256: 'ab'.repeat(32),
        labels: LABELS,
        dimensions: DIMENSIONS,
        judging: drawnFilms(1600, model, random),
        learning: drawnFilms(4000, model, random),
      },
      history: { attempts: 0, judgedFilms: 0 },
      withNfo: false,
    },
    *embeddings() {
      for (let at = 0; at < count; at++) {
        yield (distinct[at % distinct.length] as Uint8Array).slice()
      }
    },
  }
}

/**
 * Verdicts on four genres in turn, so that all that are taught have as many. In the first the
 * person includes the second.
 */
function taughtPoster(at: number, model: Head, random: () => number): TaughtPoster {
  const embedding = drawnEmbedding(random)
  const isOf = Array.from(probabilitiesOf(embedding, model), (probability) => random() < probability)
  isOf[0] ||= isOf[1] === true
  return {
    id: at + 1,
    filmId: null,
    stackId: null,
    flags: 0,
    embedding,
    verdicts: Array.from({ length: VERDICTS_EACH }, (_, turn) => {
      const label = (at * VERDICTS_EACH + turn) % TAUGHT
      return { label, isYes: isOf[label] === true, source: 'explicit' as const, isAsked: true, at }
    }),
    isReviewed: true,
    isAudit: false,
    nfoMask: 0,
  }
}

function drawnFilms(count: number, model: Head, random: () => number): ReplayFilms {
  const embeddings = Array.from({ length: count }, () => drawnEmbedding(random))
  const masks = embeddings.map((embedding) =>
    probabilitiesOf(embedding, model).reduce(
      (mask, probability, label) => (random() < probability ? mask | (1 << label) : mask),
      0,
    ),
  )
  return {
    genres: Uint32Array.from(masks),
    logits: Float32Array.from(embeddings.flatMap((embedding) => [...logitsOf(embedding, model)])),
    embeddings,
  }
}

/** Values as means of what a ReLU6 leaves: none below 0, most small. */
function drawnEmbedding(random: () => number): Uint8Array {
  return encodeEmbedding(Float32Array.from({ length: DIMENSIONS }, () => random() ** 4))
}

/** Logits of such embeddings lie around 0, about one and a half apart: a genre is said of half of the films. */
function drawnHead(random: () => number): Head {
  const weights = Float32Array.from({ length: LABELS * DIMENSIONS }, () => 0.3 * (random() - 0.5))
  const bias = Float32Array.from({ length: LABELS }, (_, label) => {
    const own = weights.subarray(label * DIMENSIONS, (label + 1) * DIMENSIONS)
    // The mean of random() ** 4 is a fifth.
    return -own.reduce((sum, value) => sum + value, 0) / 5
  })
  return { weights, bias, dimensions: DIMENSIONS }
}
