import type Database from 'better-sqlite3'
import { genreMask } from '#shared/domain/genres.ts'
import type { FileKind, FileRow } from '../catalog/queries/files.ts'
import { filesOfPoster } from '../catalog/queries/files.ts'
import { refreshPresence } from '../catalog/derived.ts'
import { filmFor, setIdentity, setPosterKind } from '../catalog/queries/posters.ts'
import type { GenreTable } from './genre-names.ts'
import { mapGenres } from './genre-names.ts'
import { sortTitleKey } from './names.ts'

/** What one file says its film is. Null where it does not know enough to tell films apart. */
export interface FilmIdentity {
  tmdbId: number | null
  imdbId: string | null
  titleKey: string | null
  year: number | null
}

type IdentityClaims = Pick<FileRow, 'tmdb_id' | 'imdb_id' | 'nfo_title' | 'title' | 'nfo_year' | 'year'>

/**
 * A bare file name is no title to tell films apart by (`scan-01.jpg`): only an NFO's title, or a name's with its
 * year, is.
 */
export function identityOf(file: IdentityClaims): FilmIdentity {
  const year = file.nfo_year ?? file.year
  const title = file.nfo_title ?? (file.year === null ? null : file.title)
  return {
    tmdbId: file.tmdb_id,
    imdbId: file.imdb_id,
    titleKey: title === null ? null : sortTitleKey(title),
    year,
  }
}

/** Whether two files may be of one film: an id in common, else titles and years that do not contradict. */
export function sameFilm(left: FilmIdentity, right: FilmIdentity): boolean {
  if (left.tmdbId !== null && right.tmdbId !== null) return left.tmdbId === right.tmdbId
  if (left.imdbId !== null && right.imdbId !== null) return left.imdbId === right.imdbId
  if (left.titleKey === null || right.titleKey === null) return true
  return (
    left.titleKey === right.titleKey &&
    (left.year === null || right.year === null || left.year === right.year)
  )
}

/** Brings a poster's title, year, NFO genres, film and presence in line with its files. */
export function refreshPoster(db: Database.Database, posterId: number, genres: GenreTable): void {
  const all = filesOfPoster(db, posterId)
  const present = all.filter((file) => file.state !== 'missing')
  const files = present.length > 0 ? present : all
  const nfo = files.find((file) => file.nfo_title !== null)
  const named = nfo ?? files.find((file) => file.title !== null)
  const identified = files.find((file) => file.tmdb_id !== null || file.imdb_id !== null) ?? named
  const title = nfo?.nfo_title ?? named?.title ?? null
  const year = files.find((file) => file.nfo_year !== null)?.nfo_year ?? named?.year ?? null
  const rawGenres = files.flatMap((file) => nfoGenresOf(file))
  const identity = identified === undefined ? null : identityOf(identified)
  setIdentity(db, posterId, {
    title,
    year,
    titleSource: nfo !== undefined ? 'nfo' : title !== null ? 'name' : null,
    sortTitle: title === null ? '' : sortTitleKey(title),
    nfoMask: genreMask(mapGenres(rawGenres, genres).genres),
    filmId: identity === null ? null : filmFor(db, identity),
  })
  setPosterKind(db, posterId, kindOf(files))
  refreshPresence(db, posterId)
}

/** A picture that is a poster at one place is a poster. */
function kindOf(files: readonly FileRow[]): FileKind {
  const kinds: readonly FileKind[] = ['poster', 'series', 'other']
  return kinds.find((kind) => files.some((file) => file.kind === kind)) ?? 'poster'
}

export function nfoGenresOf(file: Pick<FileRow, 'nfo_genres'>): string[] {
  return file.nfo_genres === null ? [] : (JSON.parse(file.nfo_genres) as string[])
}
