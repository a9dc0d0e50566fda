import { language, t } from '../i18n.ts'

const FORMATS = new Map<string, Intl.NumberFormat>()

/** 1204 → "1,204", in the window's language. */
export function numberWords(value: number): string {
  const locale = language()
  const held = FORMATS.get(locale) ?? new Intl.NumberFormat(locale)
  FORMATS.set(locale, held)
  return held.format(value)
}

/** A text whose form depends on a number that stands in it as `{count}`: "1 poster", "1,204 posters". */
export function countText(key: Parameters<typeof t>[0], count: number): string {
  return t(key, { count: numberWords(count) }, count)
}

/** "1 poster", "1,204 posters". */
export function countWords(count: number, one: string, many = `${one}s`): string {
  return `${numberWords(count)} ${count === 1 ? one : many}`
}

/** The last part of a path, as a person calls the folder. */
export function folderName(path: string): string {
  return path.split(/[\\/]/).findLast((part) => part !== '') ?? path
}
