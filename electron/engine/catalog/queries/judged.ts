import type Database from 'better-sqlite3'
import { sql } from '../sql.ts'

/** What a catalog knows of a poster that somebody, a person or an NFO, has said the genres of. */
export interface JudgedPoster {
  id: number
  filmId: number | null
  /** Posters on one wall place: near-equal, or put together by a person. */
  stackId: number | null
  title: string | null
  year: number | null
  width: number | null
  height: number | null
  flags: number
  /** Bit masks in label order: the NFO's genres, and what a person said yes and no to. */
  nfoMask: number
  yesMask: number
  noMask: number
  kind: string
  isHidden: boolean
  isMissing: boolean
  isQuarantined: boolean
  /** Of the first of its files that is there and was read; null where none is. */
  rootPath: Buffer | null
  filePath: Buffer | null
}

/** Every poster, by id. Genres that a model predicted are not among what is said of one. */
export function judgedPosters(db: Database.Database): JudgedPoster[] {
  const rows = sql(
    db,
    `SELECT p.id, p.film_id AS filmId, p.stack_id AS stackId, coalesce(p.edited_title, p.title) AS title,
            coalesce(p.edited_year, p.year) AS year, p.width, p.height, p.flags, p.nfo_mask AS nfoMask,
            coalesce(v.yes, 0) AS yesMask, coalesce(v.no, 0) AS noMask, coalesce(p.said_kind, p.kind) AS kind,
            p.hidden_at IS NOT NULL AS isHidden, p.missing AS isMissing, p.quarantined AS isQuarantined,
            r.path AS rootPath, f.path AS filePath
     FROM poster p
     LEFT JOIN (SELECT poster_id, sum(value << genre) AS yes, sum((1 - value) << genre) AS no
                FROM verdict WHERE genre >= 0 GROUP BY poster_id) v ON v.poster_id = p.id
     LEFT JOIN file f ON f.id = (SELECT min(id) FROM file WHERE poster_id = p.id AND state = 'ok')
     LEFT JOIN root r ON r.id = f.root_id
     ORDER BY p.id`,
  ).all() as (Omit<JudgedPoster, 'isHidden' | 'isMissing' | 'isQuarantined'> &
    Record<'isHidden' | 'isMissing' | 'isQuarantined', number>)[]
  return rows.map((row) => ({
    ...row,
    isHidden: row.isHidden === 1,
    isMissing: row.isMissing === 1,
    isQuarantined: row.isQuarantined === 1,
  }))
}
