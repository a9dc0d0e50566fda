import { flagBits, POSTER_FLAGS } from '#shared/domain/effective.ts'
import type { FileRow } from '../catalog/queries/files.ts'
import { putBan } from '../catalog/queries/bans.ts'
import { fileById, filesOfPoster, setFileKind, setFileOk, setFileProblem } from '../catalog/queries/files.ts'
import type { PosterRow } from '../catalog/queries/posters.ts'
import {
  addPosterFlags,
  mergePoster,
  posterById,
  postersByHash,
  setPicture,
} from '../catalog/queries/posters.ts'
import { refreshPresence } from '../catalog/derived.ts'
import { dropPredictions } from '../catalog/queries/predictions.ts'
import { takesAllArt } from '../catalog/queries/roots.ts'
import { sql } from '../catalog/sql.ts'
import type { CatalogStore, Changes } from '../catalog/store.ts'
import type { PictureResult } from '../images/pictures.ts'
import type { Answers } from '../model/predictor.ts'
import { shapeReason } from './kinds.ts'
import { identityOf, refreshPoster, sameFilm } from './identity.ts'
import type { GenreTable } from './genre-names.ts'
import { predictPoster } from './predict-poster.ts'

/** A picture that was read, with its stored embedding when there is one. */
export interface ReadPicture {
  result: PictureResult
  stored: Uint8Array | null
}

/** What happened to files (by id) beyond what the walk could tell, for the scan's report. */
export interface CommitTally {
  /** Known files whose bytes were other ones. */
  changedIds: Set<number>
  movedIds: Set<number>
  newProblems: Set<number>
  /** Posters that got a prediction, by id. */
  predicted: Set<number>
  /** Files that were read while somebody was still writing them: their other bytes are no replacement. */
  arrivingIds: Set<number>
}

export function emptyTally(): CommitTally {
  return {
    changedIds: new Set(),
    movedIds: new Set(),
    newProblems: new Set(),
    predicted: new Set(),
    arrivingIds: new Set(),
  }
}

export interface CommitContext {
  store: CatalogStore
  /** Of Onesheet, for bans. */
  appVersion: string
  genres: GenreTable
  /** Null with --no-predict. */
  predictor: Answers | null
  now: number
  /** Files whose shape has the last word. */
  shapeDecides: ReadonlySet<number>
  tally: CommitTally
}

/** Writes a batch of read pictures in one transaction. A file that went from the catalog meanwhile is passed over. */
export function commitPictures(context: CommitContext, pictures: readonly ReadPicture[]): void {
  context.store.write((changes) => {
    for (const picture of pictures) {
      const file = fileById(context.store.db, picture.result.key)
      if (file === null || file.poster_id === null) continue
      if (picture.result.ok) commitGood(context, changes, file, file.poster_id, picture)
      else commitBad(context, changes, file, file.poster_id, picture.result)
    }
  })
}

function commitBad(
  context: CommitContext,
  changes: Changes,
  file: FileRow,
  posterId: number,
  result: Extract<PictureResult, { ok: false }>,
): void {
  const isGone = result.code === 'file/gone'
  const contentHash = result.sha256 === null ? null : Buffer.from(result.sha256, 'hex')
  setFileProblem(context.store.db, file.id, {
    state: isGone ? 'missing' : 'quarantined',
    code: isGone ? null : result.code,
    message: isGone ? null : result.message,
    contentHash,
  })
  if (contentHash !== null && (result.code === 'picture/crashed' || result.code === 'picture/timeout')) {
    const { now, store, appVersion } = context
    putBan(store.db, { contentHash, code: result.code, appVersion, now })
  }
  if (!isGone) context.tally.newProblems.add(file.id)
  refreshPresence(context.store.db, posterId)
  changes.posterIds.add(posterId)
}

function commitGood(
  context: CommitContext,
  changes: Changes,
  file: FileRow,
  ownPosterId: number,
  picture: ReadPicture,
): void {
  const { result } = picture
  if (!result.ok) return
  const { db } = context.store
  const contentHash = Buffer.from(result.sha256, 'hex')
  const isFirst = file.content_hash === null
  const leftOut = context.shapeDecides.has(file.id) ? shapeReason(result.width, result.height) : null
  if (isFirst && leftOut !== null) {
    if (!takesAllArt(db, file.root_id)) {
      leaveOut(context, changes, file, ownPosterId, contentHash)
      return
    }
    setFileKind(db, file.id, 'other')
  }
  if (!isFirst && file.content_hash?.equals(contentHash) !== true) context.tally.changedIds.add(file.id)
  const own = posterById(db, ownPosterId) as PosterRow
  const posterId = placeFor(context, changes, file, own, contentHash)
  setFileOk(db, file.id, { contentHash, posterId })
  const poster = posterById(db, posterId) as PosterRow
  const replaced = poster.content_hash !== null && !poster.content_hash.equals(contentHash)
  const isArriving = context.tally.arrivingIds.has(file.id)
  const kept = poster.flags & (POSTER_FLAGS.shared | POSTER_FLAGS.replaced)
  setPicture(db, posterId, {
    contentHash,
    width: result.width,
    height: result.height,
    mediaType: result.mediaType,
    dhash: Buffer.from(result.dhash, 'hex'),
    palette: result.palette,
    flags: flagBits(result.flags) | kept | (replaced && !isArriving ? POSTER_FLAGS.replaced : 0),
  })
  if (replaced) dropPredictions(db, posterId)
  refreshPoster(db, posterId, context.genres)
  predict(context, posterId, picture.stored)
  changes.posterIds.add(posterId)
}

/** A file read again, or a further file of a poster with the same title, is not predicted twice. */
function predict(
  { store, predictor, now, tally }: CommitContext,
  id: number,
  stored: Uint8Array | null,
): void {
  if (predictor === null || stored === null) return
  if (predictPoster(store.db, predictor, { id, stored }, now)) tally.predicted.add(id)
}

/**
 * The poster a file with these bytes belongs to. Equal bytes of the same (or of no known) film are one poster with
 * several files; of another film they are posters of their own, both flagged. An established poster keeps its id.
 */
function placeFor(
  context: CommitContext,
  changes: Changes,
  file: FileRow,
  own: PosterRow,
  contentHash: Buffer,
): number {
  const { db } = context.store
  const twins = postersByHash(db, contentHash).filter((poster) => poster.id !== own.id)
  if (own.content_hash !== null) {
    if (twins.length > 0) flagShared(context, changes, [own, ...twins])
    return own.id
  }
  for (const twin of twins) {
    const files = filesOfPoster(db, twin.id)
    const isMove = files.length > 0 && files.every((other) => other.state === 'missing')
    if (!isMove && !files.every((other) => sameFilm(identityOf(file), identityOf(other)))) continue
    if (isMove) {
      // The row of the old place has served: this file is that file.
      for (const other of files) sql(db, 'DELETE FROM file WHERE id = ?').run(other.id)
      context.tally.movedIds.add(file.id)
    }
    mergePoster(db, own.id, twin.id)
    changes.posterIds.add(own.id)
    return twin.id
  }
  if (twins.length > 0) flagShared(context, changes, [own, ...twins])
  return own.id
}

function flagShared(context: CommitContext, changes: Changes, posters: readonly PosterRow[]): void {
  for (const poster of posters) {
    addPosterFlags(context.store.db, poster.id, POSTER_FLAGS.shared)
    changes.posterIds.add(poster.id)
  }
}

/** A landscape picture in a plain folder: its file stays known, so that it is not read again, without a poster. */
function leaveOut(
  context: CommitContext,
  changes: Changes,
  file: FileRow,
  posterId: number,
  contentHash: Buffer,
): void {
  const { db } = context.store
  sql(
    db,
    `UPDATE file SET kind = 'other', poster_id = NULL, state = 'ok', content_hash = ? WHERE id = ?`,
  ).run(contentHash, file.id)
  changes.posterIds.add(posterId)
  if (filesOfPoster(db, posterId).length > 0) return
  sql(db, 'DELETE FROM poster_text WHERE rowid = ?').run(posterId)
  // A word given in the second between registering and reading keeps the poster: nothing a person said is lost.
  sql(
    db,
    `DELETE FROM poster
     WHERE id = ? AND coalesce(reviewed_at, edited_title, edited_year, hidden_at, said_kind) IS NULL
       AND NOT EXISTS (SELECT 1 FROM verdict WHERE poster_id = poster.id)
       AND NOT EXISTS (SELECT 1 FROM own_verdict WHERE poster_id = poster.id)
       AND NOT EXISTS (SELECT 1 FROM review WHERE poster_id = poster.id)`,
  ).run(posterId)
}
