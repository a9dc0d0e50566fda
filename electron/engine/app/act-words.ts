import { GENRES } from '#shared/domain/genres.ts'
import type { ActChange } from '../catalog/queries/acts.ts'
import { verdictWord } from '../catalog/queries/acts.ts'

/**
 * An act in a few words: "Horror yes", "Horror yes on 12 posters", "3 verdicts on 2 posters", "Reviewed",
 * "Title edited", "Hidden on 3 posters".
 * @param ownNames what the genres of the user's own are called that changes are about
 */
export function summaryOf(
  changes: readonly ActChange[],
  ownNames: ReadonlyMap<number, string> = new Map(),
): string {
  const posters = new Set(changes.map((change) => change.posterId)).size
  return wordsOf(changes, ownNames) + onPosters(posters)
}

/** The posters that an act is about, left out where there is one. */
export function onPosters(count: number): string {
  return count === 1 ? '' : ` on ${count} posters`
}

function wordsOf(changes: readonly ActChange[], ownNames: ReadonlyMap<number, string>): string {
  const verdicts = changes.filter(({ field }) => field === 'genre' || field === 'own')
  const [first] = verdicts
  if (first === undefined) return otherWords(changes)
  const named = ({ genre, ownGenreId }: ActChange) =>
    (genre === null ? ownNames.get(ownGenreId ?? 0) : GENRES[genre]) ?? ''
  const words = new Set(verdicts.map((change) => `${named(change)} ${wordOf(change)}`))
  return words.size === 1 ? [...words].join('') : `${verdicts.length} verdicts`
}

function wordOf(change: ActChange): string {
  return verdictWord(change.after) ?? 'cleared'
}

function otherWords(changes: readonly ActChange[]): string {
  const words = changes.map(({ field, after }) => {
    switch (field) {
      case 'title':
        return after === null ? 'Edit of the title taken back' : 'Title edited'
      case 'year':
        return after === null ? 'Edit of the year taken back' : 'Year edited'
      case 'hidden':
        return after === null ? 'Shown again' : 'Hidden'
      case 'kind':
        return after === null ? 'Kind left to names' : after === 'poster' ? 'A poster' : 'No poster'
      default:
        return 'Reviewed'
    }
  })
  const [first = 'Reviewed', ...more] = new Set(words)
  return [first, ...more.map((word) => word.toLowerCase())].join(', ')
}
