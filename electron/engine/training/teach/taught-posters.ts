import type { EmbeddingKey } from '../../catalog/queries/cache.ts'
import { embeddingOf, hasEmbedding } from '../../catalog/queries/cache.ts'
import { askedGenres, auditedIds } from '../../catalog/queries/reviews.ts'
import type { SaidPoster, SaidVerdict } from '../../catalog/queries/taught.ts'
import { saidPosters, saidVerdicts } from '../../catalog/queries/taught.ts'
import type { CatalogStore } from '../../catalog/store.ts'
import { placeNumber } from '../review/audit-sample.ts'
import type { TaughtPoster, TaughtVerdict } from './input.ts'

export interface TaughtPostersOptions {
  trunkSha256: string
  preprocessVersion: number
  /** NFO files may teach. */
  withNfo: boolean
  /** To be counted only: an embedding that there is stands for itself, empty. */
  isCounted?: boolean
}

const THERE_IS_ONE = new Uint8Array()

/** More films that only an NFO speaks of would take longer than a person waits, and tell little more. */
const MOST_NFO_FILMS = 2_000

/** All posters of a catalog that something can be learned from, with what was said of each, by id. */
export function taughtPosters(
  { db, cache }: Pick<CatalogStore, 'db' | 'cache'>,
  { withNfo, isCounted = false, ...trunk }: TaughtPostersOptions,
): TaughtPoster[] {
  const read = (key: EmbeddingKey) => {
    if (!isCounted) return embeddingOf(cache, key)
    return hasEmbedding(cache, key) ? THERE_IS_ONE : null
  }
  const verdicts = Map.groupBy(saidVerdicts(db), ({ posterId }) => posterId)
  const audits = new Set(auditedIds(db))
  const asked = new Set(askedGenres(db).map((pair) => pair.join(' ')))
  const isAsked = ({ posterId, genre, wasShown }: SaidVerdict) =>
    wasShown === true || audits.has(posterId) || asked.has(`${posterId} ${genre}`)
  return chosen(saidPosters(db, { withNfo }), (id) => verdicts.has(id)).map(
    ({ id, contentHash, ...poster }) => ({
      id,
      filmId: poster.filmId,
      stackId: poster.stackId,
      flags: poster.flags,
      nfoMask: poster.nfoMask,
      isReviewed: poster.isReviewed,
      isAudit: audits.has(id),
      embedding: contentHash === null ? null : read({ contentHash, ...trunk }),
      verdicts: (verdicts.get(id) ?? []).map((said): TaughtVerdict => {
        const { genre, isYes, source, at } = said
        return { label: genre, isYes, source, at, isAsked: isAsked(said) }
      }),
    }),
  )
}

/** Those that a person spoke of, and of the others so many as a number of their own draws. */
function chosen(posters: readonly SaidPoster[], hasVerdicts: (id: number) => boolean): SaidPoster[] {
  const isSaid = ({ id, isReviewed }: SaidPoster) => isReviewed || hasVerdicts(id)
  const others = posters.filter((poster) => !isSaid(poster))
  if (others.length <= MOST_NFO_FILMS) return [...posters]
  const drawn = others.sort((left, right) => placeNumber(left.id) - placeNumber(right.id))
  const kept = new Set(drawn.slice(0, MOST_NFO_FILMS))
  return posters.filter((poster) => isSaid(poster) || kept.has(poster))
}
