import type { ParsedParams } from '#shared/contract/contract.ts'
import type { OwnGenres } from '#shared/contract/own.ts'
import { AppError } from '#shared/errors.ts'
import {
  ownGenreById,
  ownGenreNamed,
  ownGenres,
  removeOwnGenre,
  renameOwnGenre,
} from '../catalog/queries/own-genres.ts'
import { ownCounts } from '../catalog/queries/own-verdicts.ts'
import { OWN_NEEDS } from '../training/own/needs.ts'
import type { EngineContext } from './context.ts'
import { ownName, takePlace } from './own-name.ts'

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
  const named = ownName(params.name)
  return written(context, () => void takePlace(store.db, named, clock.now()))
}

/** @throws AppError as {@link addOwn}, and `own/unknown` */
export function renameOwn(context: EngineContext, params: ParsedParams<'own.rename'>): OwnGenres {
  const { store } = context
  const { name, nameKey } = ownName(params.name)
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

/** A filter by genres of the user's own waits for their first heads; what is learned later comes with `own.changed`. */
export async function firstLearned(
  { own }: Pick<EngineContext, 'own'>,
  ids: readonly number[],
): Promise<void> {
  if (ids.some((id) => own.toldOf(id).learned === null)) await own.settled()
}

/** Genres of the user's own of which a head may call posters likely, as far as the number of verdicts tells. */
export function mayBeLikely({ store }: Pick<EngineContext, 'store'>): number[] {
  const counts = ownCounts(store.db)
  return ownGenres(store.db).flatMap(({ id }) => {
    const { yes, no } = counts.get(id) ?? { yes: 0, no: 0 }
    return yes + no >= OWN_NEEDS.scored ? [id] : []
  })
}

function written(context: EngineContext, work: () => void): OwnGenres {
  context.store.write(work)
  context.store.own.invalidate()
  context.emit('own.changed', {})
  return listOwn(context)
}
