import type Database from 'better-sqlite3'
import { MOST_OWN_GENRES } from '#shared/contract/own.ts'
import { genreKey, genreNamed } from '#shared/domain/genres.ts'
import { AppError } from '#shared/errors.ts'
import { cleanText } from '#shared/util/title-text.ts'
import { ownGenreNamed, ownGenres, putOwnGenre } from '../catalog/queries/own-genres.ts'

/** A name as it is shown, and as it is compared: upper and lower case and accents make no other genre. */
export interface OwnName {
  name: string
  nameKey: string
}

/** @throws AppError `own/taken` for one of the twenty; `app/invalid` for nothing but invisible characters */
export function ownName(text: string): OwnName {
  const name = cleanText(text)
  const nameKey = genreKey(name)
  if (nameKey === '') throw new AppError('app/invalid', 'name', { field: 'name' })
  if (genreNamed(name) !== null) throw new AppError('own/taken')
  return { name, nameKey }
}

/**
 * Puts a genre at the first free key, within a write; one that was taken away comes back with its verdicts.
 * @returns its id
 * @throws AppError `own/taken`, `own/full`
 */
export function takePlace(db: Database.Database, { name, nameKey }: OwnName, now: number): number {
  const held = ownGenreNamed(db, nameKey)
  if (held !== null && held.place !== null) throw new AppError('own/taken')
  const taken = new Set(ownGenres(db).map(({ place }) => place))
  const place = Array.from({ length: MOST_OWN_GENRES }, (_, at) => at + 1).find((each) => !taken.has(each))
  if (place === undefined) throw new AppError('own/full')
  return putOwnGenre(db, { name, nameKey, place, now })
}
