import type { Card } from '#shared/contract/library.ts'

/** A card read aloud: title, year, what is said or likely, and what is odd about it. */
export function cardWords(card: Card | undefined, isJudged: boolean): string {
  if (card === undefined) return 'Loading'
  const title = card.year === null ? (card.title ?? 'Untitled') : `${card.title ?? 'Untitled'}, ${card.year}`
  const genres = card.chips.map(({ genre, kind }) => {
    if (kind === 'yes') return `${genre} yes`
    if (kind === 'no') return `${genre} no`
    return kind === 'nfo' ? `${genre} from the NFO` : `${genre} likely`
  })
  const parts = [title, genres.join(', ')]
  if (card.status === 'quarantined') parts.push('set aside')
  if (card.missing) parts.push('missing')
  if (isJudged) parts.push('judged')
  return parts.filter((part) => part !== '').join('. ')
}
