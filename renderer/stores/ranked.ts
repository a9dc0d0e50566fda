import type { Genre } from '#shared/domain/genres.ts'
import type { WallFilter } from './filter-address.ts'
import { NO_FILTER } from './filter-address.ts'

type Order = Pick<WallFilter, 'level' | 'sort' | 'descending'>

const RANKED: Order = { level: 'all', sort: 'certainty', descending: false }

const orderOf = ({ level, sort, descending }: Order): Order => ({ level, sort, descending })
const isOrder = (left: Order, right: Order) =>
  left.level === right.level && left.sort === right.sort && left.descending === right.descending

/** What is asked for by way of an order alone: genres that the model cannot tell, and some of the user's own. */
export interface OnlyRanked {
  genres: readonly Genre[]
  own: readonly number[]
}

/** The genres asked for that are only ranked, because the model cannot tell who has them. */
export function rankedGenres(filter: WallFilter, weak: readonly Genre[]): Genre[] {
  return filter.level === 'all' ? filter.genres.filter((genre) => weak.includes(genre)) : []
}

/**
 * A weak genre, or one of the user's own without percentages, opens as a ranked list: everything, what is most like it first. Leaving it brings back the level and
 * the order from before, unless a person has chosen others since.
 */
export function createRanking() {
  let before: Order = orderOf(NO_FILTER)
  return (from: WallFilter, to: WallFilter, ranked: OnlyRanked): WallFilter => {
    const asksWeak = ({ genres, own }: WallFilter) =>
      genres.some((genre) => ranked.genres.includes(genre)) || (own !== null && ranked.own.includes(own))
    if (asksWeak(to) && !asksWeak(from)) {
      before = orderOf(from)
      return { ...to, ...RANKED }
    }
    if (asksWeak(from) && !asksWeak(to) && isOrder(to, RANKED)) return { ...to, ...before }
    return to
  }
}
