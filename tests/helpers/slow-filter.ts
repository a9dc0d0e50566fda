import type { Engine } from '#engine/app/engine-types.ts'
import type { ListItem } from '#shared/contract/library.ts'
import type { PosterDetail } from '#shared/contract/poster.ts'
import type { FilterInput } from '#shared/contract/values.ts'
import type { ColorName } from '#shared/domain/colors.ts'
import { COLOR_NAMES, colorBits, colorsOfPalette } from '#shared/domain/colors.ts'
import type { Genre } from '#shared/domain/genres.ts'
import { listAll } from './engine.ts'

/** A poster with all that a filter may ask for. Stacks are not told: no test of this has one. */
export interface SeenPoster extends ListItem {
  kind: PosterDetail['kind']
  hidden: boolean
  colors: ColorName[]
}

/** Every poster there is, in whatever part of the catalog. */
export async function seenPosters(engine: Engine): Promise<SeenPoster[]> {
  const seen: SeenPoster[] = []
  for (const item of await listAll(engine)) {
    const { kind, hidden, palette } = await engine.call('poster.get', { id: item.id })
    const bits = colorsOfPalette(palette)
    const colors = COLOR_NAMES.filter((name) => bits & colorBits([name]))
    seen.push({ ...item, kind, hidden, colors })
  }
  return seen
}

/** Whether a genre is a poster's by a verdict or NFO; null where neither says so. */
export function decided(item: ListItem, genre: Genre): boolean | null {
  const verdict = item.verdicts[genre]
  if (verdict !== undefined) return verdict === 'yes'
  return item.files.some((file) => file.nfoGenres.length > 0) ? item.effective.includes(genre) : null
}

/** What a filter means, said once more in the slowest way, over whole items. */
export function matches(item: SeenPoster, filter: FilterInput): boolean {
  const held = (genre: Genre, level: FilterInput['level']) => {
    const isDecided = decided(item, genre)
    if (isDecided !== null) return isDecided
    if (level === 'all') return item.genres.length > 0
    const said = item.genres.find(({ name }) => name === genre)?.level ?? null
    return said === 'likely' || (level === 'maybe' && said === 'maybe')
  }
  const genres = filter.genres ?? []
  const asked = (genre: Genre) => held(genre, filter.level)
  // What a poster is not asked to be is what it likely is: at level "all" it may be nearly anything.
  const denied = (genre: Genre) => held(genre, filter.level === 'all' ? 'likely' : filter.level)
  const isOf = filter.any === true ? genres.length === 0 || genres.some(asked) : genres.every(asked)
  if (!isOf || (filter.without ?? []).some(denied)) return false
  if (filter.yearFrom != null && (item.year ?? 0) < filter.yearFrom) return false
  if (filter.yearTo != null && (item.year ?? 9999) > filter.yearTo) return false
  if (!(filter.colors ?? []).every((name) => item.colors.includes(name))) return false
  return isInPart(item, filter) && hasStatus(item, filter)
}

function isInPart({ hidden, kind }: SeenPoster, { show, status }: FilterInput): boolean {
  switch (show ?? 'any') {
    case 'any':
      return status === 'all' || !hidden
    case 'hidden':
      return hidden
    case 'wall':
      return !hidden && kind === 'poster'
    default:
      return !hidden && kind === show
  }
}

function hasStatus(item: SeenPoster, { status }: FilterInput): boolean {
  const isPresent = !item.missing && item.status !== 'quarantined'
  switch (status ?? null) {
    case 'all':
      return true
    case 'missing':
      return item.missing
    case 'quarantined':
      return item.status === 'quarantined'
    case 'predicted':
      return isPresent && (item.status === 'predicted' || item.status === 'unsure')
    case null:
      return isPresent
    default:
      return isPresent && item.status === status
  }
}
