import type { Genre } from './genres.ts'

/** What `setOption` takes. */
export type ChartOption = Record<string, unknown>

/** Of a page; a test holds the window's tokens to them. */
export const INK = {
  model: 'var(--accent)',
  other: 'var(--text-2)',
  chance: 'var(--text-3)',
  line: 'var(--line)',
  ground: 'var(--ground-1)',
  words: 'var(--text-2)',
} as const

const FONT = 'inherit'
const SMALL = 11

/** How numbers and names are written in the language of the page. */
export interface ChartWords {
  /** A share of 1, as on an axis. */
  share(value: number): string
  /** An average precision likewise. */
  figure(value: number): string
  count(value: number): string
  genre(name: Genre): string
  epoch: string
  recall: string
  precision: string
  said: string
  wasSo: string
}

export const LABEL = { color: INK.words, fontFamily: FONT, fontSize: SMALL, hideOverlap: true }
export const NO_MOTION = { animation: false, silent: true, textStyle: { fontFamily: FONT } }

export type AxisPart = Record<string, unknown>

/** An axis of values with quiet lines across. */
export function valueAxis(parts: AxisPart = {}): AxisPart {
  return {
    type: 'value',
    axisLine: { show: false },
    axisTick: { show: false },
    axisLabel: LABEL,
    splitLine: { lineStyle: { color: INK.line, width: 1 } },
    nameTextStyle: { color: INK.words, fontFamily: FONT, fontSize: SMALL },
    ...parts,
  }
}

/** An axis of values along the foot. */
export function plainAxis(parts: AxisPart = {}): AxisPart {
  return valueAxis({
    splitLine: { show: false },
    axisLine: { show: true, lineStyle: { color: INK.line } },
    ...parts,
  })
}

export interface LineLook {
  color: string
  width?: number
  isDashed?: boolean
  symbolSize?: number
  isFilled?: boolean
}

/** A line through points; a gap where a point is `-`. */
export function line(data: readonly unknown[], look: LineLook): AxisPart {
  const { color, width = 2, isDashed = false, symbolSize = 0 } = look
  return {
    type: 'line',
    data,
    color,
    symbol: symbolSize > 0 ? 'circle' : 'none',
    symbolSize,
    showAllSymbol: true,
    itemStyle: { color },
    lineStyle: { color, width, type: isDashed ? [4, 4] : 'solid', cap: 'round', join: 'round' },
    ...(look.isFilled === true && { areaStyle: { color, opacity: 0.1 } }),
    z: isDashed ? 2 : 3,
  }
}

/** Axes of shares on both sides, from 0 to `most`. */
export function square({
  x,
  y,
  words,
  isSmall,
  most = 1,
}: {
  x: string
  y: string
  words: ChartWords
  isSmall: boolean
  most?: number
}): ChartOption {
  const axis = {
    min: 0,
    max: most,
    interval: isSmall ? most / 2 : 0.25,
    axisLabel: { ...LABEL, fontSize: isSmall ? 10 : SMALL, formatter: words.share },
  }
  const named = (name: string, nameGap: number) => (isSmall ? {} : { name, nameLocation: 'middle', nameGap })
  return {
    grid: isSmall
      ? { left: 36, right: 12, top: 8, bottom: 20 }
      : { left: 58, right: 18, top: 12, bottom: 44 },
    xAxis: plainAxis({ ...axis, ...named(x, 26) }),
    yAxis: valueAxis({ ...axis, ...named(y, 42) }),
  }
}

/** A range of round steps around the values, about five of them. */
export function roomFor(values: readonly number[]): { min: number; max: number; interval: number } {
  if (values.length === 0) return { min: 0, max: 1, interval: 0.2 }
  const low = values.reduce((least, value) => Math.min(least, value))
  const high = values.reduce((most, value) => Math.max(most, value))
  const interval = roundStep(Math.max(high - low, 0.01) / 4)
  const min = Math.max(0, Math.floor(low / interval) * interval)
  return { min, max: Math.max(Math.ceil(high / interval) * interval, min + interval), interval }
}

/** The next of 1, 2, 5, 10, … in powers of ten. */
export function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least))
  return ([1, 2, 5].find((step) => step * power >= least) ?? 10) * power
}

/** A share that an interval pushed beyond 0 or 1. */
export function clamped(value: number): number {
  return Math.min(1, Math.max(0, value))
}
