import { GENRES } from '#shared/domain/genres.ts'
import type { CatalogStore } from '../catalog/store.ts'
import { PREPROCESS_VERSION } from '../images/preprocess.ts'
import { sidesOf } from '../training/teach/sides.ts'
import { filmsOf } from '../training/teach/statements.ts'
import { taughtPosters } from '../training/teach/taught-posters.ts'
import type { EngineContext } from './context.ts'

const counted = new WeakMap<CatalogStore, { revision: number; films: number }>()

/** Films with verdicts that may judge a teaching. Counted anew only when something has changed. */
export function judgedFilms({ store, manifest }: Pick<EngineContext, 'store' | 'manifest'>): number {
  const held = counted.get(store)
  if (held?.revision === store.revision) return held.films
  const posters = taughtPosters(store, {
    trunkSha256: manifest.trunkSha256,
    preprocessVersion: PREPROCESS_VERSION,
    withNfo: false,
    isCounted: true,
  })
  const films = sidesOf(filmsOf(posters, { labels: GENRES.length, withNfo: false })).judgedFilms
  counted.set(store, { revision: store.revision, films })
  return films
}
