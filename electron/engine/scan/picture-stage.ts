import type Database from 'better-sqlite3'
import { AppError } from '#shared/errors.ts'
import { embeddingOf, hasThumbnail, putEmbedding, putThumbnail } from '../catalog/queries/cache.ts'
import type { FileRow } from '../catalog/queries/files.ts'
import { fileById } from '../catalog/queries/files.ts'
import type { RootRow } from '../catalog/queries/roots.ts'
import type { CatalogStore } from '../catalog/store.ts'
import type { PictureRequest, PictureResult, Pictures } from '../images/pictures.ts'
import type { Predictor } from '../model/predictor.ts'
import type { Clock } from '../platform/clock.ts'
import { Batches } from './batches.ts'
import type { CommitTally, ReadPicture } from './commit-pictures.ts'
import { commitPictures } from './commit-pictures.ts'
import type { GenreTable } from './genre-names.ts'
import type { GoneFiles } from './gone-files.ts'
import type { RecentFiles } from './recent-files.ts'

/** One transaction per so many pictures: few enough to be saved within a second, many enough to share the fsync. */
const COMMIT_BATCH = 64
const COMMIT_INTERVAL_MS = 1_000

export interface PictureStageContext {
  store: CatalogStore
  appVersion: string
  pictures: Pictures
  /** Null with --no-predict. */
  predictor: Predictor | null
  genres: GenreTable
  clock: Clock
  signal: AbortSignal
  roots: ReadonlyMap<number, RootRow>
  /** Where results go that say that a file or its folder went. */
  gone: GoneFiles
  /** Told of every result, to notice files that were still being written. */
  recent: RecentFiles
  shapeDecides: ReadonlySet<number>
  tally: CommitTally
  onProgress(done: number, problems: number): void
}

/**
 * Reads files, once each: hash, thumbnail, palette and model input come from one decode, and the embedding is
 * computed while the next pictures are decoded. What is finished is committed in small batches, so that a stop or
 * a kill loses at most the last second.
 */
export async function readPictures(context: PictureStageContext, fileIds: readonly number[]): Promise<void> {
  const { predictor, store, clock, signal } = context
  const batches = predictor === null ? null : new Batches(predictor)
  const waiting: Extract<PictureResult, { ok: true }>[] = []
  const finished: ReadPicture[] = []
  const underWay: Promise<void>[] = []
  let done = 0
  let problems = 0
  let lastCommit = clock.monotonicMs()

  const flush = () => {
    if (finished.length === 0) return
    const batch = finished.splice(0)
    cachePictures(store.cache, batch)
    commitPictures(
      {
        store,
        appVersion: context.appVersion,
        genres: context.genres,
        predictor,
        now: clock.now(),
        shapeDecides: context.shapeDecides,
        tally: context.tally,
      },
      batch,
    )
    lastCommit = clock.monotonicMs()
    context.onProgress(done, problems)
  }
  const settle = (picture: ReadPicture) => {
    finished.push(picture)
    done++
    if (!picture.result.ok) problems++
  }
  const embed = async (active: Batches, batch: Extract<PictureResult, { ok: true }>[]) => {
    const vectors = await embeddingsFor(store, active, batch).catch(withoutBackend)
    batch.forEach((result, index) => {
      settle({ result, stored: vectors[index] ?? null })
    })
  }

  for await (const result of context.pictures.process(requests(context, fileIds), { signal })) {
    context.recent.note(result)
    if (await context.gone.takes(result)) done++
    else if (!result.ok || batches === null) settle({ result, stored: null })
    else waiting.push(result)
    if (batches !== null && waiting.length >= batches.size) {
      // Batches are computed while the next is decoded; waiting here is what holds the decoder back.
      if (underWay.length >= batches.predictor.batchesAtOnce) await underWay.shift()
      const embedding = embed(batches, waiting.splice(0))
      // The rejection is met at the next await; without this it would count as unhandled until then.
      embedding.catch(() => undefined)
      underWay.push(embedding)
    }
    if (finished.length >= COMMIT_BATCH || clock.monotonicMs() - lastCommit > COMMIT_INTERVAL_MS) flush()
  }
  await Promise.all(underWay)
  if (batches !== null && waiting.length > 0 && !signal.aborted) await embed(batches, waiting.splice(0))
  flush()
}

/**
 * Makes thumbnails and embeddings again that a lost cache.db took along. The catalog is not touched: it holds the
 * predictions still; that there is more to be seen is told at the end. A picture that changed meanwhile is kept under its own hash, and the next scan finds it changed.
 */
export async function refillCache(
  context: Omit<PictureStageContext, 'genres' | 'gone' | 'recent' | 'shapeDecides' | 'tally'>,
  fileIds: readonly number[],
): Promise<void> {
  const { store, predictor, signal } = context
  const batches = predictor === null ? null : new Batches(predictor)
  let waiting: Extract<PictureResult, { ok: true }>[] = []
  let done = 0
  const flush = async () => {
    if (batches !== null) await embeddingsFor(store, batches, waiting).catch(withoutBackend)
    cachePictures(
      store.cache,
      waiting.map((result) => ({ result })),
    )
    waiting = []
    context.onProgress(done, 0)
  }
  for await (const result of context.pictures.process(requests(context, fileIds), { signal })) {
    done++
    if (result.ok) waiting.push(result)
    if (waiting.length >= (batches?.size ?? COMMIT_BATCH)) await flush()
  }
  if (!signal.aborted) await flush()
  store.cacheRefilled()
}

/** What cannot be computed here is left unpredicted; the posters are catalogued all the same. */
function withoutBackend(error: unknown): null[] {
  if (error instanceof AppError && error.code === 'model/no-backend') return []
  throw error
}

function* requests(
  context: Pick<PictureStageContext, 'store' | 'roots' | 'predictor'> & { gone?: GoneFiles },
  fileIds: readonly number[],
): Generator<PictureRequest> {
  for (const id of fileIds) {
    const file = fileById(context.store.db, id)
    const root = file === null ? undefined : context.roots.get(file.root_id)
    if (file === null || root === undefined || context.gone?.isLost(root.id) === true) continue
    yield {
      key: id,
      path: absolutePath(root, file),
      wantTensor: context.predictor !== null,
      // A pending file's hash is that of its bytes before.
      wantThumbnail:
        file.state === 'pending' ||
        file.content_hash === null ||
        !hasThumbnail(context.store.cache, file.content_hash),
    }
  }
}

export function absolutePath(root: Pick<RootRow, 'path'>, file: Pick<FileRow, 'path'>): Buffer {
  return Buffer.concat([root.path, Buffer.from('/'), file.path])
}

/** Stored embeddings of decoded pictures; equal pictures are embedded once, whenever they were met. */
async function embeddingsFor(
  store: CatalogStore,
  batches: Batches,
  results: readonly Extract<PictureResult, { ok: true }>[],
): Promise<(Uint8Array | null)[]> {
  const { predictor } = batches
  const keys = results.map((result) => ({
    contentHash: Buffer.from(result.sha256, 'hex'),
    trunkSha256: predictor.trunkSha256,
    preprocessVersion: predictor.preprocessVersion,
  }))
  const stored = keys.map((key): Uint8Array | null => embeddingOf(store.cache, key))
  const wanted = results.flatMap((result, index) =>
    stored[index] === null && result.tensor !== null ? [{ index, tensor: result.tensor }] : [],
  )
  if (wanted.length > 0) {
    const vectors = await batches.embed(wanted.map(({ tensor }) => tensor))
    store.cache.transaction(() => {
      wanted.forEach(({ index }, at) => {
        const vector = vectors[at]
        const key = keys[index]
        if (vector === undefined || key === undefined) return
        putEmbedding(store.cache, key, vector)
        stored[index] = vector
      })
    })()
  }
  return stored
}

function cachePictures(cache: Database.Database, pictures: readonly Pick<ReadPicture, 'result'>[]): void {
  cache.transaction(() => {
    for (const { result } of pictures) {
      if (!result.ok || result.thumbnail === null) continue
      putThumbnail(cache, Buffer.from(result.sha256, 'hex'), {
        ...result.thumbnail,
        bytes: Buffer.from(result.thumbnail.bytes),
      })
    }
  })()
}
