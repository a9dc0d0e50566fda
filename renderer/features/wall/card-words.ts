import { computed } from 'vue'
import type { Card } from '#shared/contract/library.ts'
import { countText } from '../../components/words.ts'
import { t } from '../../i18n.ts'
import { chipWords } from './chip-words.ts'

/** Looked up once a language and not for every card of a wall that scrolls. */
export const fixedWords = computed(() => ({
  loading: t('wall.cardLoading'),
  gone: t('wall.gone'),
  untitled: t('common.untitled'),
}))

/** The genres as they are seen, for those who speak to the window, and then who says so: "Horror, Crime: likely". */
function chipsAloud(chips: Card['chips']): string {
  const words = chips.map(chipWords)
  const said = words.map((each) => each.said)
  const isAlike = new Set(said).size === 1
  return `${words.map(({ name }) => name).join(', ')}: ${isAlike ? (said[0] ?? '') : said.join(', ')}`
}

/** A card read aloud: title, year, what is said or likely, and what is odd about it. */
export function cardWords(card: Card | undefined, isJudged: boolean): string {
  if (card === undefined) return fixedWords.value.loading
  const title = card.title ?? fixedWords.value.untitled
  const parts = [card.year === null ? title : `${title}, ${card.year}`]
  if (card.chips.length > 0) parts.push(chipsAloud(card.chips))
  if (card.stacked > 0) parts.push(countText('wall.stacked', card.stacked))
  if (card.status === 'quarantined') parts.push(t('wall.setAside'))
  if (card.missing) parts.push(t('wall.missing'))
  if (isJudged) parts.push(t('wall.judged'))
  return parts.join('. ')
}
