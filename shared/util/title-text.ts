/** Text out of file names and NFO files, made safe to store and show. */

/** Longer than any file name; cuts what a hostile NFO puts into a title before a pattern sees it. */
const LONGEST = 1000

/** Control characters, and the invisible ones that turn or hide text around them. */
// eslint-disable-next-line no-control-regex -- finding control characters is the point
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u00ad\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu

/**
 * One line of text: NFC, control and direction-turning characters out, spaces single. Letters of every
 * script, right-to-left ones included, stay as they are.
 */
export function cleanText(text: string): string {
  return text
    .slice(0, LONGEST)
    .toWellFormed()
    .replace(/[\t\n\v\f\r\u2028\u2029]/gu, ' ')
    .replace(UNSAFE, '')
    .normalize('NFC')
    .replace(/\s+/gu, ' ')
    .trim()
}

const ARTICLE_AT_END =
  /^(.+), (the|a|an|der|die|das|ein|eine|le|la|les|un|une|el|los|las|il|lo|gli|de|het|een|den|det|o|os|as)$/iu
const ELIDED_AT_END = /^(.+), (l['’])$/iu

/** `Pines, The` is `The Pines`; `Avventura, L'` is `L'Avventura`. */
export function moveArticle(title: string): string {
  const elided = ELIDED_AT_END.exec(title)
  if (elided !== null) return `${elided[2] ?? ''}${elided[1] ?? ''}`
  const found = ARTICLE_AT_END.exec(title)
  return found === null ? title : `${found[2] ?? ''} ${found[1] ?? ''}`
}

const LEADING_ARTICLE = /^(?:the|a|an|der|die|das|le|la|les|el|los|las|il|lo) (?=.)/u

/** Letters that no decomposition takes apart. */
const LIGATURES: ReadonlyMap<string, string> = new Map([
  ['ß', 'ss'],
  ['æ', 'ae'],
  ['œ', 'oe'],
  ['ø', 'o'],
  ['ł', 'l'],
  ['đ', 'd'],
  ['ð', 'd'],
  ['þ', 'th'],
  ['ı', 'i'],
])

/** Lower case without the accents of Latin, Greek and Cyrillic; marks of other scripts carry meaning and stay. */
export function foldText(text: string): string {
  return text
    .toWellFormed()
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\u0300-\u036f]/gu, '')
    .replace(/[ßæœøłđðþı]/gu, (letter) => LIGATURES.get(letter) ?? letter)
    .normalize('NFC')
}

/**
 * The key a title sorts by and films are told apart by: lower case, without accents, punctuation and a
 * leading article. Never empty for a title that is not: `The` and `?` are their own keys.
 */
export function sortTitleKey(title: string): string {
  const folded = foldText(cleanText(title))
  const words = folded
    .replace(/['’`´]/gu, '')
    .replace(/&/gu, ' and ')
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, ' ')
    .trim()
  const key = words.replace(LEADING_ARTICLE, '')
  return key === '' ? folded : key
}
