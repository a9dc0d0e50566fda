import type Database from 'better-sqlite3'
import { sql } from './sql.ts'

/*
 * What a model that reads titles is told of a poster's film. A title that a person or an NFO has given, or that stands
 * beside an id, may speak; one out of a file's name alone only beside a year, as the catalog tells films apart by
 * (docs/models.md has the figures). A bare `scan-01.jpg` may be anything: the picture has the word alone.
 */

const TITLE = 'coalesce(p.edited_title, p.title)'
const YEAR = 'coalesce(p.edited_year, p.year)'
const HAS_ID = `EXISTS (SELECT 1 FROM film WHERE id = p.film_id AND (tmdb_id IS NOT NULL OR imdb_id IS NOT NULL))`
const MAY_SPEAK = `(p.edited_title IS NOT NULL OR p.title_source = 'nfo' OR ${YEAR} IS NOT NULL OR ${HAS_ID})`

/**
 * A text of what the title reader `@reader` is told of the poster `p`: another text means that a prediction is of
 * another title, year or reader. Null where nothing is told, and for a model without reader (null) always.
 */
export const TOLD = `CASE WHEN ${MAY_SPEAK} THEN @reader || ':' || coalesce(${YEAR}, '') || ':' || ${TITLE} END`

export interface Told {
  title: string
  year: number | null
  /** {@link TOLD}, as a prediction keeps it. */
  told: string
}

/** Null where the poster has no title that may speak. */
export function toldOf(db: Database.Database, posterId: number, reader: string): Told | null {
  const row = sql(
    db,
    `SELECT ${TITLE} AS title, ${YEAR} AS year, ${TOLD} AS told FROM poster p WHERE p.id = @posterId`,
  ).get({ posterId, reader }) as (Omit<Told, 'told'> & { told: string | null }) | undefined
  return row?.told == null ? null : { ...row, told: row.told }
}
