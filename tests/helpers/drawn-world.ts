import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { Head } from '#engine/model/heads.ts'
import { logitsOf, probabilitiesOf, sigmoid } from '#engine/model/heads.ts'
import type { ReplayFilms } from '#engine/model/replay/replay.ts'
import { encodeReplay } from '#engine/model/replay/replay.ts'
import { encodeEmbedding } from '#engine/model/stored-embedding.ts'
import { sha256Hex } from '#engine/platform/hash.ts'
import { seededRandom } from '#engine/platform/random.ts'
import { PREPROCESS_VERSION } from '#engine/images/preprocess.ts'
import { GENRES } from '#shared/domain/genres.ts'
import type { ModelChange } from './copied-model.ts'
import { modelsOfCopy, withoutTitle } from './copied-model.ts'
import { putThumbnail } from '#engine/catalog/queries/cache.ts'
import { putPrediction } from '#engine/catalog/queries/predictions.ts'

/*
 * A world in which a model is right: films are drawn by its head, and what is true of each is known. No picture is
 * behind them; a catalog has their embeddings, as if a scan had read them.
 */

const DIMENSIONS = 24
const LABELS = GENRES.length

export interface DrawnFilm {
  embedding: Uint8Array
  /** A bit a label. */
  genres: number
}

const head = drawnHead()

/** A models folder with a model that is right of drawn films, and has others to judge forgetting by. */
export function drawnModels(into?: string): string {
  const change: ModelChange = (manifest, folder) => {
    const bytes = Buffer.from(Float32Array.from([...head.weights, ...head.bias]).buffer)
    const random = seededRandom(5)
    const replay = encodeReplay({
      trunkSha256: manifest.trunkSha256,
      labels: LABELS,
      dimensions: DIMENSIONS,
      judging: replayFilms(600, random),
      learning: replayFilms(300, random),
    })
    for (const [name, content] of [
      ['head.bin', bytes],
      ['replay.bin', replay],
    ] as const) {
      writeFileSync(join(folder, name), content)
      const file = { name, sha256: sha256Hex(content), sizeBytes: content.byteLength }
      manifest.files[name === 'head.bin' ? 'head' : 'replay'] = file
    }
    manifest.outputs.dimensions = DIMENSIONS
    manifest.levels = GENRES.map((name) => ({ name, likely: 0.6, fewer: 0.75, more: 0.45, maybe: 0.35 }))
    withoutTitle(manifest, folder)
  }
  return modelsOfCopy(change, undefined, into)
}

export function drawnFilms(count: number, seed: number): DrawnFilm[] {
  const random = seededRandom(seed)
  return Array.from({ length: count }, () => drawnFilm(random))
}

/**
 * Puts films into a catalog that is closed, as if they had been scanned.
 * @param model whose predictions these are
 * @returns ids of their posters, in the order given
 */
export function putFilms(
  files: { catalogPath: string; cachePath: string },
  films: readonly DrawnFilm[],
  model: { id: string; trunkSha256: string },
): number[] {
  const [catalog, cache] = [new Database(files.catalogPath), new Database(files.cachePath)]
  const poster = catalog
    .prepare(
      `INSERT INTO poster (content_hash, width, height, media_type, title, sort_title, kind, added_at)
     VALUES (?, 400, 600, 'image/jpeg', ?, ?, 'poster', 0) RETURNING id`,
    )
    .pluck()
  const vector = cache.prepare(
    'INSERT INTO embedding (content_hash, trunk, preprocess, vector) VALUES (?, ?, ?, ?)',
  )
  const rootId = catalog
    .prepare(`INSERT INTO root (path, state, added_at) VALUES (?, 'ok', 0) RETURNING id`)
    .pluck()
    .get(Buffer.from('/drawn'))
  const file = catalog.prepare(
    `INSERT INTO file (root_id, path, poster_id, size_bytes, modified_ms, content_hash, state, seen_at)
     VALUES (?, ?, ?, 1, 0, ?, 'ok', 0)`,
  )
  const ids = films.map(({ embedding }, at) => {
    const contentHash = createHash('sha256').update(`film ${at}`).digest()
    vector.run(contentHash, model.trunkSha256, PREPROCESS_VERSION, embedding)
    const id = poster.get(contentHash, `Film ${at}`, `film ${at}`) as number
    file.run(rootId, Buffer.from(`film-${at}.jpg`), id, contentHash)
    const probabilities = probabilitiesOf(embedding, head)
    putPrediction(catalog, {
      modelId: model.id,
      posterId: id,
      probabilities,
      told: null,
      titled: false,
      now: 0,
    })
    return id
  })
  // What the columns were when the catalog was closed.
  cache.exec('DELETE FROM columns')
  catalog.close()
  cache.close()
  return ids
}

/** What the model says of a film, in label order. */
export function probabilitiesOfFilm({ embedding }: DrawnFilm): Float32Array {
  return probabilitiesOf(embedding, head)
}

/** Gives the films of a closed catalog pictures, in turn: a window shows them. */
export function hangPictures(
  files: { catalogPath: string; cachePath: string },
  pictures: readonly Buffer[],
): void {
  const [catalog, cache] = [new Database(files.catalogPath), new Database(files.cachePath)]
  const hashes = catalog.prepare('SELECT content_hash FROM poster ORDER BY id').pluck().all() as Buffer[]
  hashes.forEach((hash, at) => {
    const bytes = pictures[at % pictures.length]
    if (bytes !== undefined) {
      putThumbnail(cache, hash, { mediaType: 'image/jpeg', width: 320, height: 480, bytes })
    }
  })
  catalog.close()
  cache.close()
}

function drawnFilm(random: () => number): DrawnFilm {
  const embedding = encodeEmbedding(
    Float32Array.from({ length: DIMENSIONS }, () => Math.abs(gaussian(random))),
  )
  const genres = logitsOf(embedding, head).reduce(
    (mask, logit, label) => (random() < sigmoid(logit) ? mask | (1 << label) : mask),
    0,
  )
  return { embedding, genres }
}

function replayFilms(count: number, random: () => number): ReplayFilms {
  const films = Array.from({ length: count }, () => drawnFilm(random))
  return {
    genres: Uint32Array.from(films, ({ genres }) => genres),
    logits: Float32Array.from(films.flatMap(({ embedding }) => [...logitsOf(embedding, head)])),
    embeddings: films.map(({ embedding }) => embedding),
  }
}

/** Genres of about one film in six. */
function drawnHead(): Head {
  const random = seededRandom(11)
  const weights = Float32Array.from({ length: LABELS * DIMENSIONS }, () => 0.6 * gaussian(random))
  const meanOfAbsolute = Math.sqrt(2 / Math.PI)
  const bias = Float32Array.from({ length: LABELS }, (_, label) => {
    const own = weights.subarray(label * DIMENSIONS, (label + 1) * DIMENSIONS)
    return -2 - meanOfAbsolute * own.reduce((sum, value) => sum + value, 0)
  })
  return { weights, bias, dimensions: DIMENSIONS }
}

/** Box and Muller. */
function gaussian(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
}
