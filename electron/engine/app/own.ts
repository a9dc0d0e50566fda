import type { ParsedParams } from '#shared/contract/contract.ts'
import type { OwnGenres } from '#shared/contract/own.ts'
import { MOST_OWN_GENRES } from '#shared/contract/own.ts'
import type { Filter } from '#shared/contract/values.ts'
import { GENRES } from '#shared/domain/genres.ts'
import { AppError } from '#shared/errors.ts'
import { cleanText, foldText } from '#shared/util/title-text.ts'
import {
  ownGenreById,
  ownGenreNamed,
  ownGenres,
  putOwnGenre,
  removeOwnGenre,
  renameOwnGenre,
} from '../catalog/queries/own-genres.ts'
import { ownCounts } from '../catalog/queries/own-verdicts.ts'
import { OWN_NEEDS } from '../training/own/needs.ts'
import type { EngineContext } from './context.ts'

/** Begins to learn where something was said since. */
export function listOwn(context: EngineContext): OwnGenres {
  const { store, own } = context
  own.refresh()
  const counts = ownCounts(store.db)
  return {
    genres: ownGenres(store.db).map(({ id, name, place }) => ({
      id,
      name,
      key: String(place),
      ...(counts.get(id) ?? { yes: 0, no: 0 }),
      ...own.toldOf(id),
    })),
    needs: OWN_NEEDS,
  }
}

/** @throws AppError `own/taken`, `own/full`; `app/invalid` for a name of nothing but invisible characters */
export function addOwn(context: EngineContext, params: ParsedParams<'own.add'>): OwnGenres {
  const { store, clock } = context
  const { name, nameKey } = nameOf(params.name)
  return written(context, () => {
    const held = ownGenreNamed(store.db, nameKey)
    if (held !== null && held.place !== null) throw new AppError('own/taken')
    const taken = new Set(ownGenres(store.db).map(({ place }) => place))
    const place = Array.from({ length: MOST_OWN_GENRES }, (_, at) => at + 1).find((each) => !taken.has(each))
    if (place === undefined) throw new AppError('own/full')
    putOwnGenre(store.db, { name, nameKey, place, now: clock.now() })
  })
}

/** @throws AppError as {@link addOwn}, and `own/unknown` */
export function renameOwn(context: EngineContext, params: ParsedParams<'own.rename'>): OwnGenres {
  const { store } = context
  const { name, nameKey } = nameOf(params.name)
  return written(context, () => {
    const { id } = usedGenre(context, params.id)
    const held = ownGenreNamed(store.db, nameKey)
    if (held !== null && held.id !== id) throw new AppError('own/taken')
    renameOwnGenre(store.db, { id, name, nameKey })
  })
}

/** One that is out of use already is an answer like any other. */
export function removeOwn(context: EngineContext, { id }: { id: number }): OwnGenres {
  const { store, clock } = context
  return written(context, () => {
    if (ownGenreById(store.db, id) !== null) removeOwnGenre(store.db, id, clock.now())
  })
}

/** @throws AppError `own/unknown` */
export function usedGenre({ store }: Pick<EngineContext, 'store'>, id: number) {
  const genre = ownGenreById(store.db, id)
  if (genre === null) throw new AppError('own/unknown')
  return genre
}

/** A filter by a genre of the user's own waits for its first head; what is learned later comes with `own.changed`. */
export async function firstLearned(
  { own }: Pick<EngineContext, 'own'>,
  { own: id }: Pick<Filter, 'own'>,
): Promise<void> {
  if (id !== null && own.toldOf(id).learned === null) await own.settled()
}

function written(context: EngineContext, work: () => void): OwnGenres {
  context.store.write(work)
  context.store.own.invalidate()
  context.emit('own.changed', {})
  return listOwn(context)
}

/** Upper and lower case and accents make no other genre. */
function nameOf(text: string): { name: string; nameKey: string } {
  const name = cleanText(text)
  const nameKey = foldText(name)
  if (nameKey === '') throw new AppError('app/invalid', 'name', { field: 'name' })
  if (GENRES.some((genre) => foldText(genre) === nameKey)) throw new AppError('own/taken')
  return { name, nameKey }
}
