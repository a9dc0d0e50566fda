import type { Genre } from '#shared/domain/genres.ts'
import type { WallFilter } from './filter-address.ts'
import { NO_FILTER } from './filter-address.ts'

type Order = Pick<WallFilter, 'level' | 'sort' | 'descending'>

const RANKED: Order = { level: 'all', sort: 'certainty', descending: false }

const orderOf = ({ level, sort, descending }: Order): Order => ({ level, sort, descending })
const isOrder = (left: Order, right: Order) =>
  left.level === right.level && left.sort === right.sort && left.descending === right.descending

/** The genres asked for that are only ranked, because the model cannot tell who has them. */
export function rankedGenres(filter: WallFilter, weak: readonly Genre[]): Genre[] {
  return filter.level === 'all' ? filter.genres.filter((genre) => weak.includes(genre)) : []
}

/**
 * A weak genre opens as a ranked list: everything, what is most like it first. Leaving it brings back the level and
 * the order from before, unless a person has chosen others since.
 */
export function createRanking() {
  let before: Order = orderOf(NO_FILTER)
  return (from: WallFilter, to: WallFilter, weak: readonly Genre[]): WallFilter => {
    const asksWeak = ({ genres }: WallFilter) => genres.some((genre) => weak.includes(genre))
    if (asksWeak(to) && !asksWeak(from)) {
      before = orderOf(from)
      return { ...to, ...RANKED }
    }
    if (asksWeak(from) && !asksWeak(to) && isOrder(to, RANKED)) return { ...to, ...before }
    return to
  }
}
