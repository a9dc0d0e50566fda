import type { CardChip } from '#shared/contract/library.ts'
import { genreName, language, t } from '../../i18n.ts'

interface ChipWords {
  name: string
  /** What is pointed at says where it comes from. */
  hint: string
  /** Who says it, in a word. */
  said: string
}

const HINTS = {
  yes: 'wall.chipYes',
  no: 'wall.chipNo',
  nfo: 'wall.chipNfo',
  likely: 'wall.chipLikely',
} as const
const SAID = {
  yes: 'wall.saidYes',
  no: 'wall.saidNo',
  nfo: 'wall.saidNfo',
  likely: 'wall.saidLikely',
} as const

const held = new Map<string, ChipWords>()

/** The words of a chip, put together once a language: a wall that scrolls shows thousands of them a second. */
export function chipWords({ genre, kind }: CardChip): ChipWords {
  const key = `${language()} ${kind} ${genre}`
  const found = held.get(key)
  if (found !== undefined) return found
  const name = genreName(genre)
  const words = { name, hint: t(HINTS[kind], { genre: name }), said: t(SAID[kind]) }
  held.set(key, words)
  return words
}
