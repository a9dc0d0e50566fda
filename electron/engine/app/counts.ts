import type { ParsedParams } from '#shared/contract/contract.ts'
import type { LibraryCounts } from '#shared/contract/library.ts'
import type { Show, Status } from '#shared/contract/values.ts'
import { COLOR_NAMES, SHOWS, STATUSES } from '#shared/contract/values.ts'
import { GENRES, OFF_BY_DEFAULT } from '#shared/domain/genres.ts'
import { GENRE_KEYS } from '#shared/domain/keys.ts'
import { MOST_OWN_GENRES } from '#shared/contract/own.ts'
import type { PosterColumns } from '../catalog/columns.ts'
import { filterParts } from '../catalog/filter.ts'
import { minProbabilityTest } from '../catalog/filter-genres.ts'
import { ownGenres } from '../catalog/queries/own-genres.ts'
import type { EngineContext } from './context.ts'
import { setsFor } from './filter-sets.ts'

/** Every count of the sidebar in one pass over the columns; each leaves its own part of the filter out. */
export function libraryCounts(
  { store }: EngineContext,
  { filter }: ParsedParams<'library.counts'>,
): LibraryCounts {
  const { columns } = store
  const parts = filterParts(columns, filter, setsFor(store, filter))
  const reaches = minProbabilityTest(columns, filter.minProbability)
  // At level "all" nearly every poster may be anything, which counts nothing.
  const effectiveAt = columns.effectiveAtLevel(filter.level === 'all' ? 'likely' : filter.level)
  const inShow = columns.shownIn(filter.show, { wherever: true })
  const statuses = Object.fromEntries(STATUSES.map((status) => [status, 0])) as Record<Status, number>
  const genres = new Int32Array(GENRES.length)
  const colors = new Int32Array(COLOR_NAMES.length)
  const years = new Int32Array(LAST_YEAR + 1)
  const own = new Int32Array(MOST_OWN_GENRES + 1)
  const ownAt = store.own.effective()
  for (let row = 0; row < columns.count; row++) {
    if (columns.isRemoved(row)) continue
    if (filter.show === 'any' || inShow(row)) statuses.all++
    if (inShow(row)) countStatus(columns, row, statuses)
    if (!parts.base(row)) continue
    const ofYears = parts.years === null || parts.years(row)
    const ofColors = parts.colors === null || parts.colors(row)
    const ofOwn = parts.own === null || parts.own(row)
    if (ofYears && ofColors && ofOwn && (reaches === null || reaches(row)))
      countBits(effectiveAt(row), genres)
    if (!ofYears && !ofColors) continue
    if (ofYears && ofColors && (parts.genres === null || parts.genres(row))) countBits(ownAt(row), own)
    if (parts.joined !== null && !parts.joined(row)) continue
    const year = columns.years[row] ?? 0
    if (ofColors && year > 0 && year <= LAST_YEAR) years[year] = (years[year] ?? 0) + 1
    if (ofYears) countBits(columns.colors[row] ?? 0, colors)
  }
  const shows = countShows(columns)
  const levels = columns.levelsInUse()
  return {
    catalogRevision: store.revision,
    total: shows.wall,
    genres: GENRES.map((name, index) => ({
      name,
      count: genres[index] ?? 0,
      weak: levels.every(({ likely }) => (likely[index] ?? null) === null),
      key: GENRE_KEYS[name],
    })).filter(({ name, count }) => count > 0 || !OFF_BY_DEFAULT.includes(name)),
    own: ownGenres(store.db).map(({ id, place }) => ({ id, count: own[place] ?? 0 })),
    statuses,
    years: [...years].map((count, year) => ({ year, count })).filter(({ count }) => count > 0),
    colors: COLOR_NAMES.map((name, index) => ({ name, count: colors[index] ?? 0 })),
    shows,
  }
}

const LAST_YEAR = 9999

/** One more for each bit that is set. */
function countBits(mask: number, counts: Int32Array): void {
  for (let left = mask; left !== 0; left &= left - 1) {
    const bit = 31 - Math.clz32(left & -left)
    counts[bit] = (counts[bit] ?? 0) + 1
  }
}

function countStatus(columns: PosterColumns, row: number, statuses: Record<Status, number>): void {
  if (columns.isMissing(row)) statuses.missing++
  else if (columns.isQuarantined(row)) statuses.quarantined++
  else {
    const status = columns.statusAt(row)
    statuses[status]++
    // "Predicted" is every poster without a verdict; the unsure ones are among them.
    if (status === 'unsure') statuses.predicted++
  }
}

/** What each part of the catalog holds, of what can be seen. */
function countShows(columns: PosterColumns): LibraryCounts['shows'] {
  const shows = { wall: 0, series: 0, other: 0, hidden: 0 }
  for (const show of SHOWS.filter((each): each is Exclude<Show, 'any'> => each !== 'any')) {
    const isShown = columns.shownIn(show)
    for (let row = 0; row < columns.count; row++) if (isShown(row)) shows[show]++
  }
  return shows
}
