import type { Headline, HeadlineMeasure, ReportInterval, Rival } from '#shared/domain/report.ts'
import { shareWords } from '../../components/words.ts'
import { language, t } from '../../i18n.ts'

/** Measures that are shares of something one can count; the others are figures without a unit. */
const SHARES: readonly HeadlineMeasure[] = ['top1', 'top3Hit', 'likelyPrecision', 'perLabelAccuracy']

/** 0.3187 → "0.319" or "0,319"; a dash where there is no value. */
export function figureWords(value: number | null, digits = 3): string {
  if (value === null) return '–'
  const format = { minimumFractionDigits: digits, maximumFractionDigits: digits } as const
  return new Intl.NumberFormat(language(), format).format(value).replace('-', '−')
}

/** A value of a headline measure in its own way. */
export function measureWords(measure: HeadlineMeasure, value: number | null): string {
  if (value === null) return '–'
  if (SHARES.includes(measure)) return shareWords(value, 1).replace('-', '−')
  return figureWords(value, measure === 'coverageError' ? 2 : 3)
}

export function rangeWords(measure: HeadlineMeasure, interval: ReportInterval | null): string {
  if (interval === null) return ''
  const [low, high] = interval
  return t('model.range', { low: measureWords(measure, low), high: measureWords(measure, high) })
}

/** "+0.012 (0.004 to 0.020)"; of shares in points of a hundred. */
export function differenceWords(measure: HeadlineMeasure, { difference, interval }: Rival): string {
  if (difference === null) return ''
  const text = `${difference > 0 ? '+' : ''}${measureWords(measure, difference)}`
  const words = interval === null ? text : `${text} (${rangeWords(measure, interval)})`
  return words.replaceAll(/\s?%/gu, '')
}

/** What the headlines say of a model, in sentences; a measure that needs no model is never called good. */
export function verdictSentences(headlines: readonly Headline[]): string[] {
  const sentences: string[] = []
  const main = headlines.find(({ measure }) => measure === 'macroMAP')
  const accuracy = headlines.find(({ measure }) => measure === 'perLabelAccuracy')
  if (main !== undefined) {
    const values = { value: figureWords(main.value), chance: figureWords(main.nothing.value) }
    sentences.push(t(main.nothing.verdict === 'better' ? 'model.tellsGenres' : 'model.tellsNothing', values))
    if (main.previous?.verdict === 'same') sentences.push(t('model.sameAsBefore'))
    if (main.previous?.verdict === 'worse') sentences.push(t('model.worseThanBefore'))
  }
  if (accuracy !== undefined && !accuracy.isHeadlined) {
    const [value, nothing] = [accuracy.value, accuracy.nothing.value].map((share) =>
      shareWords(share ?? 0, 1),
    )
    sentences.push(t('model.accuracyTrap', { value: value ?? '', nothing: nothing ?? '' }))
  }
  return sentences
}
