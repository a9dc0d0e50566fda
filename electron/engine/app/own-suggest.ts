import type { ParsedParams } from '#shared/contract/contract.ts'
import type { OwnAsked, OwnSuggestions } from '#shared/contract/own.ts'
import { createLikeness } from '../catalog/queries/likeness.ts'
import type { OwnJudgedPoster } from '../catalog/queries/own-verdicts.ts'
import { ownJudgedPosters } from '../catalog/queries/own-verdicts.ts'
import { idsOfSameFilm, posterById } from '../catalog/queries/posters.ts'
import { seededRandom } from '../platform/random.ts'
import type { EngineContext } from './context.ts'
import { usedGenre } from './own.ts'
import { faceOf } from './poster-face.ts'

/** Look-alikes are sought of the posters that were last said yes of. */
const MODELS = 6
/** More than are asked for: some are of the same film as others. */
const SPARE = 4

/**
 * Posters on the wall that nothing was said of yet: in turns one that looks like a yes, and one drawn by chance, by a
 * number of its own, so that the same question is not another at every call.
 * @throws AppError `own/unknown`
 */
export async function suggestOwn(
  context: EngineContext,
  { id, limit }: ParsedParams<'own.suggest'>,
): Promise<OwnSuggestions> {
  const { store } = context
  usedGenre(context, id)
  const judged = ownJudgedPosters(store.db, id)
  const isAskable = askable(context, judged)
  const alike = await lookAlikes(context, judged, { isAskable, limit: limit + SPARE })
  const chance = drawn(context, { seed: id, isAskable, limit: limit + SPARE })
  const isLike = createLikeness(store.db)
  const picked: { id: number; asked: OwnAsked }[] = []
  for (const each of inTurns(alike, chance)) {
    if (picked.length === limit) break
    if (!picked.some((other) => other.id === each.id || isLike(other.id, each.id))) picked.push(each)
  }
  return {
    posters: picked.flatMap((each) => {
      const poster = posterById(store.db, each.id)
      return poster === null ? [] : [{ ...faceOf(poster), asked: each.asked }]
    }),
  }
}

type RowTest = (row: number) => boolean

/** What can be learned from, and is of no film that something was said of. */
function askable({ store: { columns, db } }: EngineContext, judged: readonly OwnJudgedPoster[]): RowTest {
  const isShown = columns.shownIn('wall')
  const told = new Set(judged.flatMap(({ id }) => [id, ...idsOfSameFilm(db, id)]))
  return (row) => isShown(row) && columns.isPredicted(row) && !told.has(columns.ids[row] ?? 0)
}

/** The nearest of each of the latest yes, the nearest of all first. */
async function lookAlikes(
  { neighbours }: EngineContext,
  judged: readonly OwnJudgedPoster[],
  { isAskable, limit }: { isAskable: RowTest; limit: number },
): Promise<number[]> {
  const models = judged.filter(({ value }) => value === 1).sort((left, right) => right.at - left.at)
  const nearest = new Map<number, number>()
  for (const { id } of models.slice(0, MODELS)) {
    const found = await neighbours.nearest(id, { isWanted: isAskable, apart: [], limit })
    for (const { id: other, similarity } of found ?? []) {
      nearest.set(other, Math.max(similarity, nearest.get(other) ?? -1))
    }
  }
  return [...nearest].sort(([, left], [, right]) => right - left).map(([id]) => id)
}

function drawn(
  { store: { columns } }: EngineContext,
  { seed, isAskable, limit }: { seed: number; isAskable: RowTest; limit: number },
): number[] {
  const lots: { id: number; lot: number }[] = []
  for (let row = 0; row < columns.count; row++) {
    const id = columns.ids[row] ?? 0
    if (isAskable(row)) lots.push({ id, lot: seededRandom(seed * 1_000_003 + id)() })
  }
  return lots
    .sort((left, right) => left.lot - right.lot || left.id - right.id)
    .slice(0, limit)
    .map(({ id }) => id)
}

function* inTurns(alike: readonly number[], chance: readonly number[]) {
  for (let at = 0; at < Math.max(alike.length, chance.length); at++) {
    const [like, lot] = [alike[at], chance[at]]
    if (like !== undefined) yield { id: like, asked: 'alike' as const }
    if (lot !== undefined) yield { id: lot, asked: 'chance' as const }
  }
}
