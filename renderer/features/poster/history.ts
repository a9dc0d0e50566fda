import type { PosterDetail } from '#shared/contract/poster.ts'
import type { VerdictValue } from '#shared/contract/values.ts'
import type { Genre } from '#shared/domain/genres.ts'
import { genreName, t } from '../../i18n.ts'
import type { Edit, Mark } from './edits.ts'

export type HistoryEntry = PosterDetail['history'][number]

/** The act that sets things back to what they were before an entry. */
export type Revert =
  | { kind: 'verdict'; genre: Genre; verdict: VerdictValue | null }
  | { kind: 'own'; id: number; verdict: VerdictValue | null }
  | { kind: 'edit'; edit: Edit }
  | { kind: 'mark'; mark: Mark }

function changeWords(entry: HistoryEntry): string {
  const { field, genre, own, to, after } = entry
  if (own !== null) return t(`poster.history.${to ?? 'cleared'}`, { genre: own.name })
  if (field === 'genre' && genre !== null)
    return t(`poster.history.${to ?? 'cleared'}`, { genre: genreName(genre) })
  if (field === 'title') return t(after === null ? 'poster.history.titleBack' : 'poster.history.title')
  if (field === 'year') return t(after === null ? 'poster.history.yearBack' : 'poster.history.year')
  if (field === 'hidden') return t(after === true ? 'poster.history.hidden' : 'poster.history.shown')
  if (field === 'kind') return kindWords(after)
  return t(after === false ? 'poster.history.notReviewed' : 'poster.history.reviewed')
}

function kindWords(after: HistoryEntry['after']): string {
  if (after === null) return t('poster.history.kindBack')
  return t(after === 'poster' ? 'poster.history.isPoster' : 'poster.history.notPoster')
}

/** "Horror yes", "Drama no, with others", "Title edited". */
export function historyWords(entry: HistoryEntry): string {
  const words = changeWords(entry)
  if (entry.source === 'explicit' || (entry.field !== 'genre' && entry.field !== 'own')) return words
  return `${words}, ${t(`poster.history.${entry.source}`)}`
}

/** How to take one entry back, or null: things are as they were before it, or it cannot be told apart. */
export function revertOf(entry: HistoryEntry, poster: PosterDetail): Revert | null {
  const { field, genre, own, from, before } = entry
  if (own !== null) {
    const now = poster.own.find(({ id }) => id === own.id)
    return now === undefined || now.verdict === from ? null : { kind: 'own', id: own.id, verdict: from }
  }
  if (field === 'genre' && genre !== null) {
    const now = poster.genres.find(({ name }) => name === genre)?.verdict ?? null
    return now === from ? null : { kind: 'verdict', genre, verdict: from }
  }
  if (field === 'title') {
    const now = poster.titleSource === 'person' ? poster.title : null
    return now === before ? null : { kind: 'edit', edit: { title: before === null ? null : String(before) } }
  }
  if (field === 'year') {
    const now = poster.yearSource === 'person' ? poster.year : null
    return now === before ? null : { kind: 'edit', edit: { year: before === null ? null : Number(before) } }
  }
  if (field === 'hidden')
    return poster.hidden === before ? null : { kind: 'mark', mark: { hidden: before === true } }
  if (field === 'kind') {
    const now = poster.kindSaid ? poster.kind : null
    const says = before === 'poster' || before === 'other' ? before : null
    return now === says ? null : { kind: 'mark', mark: { kind: says } }
  }
  return null
}
