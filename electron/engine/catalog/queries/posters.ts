import type Database from 'better-sqlite3'
import { colorsOfPalette } from '#shared/domain/colors.ts'
import { indexTitle, refreshTitle } from '../derived.ts'
import { sql } from '../sql.ts'
import { withVerdictsOpen } from '../verdict-gate.ts'
import { moveOwnVerdicts } from './own-verdicts.ts'
import type { FileKind } from './files.ts'
import { moveDecisions } from './pairs.ts'

export interface PosterRow {
  id: number
  film_id: number | null
  content_hash: Buffer | null
  width: number | null
  height: number | null
  media_type: string | null
  dhash: Buffer | null
  palette: string | null
  flags: number
  title: string | null
  year: number | null
  title_source: 'person' | 'nfo' | 'name' | null
  sort_title: string
  edited_title: string | null
  edited_year: number | null
  nfo_mask: number
  missing: number
  quarantined: number
  reviewed_at: number | null
  /** When a person hid it. */
  hidden_at: number | null
  /** What a person said it is. */
  said_kind: 'poster' | 'other' | null
  /** By its names and folders. */
  kind: FileKind
  stack_id: number | null
  revision: number
  added_at: number
}

/** What decoding told about a picture. */
export interface PictureFacts {
  contentHash: Buffer
  width: number
  height: number
  mediaType: string
  dhash: Buffer
  palette: { color: string; share: number }[]
  flags: number
}

export function posterById(db: Database.Database, id: number): PosterRow | null {
  return (sql(db, 'SELECT * FROM poster WHERE id = ?').get(id) as PosterRow | undefined) ?? null
}

/** The picture of every poster that has one, or of some (ids that are gone are left out), by id. */
export function* pictureHashes(
  db: Database.Database,
  ids: readonly number[] | null,
): Generator<[id: number, contentHash: Buffer]> {
  const some = ids === null ? '' : 'AND id IN (SELECT value FROM json_each(?))'
  const query = sql(
    db,
    `SELECT id, content_hash FROM poster WHERE content_hash IS NOT NULL ${some} ORDER BY id`,
  )
  const rows = query.raw().iterate(...(ids === null ? [] : [JSON.stringify(ids)]))
  for (const row of rows) yield row as [number, Buffer]
}

/** Ids of the other posters of a poster's film, and of those that stand on one wall place with it. */
export function idsOfSameFilm(db: Database.Database, id: number): number[] {
  return sql(
    db,
    `SELECT other.id FROM poster own JOIN poster other ON other.film_id = own.film_id OR other.stack_id = own.stack_id
     WHERE own.id = ? AND other.id <> own.id`,
  )
    .pluck()
    .all(id) as number[]
}

/** A poster registered before its picture was read. */
export function insertPoster(db: Database.Database, now: number): number {
  return Number(sql(db, 'INSERT INTO poster (added_at) VALUES (?)').run(now).lastInsertRowid)
}

export function postersByHash(db: Database.Database, contentHash: Buffer): PosterRow[] {
  return sql(db, 'SELECT * FROM poster WHERE content_hash = ? ORDER BY id').all(contentHash) as PosterRow[]
}

export function setPicture(db: Database.Database, id: number, picture: PictureFacts): void {
  sql(
    db,
    `UPDATE poster SET content_hash = ?, width = ?, height = ?, media_type = ?, dhash = ?, palette = ?, colors = ?, flags = ?
     WHERE id = ?`,
  ).run(
    picture.contentHash,
    picture.width,
    picture.height,
    picture.mediaType,
    picture.dhash,
    JSON.stringify(picture.palette),
    colorsOfPalette(picture.palette),
    picture.flags,
    id,
  )
}

/** What its names and folders say it is. */
export function setPosterKind(db: Database.Database, id: number, kind: FileKind): void {
  sql(db, 'UPDATE poster SET kind = ? WHERE id = ? AND kind <> ?').run(kind, id, kind)
}

export function addPosterFlags(db: Database.Database, id: number, flags: number): void {
  sql(db, 'UPDATE poster SET flags = flags | ? WHERE id = ?').run(flags, id)
}

export interface PosterIdentity {
  title: string | null
  year: number | null
  titleSource: 'nfo' | 'name' | null
  sortTitle: string
  nfoMask: number
  filmId: number | null
}

/** Found title, year, NFO genres and film of a poster, and its entry in the text index. An edited title sorts on. */
export function setIdentity(db: Database.Database, id: number, identity: PosterIdentity): void {
  sql(
    db,
    `UPDATE poster SET title = ?, year = ?, title_source = ?,
       sort_title = CASE WHEN edited_title IS NULL THEN ? ELSE sort_title END, nfo_mask = ?, film_id = ? WHERE id = ?`,
  ).run(
    identity.title,
    identity.year,
    identity.titleSource,
    identity.sortTitle,
    identity.nfoMask,
    identity.filmId,
    id,
  )
  indexTitle(db, id)
}

/**
 * Joins a poster into another that shows the same picture of the same film: files, verdicts and history go over.
 * Where both have a verdict on a genre, the later one stands.
 */
export function mergePoster(db: Database.Database, from: number, into: number): void {
  withVerdictsOpen(db, () => {
    sql(db, 'UPDATE file SET poster_id = ? WHERE poster_id = ?').run(into, from)
    sql(
      db,
      `DELETE FROM verdict WHERE poster_id = ? AND EXISTS (SELECT 1 FROM verdict later
         WHERE later.poster_id = ? AND later.genre = verdict.genre AND later.at > verdict.at)`,
    ).run(into, from)
    sql(db, 'UPDATE OR IGNORE verdict SET poster_id = ? WHERE poster_id = ?').run(into, from)
    sql(db, 'DELETE FROM verdict WHERE poster_id = ?').run(from)
    moveOwnVerdicts(db, from, into)
    sql(db, 'UPDATE act_change SET poster_id = ? WHERE poster_id = ?').run(into, from)
    sql(db, 'UPDATE review SET poster_id = ? WHERE poster_id = ?').run(into, from)
    sql(
      db,
      `UPDATE poster SET revision = revision + 1,
         reviewed_at = coalesce(reviewed_at, (SELECT reviewed_at FROM poster WHERE id = ?)),
         edited_title = coalesce(edited_title, (SELECT edited_title FROM poster WHERE id = ?)),
         edited_year = coalesce(edited_year, (SELECT edited_year FROM poster WHERE id = ?)),
         hidden_at = coalesce(hidden_at, (SELECT hidden_at FROM poster WHERE id = ?)),
         said_kind = coalesce(said_kind, (SELECT said_kind FROM poster WHERE id = ?)) WHERE id = ?`,
    ).run(from, from, from, from, from, into)
    refreshTitle(db, into)
    moveDecisions(db, from, into)
    sql(db, 'DELETE FROM poster_text WHERE rowid = ?').run(from)
    sql(db, 'DELETE FROM poster WHERE id = ?').run(from)
  })
}

/** The film with one of the ids, else with this title and year; made when new, completed when it lacked an id. */
export function filmFor(
  db: Database.Database,
  film: { tmdbId: number | null; imdbId: string | null; titleKey: string | null; year: number | null },
): number | null {
  const hasTitle = film.titleKey !== null && film.titleKey !== '' && film.year !== null
  if (film.tmdbId === null && film.imdbId === null && !hasTitle) return null
  const found = (sql(
    db,
    'SELECT id FROM film WHERE tmdb_id = ? UNION ALL SELECT id FROM film WHERE imdb_id = ? LIMIT 1',
  )
    .pluck()
    .get(film.tmdbId, film.imdbId) ??
    (film.tmdbId === null && film.imdbId === null
      ? sql(db, 'SELECT id FROM film WHERE title_key = ? AND year = ? LIMIT 1')
          .pluck()
          .get(film.titleKey, film.year)
      : undefined)) as number | undefined
  if (found !== undefined) return found
  return Number(
    sql(db, 'INSERT INTO film (tmdb_id, imdb_id, title_key, year) VALUES (?, ?, ?, ?)').run(
      film.tmdbId,
      film.imdbId,
      film.titleKey,
      film.year,
    ).lastInsertRowid,
  )
}

/** How many films these posters are of; one that nothing joins to others is a film of its own. */
export function filmCount(db: Database.Database, posterIds: readonly number[]): number {
  return sql(
    db,
    'SELECT count(DISTINCT coalesce(film_id, -id)) FROM poster WHERE id IN (SELECT value FROM json_each(?))',
  )
    .pluck()
    .get(JSON.stringify(posterIds)) as number
}

export function siblingIds(db: Database.Database, poster: PosterRow): number[] {
  if (poster.film_id === null) return []
  return sql(db, 'SELECT id FROM poster WHERE film_id = ? AND id <> ? AND missing = 0 ORDER BY id LIMIT 50')
    .pluck()
    .all(poster.film_id, poster.id) as number[]
}

/** Other posters of the same film, and those of its stack. */
export function siblingsOf(db: Database.Database, poster: PosterRow): PosterRow[] {
  return sql(
    db,
    'SELECT * FROM poster WHERE (film_id = ? OR stack_id = ?) AND id <> ? AND missing = 0 ORDER BY id LIMIT 50',
  ).all(poster.film_id, poster.stack_id, poster.id) as PosterRow[]
}
