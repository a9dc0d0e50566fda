import { LONGEST_OWN_NAME } from '#shared/contract/own.ts'
import type { VerdictValue } from '#shared/contract/values.ts'
import type { Genre } from '#shared/domain/genres.ts'
import { genreIndex, genreKey, genreNamed } from '#shared/domain/genres.ts'
import { AppError } from '#shared/errors.ts'
import { cleanText } from '#shared/util/title-text.ts'
import type { ActChange } from '../catalog/queries/acts.ts'
import { verdictRow } from '../catalog/queries/labels.ts'
import { ownGenreNamed } from '../catalog/queries/own-genres.ts'
import { ownVerdictRow } from '../catalog/queries/own-verdicts.ts'
import type { CatalogStore } from '../catalog/store.ts'
import { changesFor } from '../catalog/verdicts.ts'
import { ownName, takePlace } from './own-name.ts'
import { ownChange } from './own-verdicts.ts'

/** What an imported row is about: one of the twenty genres, or one of the user's own. */
export interface LabelSubject {
  /** Names the verdict on it of a poster. */
  keyOf(posterId: number): string
  /** When the verdict that is there was given; null without one. */
  heldAt(posterId: number): number | null
  /** What makes it the answer of that time; where the answer is there already, only its time moves on. */
  changes(posterId: number, said: { verdict: VerdictValue; at: number }): ActChange[]
}

/** Null for a name that no genre in use has. */
export function subjectNamed(store: CatalogStore, name: string): LabelSubject | null {
  const genre = genreNamed(name)
  if (genre !== null) return ofTheTwenty(store, genre)
  const own = ownGenreNamed(store.db, genreKey(name))
  return own === null || own.place === null ? null : ofOwn(store, own.id)
}

/**
 * A genre of the user's own that is made for a name that no genre has, within a write.
 * @returns why it cannot be, in a sentence
 */
export function subjectAdded(store: CatalogStore, name: string, now: number): LabelSubject | string {
  // As the contract counts them.
  const { length } = [...cleanText(name)]
  if (length === 0 || length > LONGEST_OWN_NAME)
    return `a genre’s name has 1 to ${LONGEST_OWN_NAME} characters`
  try {
    return ofOwn(store, takePlace(store.db, ownName(name), now))
  } catch (error) {
    if (error instanceof AppError) return error.message
    throw error
  }
}

function ofTheTwenty(store: CatalogStore, name: Genre): LabelSubject {
  const genre = genreIndex(name)
  return {
    keyOf: (posterId) => `${posterId}:${genre}`,
    heldAt: (posterId) => verdictRow(store.db, posterId, genre)?.at ?? null,
    changes(posterId, { verdict, at }) {
      const said = changesFor(store, posterId, [{ genre: name, verdict }], { source: 'imported', at })
      const before = verdictRow(store.db, posterId, genre)
      if (said.length > 0 || before === null) return said
      return [{ posterId, field: 'genre', genre, before, after: { ...before, at } }]
    },
  }
}

function ofOwn(store: CatalogStore, ownGenreId: number): LabelSubject {
  return {
    keyOf: (posterId) => `${posterId}:own:${ownGenreId}`,
    heldAt: (posterId) => ownVerdictRow(store.db, posterId, ownGenreId)?.at ?? null,
    changes(posterId, { verdict, at }) {
      const provenance = { source: 'imported', asked: null, at } as const
      const said = ownChange(store, posterId, { id: ownGenreId, verdict }, provenance)
      const before = ownVerdictRow(store.db, posterId, ownGenreId)
      if (said.length > 0 || before === null) return said
      return [{ posterId, field: 'own', genre: null, ownGenreId, before, after: { ...before, at } }]
    },
  }
}
