import type { ChartWords } from '#shared/domain/chart-parts.ts'
import type { Headline, HeadlineMeasure, ReportInterval, Rival } from '#shared/domain/report.ts'
import type { Slice, SliceKind } from '#shared/domain/scoreboard.ts'

const WHOLE = new Intl.NumberFormat('en')

/** 12345 → "12,345". */
export function count(value: number): string {
  return WHOLE.format(Math.round(value))
}

/** 0.3187 → "0.319"; a dash where there is no value. */
export function figure(value: number | null, digits = 3): string {
  return value === null ? '–' : minus(value.toFixed(digits))
}

/** 0.896 → "89.6 %", held together; a dash where there is no value. */
export function share(value: number | null, digits = 1): string {
  return value === null ? '–' : `${minus((100 * value).toFixed(digits))}\u00a0%`
}

function minus(text: string): string {
  return Number(text) === 0 ? text.replace('-', '') : text.replace('-', '−')
}

/** What a measure is called and how it is written. */
interface MeasureWords {
  name: string
  /** What it tells, in a sentence. */
  tells: string
  unit: 'figure' | 'share' | 'plain'
}

export const MEASURE_WORDS: Readonly<Record<HeadlineMeasure, MeasureWords>> = {
  macroMAP: { name: 'macro mAP', tells: 'how well films are ranked, the mean of all genres', unit: 'figure' },
  macroMAP18: { name: 'macro mAP of 18', tells: 'the same without Foreign and TV Movie', unit: 'figure' },
  microMAP: { name: 'micro mAP', tells: 'how well all answers together are ranked', unit: 'figure' },
  top1: { name: 'Surest genre right', tells: 'films whose surest genre is one of theirs', unit: 'share' },
  top3Hit: {
    name: 'One of three right',
    tells: 'films with a right genre among the surest three',
    unit: 'share',
  },
  likelyPrecision: {
    name: 'Likely is right',
    tells: 'of the genres called likely, cross-fitted',
    unit: 'share',
  },
  microF1: {
    name: 'micro F1',
    tells: 'at the maybe levels, all answers together, cross-fitted',
    unit: 'figure',
  },
  macroF1: {
    name: 'macro F1',
    tells: 'at the maybe levels, the mean of all genres, cross-fitted',
    unit: 'figure',
  },
  perLabelAccuracy: {
    name: 'Accuracy per label',
    tells: 'right answers of twenty for each film, at 0.5',
    unit: 'share',
  },
  coverageError: {
    name: 'Coverage',
    tells: 'genres to be named until all of a film’s are; less is better',
    unit: 'plain',
  },
  rankingLoss: {
    name: 'Ranking loss',
    tells: 'wrong genres put before right ones; less is better',
    unit: 'figure',
  },
  brier: { name: 'Brier skill', tells: 'probabilities against those of the genre prior', unit: 'figure' },
}

/** A value of a measure as it is written. */
export function valueOf(measure: HeadlineMeasure, value: number | null): string {
  const { unit } = MEASURE_WORDS[measure]
  if (unit === 'share') return share(value)
  return figure(value, unit === 'plain' ? 2 : 3)
}

/** "0.304 to 0.334". */
export function rangeOf(measure: HeadlineMeasure, [low, high]: ReportInterval): string {
  return `${withoutUnit(measure, low)} to ${valueOf(measure, high)}`
}

/** "+0.012 (0.004 to 0.020)", a difference with what chance leaves of it; of shares in points of a hundred. */
export function differenceOf(measure: HeadlineMeasure, { difference, interval }: Rival): string {
  if (difference === null) return ''
  const sign = difference > 0 ? '+' : ''
  const text = `${sign}${withoutUnit(measure, difference)}`
  if (interval === null) return text
  return `${text} (${withoutUnit(measure, interval[0])} to ${withoutUnit(measure, interval[1])})`
}

function withoutUnit(measure: HeadlineMeasure, value: number): string {
  return valueOf(measure, value).replace('\u00a0%', '')
}

/** What slices of a kind are called, and one of them: "1980s", "imdb". */
export const SLICE_WORDS: Readonly<Record<SliceKind, string>> = {
  decade: 'By decade',
  art: 'By source of the art',
  colour: 'By colour',
}

export function sliceName(kind: SliceKind, { name }: Pick<Slice, 'name'>): string {
  if (name === null) return 'not known'
  return kind === 'decade' ? `${name}s` : name
}

/** Why a measure is a result, or why it is none. */
export function verdictSentence(headline: Headline): string {
  const rivals = [
    { who: 'predicting nothing', rival: headline.nothing },
    { who: 'the genre prior', rival: headline.prior },
    { who: 'the previous model', rival: headline.previous },
  ]
  const found = (verdict: Rival['verdict']) => rivals.filter(({ rival }) => rival?.verdict === verdict)
  const worse = found('worse')
  const same = found('same')
  const reasons = [
    ...worse.map(({ who, rival }) => `worse than ${who}: ${said(headline, rival)}`),
    ...same.map(({ who, rival }) => `not told apart from ${who}: ${said(headline, rival)}`),
  ]
  if (reasons.length > 0) return sentence(reasons.join('; '))
  const better = found('better').length
  if (!headline.isHeadlined) return better > 0 ? 'No result: films are shared.' : 'Cannot be told.'
  return better > 2 ? 'Better than all three.' : better > 1 ? 'Better than both.' : 'Better.'
}

function said({ measure }: Headline, rival: Rival | null): string {
  return rival === null ? '' : differenceOf(measure, rival)
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
}

export const CHART_WORDS: ChartWords = {
  share: (value) => share(value, Number.isInteger(Math.round(1e4 * value) / 100) ? 0 : 1),
  figure: (value) => figure(value, 1),
  count,
  genre: (name) => name,
  epoch: 'epoch',
  recall: 'films of the genre found',
  precision: 'found rightly',
  said: 'probability said',
  wasSo: 'was so',
}

/** "2 h 5 min", "3 min 20 s", "12.5 s". */
export function duration(seconds: number): string {
  if (seconds < 60) return `${seconds.toFixed(1)} s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return `${minutes} min ${Math.round(seconds % 60)} s`
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}
