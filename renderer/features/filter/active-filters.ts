import { folderName } from '../../components/words.ts'
import { genreName, t } from '../../i18n.ts'
import type { useFilterStore } from '../../stores/filter.ts'
import { useOwnStore } from '../../stores/own.ts'
import { statusWords } from '../side/statuses.ts'
import { knownWords, yearsWords } from './filter-words.ts'

/** A part of the filter as a chip. */
export interface ActiveFilter {
  key: string
  words: string
  /** Left out of the wall rather than asked for. */
  isDenied?: boolean
  remove(): void
}

/** What narrows the wall now, part by part. */
export function activeFilters({
  filter,
  change,
  toggleGenre,
  toggleWithout,
}: ReturnType<typeof useFilterStore>): ActiveFilter[] {
  const { genres, without, status, folder, years, colors, query, own, known, show } = filter
  const active: ActiveFilter[] = []
  if (show !== 'wall') {
    active.push({ key: 'show', words: t(`filter.shows.${show}`), remove: () => change({ show: 'wall' }) })
  }
  for (const genre of genres) {
    active.push({ key: genre, words: genreName(genre), remove: () => toggleGenre(genre) })
  }
  if (own !== null) {
    const words = useOwnStore().withId(own)?.name ?? t('own.outOfUse')
    active.push({ key: 'own', words, remove: () => change({ own: null }) })
  }
  for (const genre of without) {
    active.push({ key: genre, words: genreName(genre), isDenied: true, remove: () => toggleWithout(genre) })
  }
  if (status !== null) {
    active.push({ key: 'status', words: statusWords(status), remove: () => change({ status: null }) })
  }
  if (folder !== null) {
    active.push({ key: 'folder', words: folderName(folder), remove: () => change({ folder: null }) })
  }
  if (years !== null) {
    active.push({ key: 'years', words: yearsWords(years), remove: () => change({ years: null }) })
  }
  for (const color of colors) {
    const remove = () => change({ colors: colors.filter((held) => held !== color) })
    active.push({ key: color, words: t(`filter.colors.${color}`), remove })
  }
  if (known !== null) {
    active.push({ key: 'known', words: knownWords(known), remove: () => change({ known: null }) })
  }
  if (query.trim() !== '') {
    const words = t('filter.textChip', { text: query.trim() })
    active.push({ key: 'query', words, remove: () => change({ query: '' }) })
  }
  return active
}
