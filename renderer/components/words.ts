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

/** "November 24, 2026 at 1:36 PM", as the window's language writes a moment. */
export function dayWords(at: number): string {
  return new Date(at).toLocaleString(language(), { dateStyle: 'long', timeStyle: 'short' })
}

/** 1204 → "1.2 kB"; 34,000,000 → "34 MB", in powers of ten as the systems' file managers count. */
export function sizeWords(bytes: number): string {
  const steps = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const
  const step = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), steps.length - 1)
  const value = bytes / 1000 ** step
  return new Intl.NumberFormat(language(), {
    style: 'unit',
    unit: steps[step] ?? 'byte',
    unitDisplay: step === 0 ? 'long' : 'short',
    maximumFractionDigits: value < 10 && step > 0 ? 1 : 0,
  }).format(value)
}

/** 0.733 → "73 %" or "73%", as the language writes a share. */
export function shareWords(share: number, digits = 0): string {
  const least = share === 0 ? 0 : digits
  const format = { style: 'percent', minimumFractionDigits: least, maximumFractionDigits: digits } as const
  return new Intl.NumberFormat(language(), format).format(share)
}

/** The last part of a path, as a person calls the folder. */
export function folderName(path: string): string {
  return path.split(/[\\/]/).findLast((part) => part !== '') ?? path
}
