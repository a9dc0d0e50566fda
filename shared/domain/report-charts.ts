import type { AxisPart, ChartOption, ChartWords } from './chart-parts.ts'
import {
  clamped,
  INK,
  LABEL,
  line,
  NO_MOTION,
  plainAxis,
  roomFor,
  roundStep,
  square,
  valueAxis,
} from './chart-parts.ts'
import type { CurvePoint, GenreReport, Reliability, ReportEpoch, ReportInterval } from './report.ts'
import type { Slice, SliceKind, Slices } from './scoreboard.ts'
import { SLICE_KINDS } from './scoreboard.ts'

/*
 * The charts of a report as ECharts takes them, for the engine's `report.html` and for the window alike. Colours are the
 * custom properties of the page that shows them, so that a chart follows its theme. No chart has words of its own.
 */

/** One quantity over the epochs, with the best epoch marked. */
export interface EpochSeries {
  of: 'model' | 'other' | 'chance'
  value(epoch: ReportEpoch): number | null
}

/** Curves of training. The vertical dashes stand at the best epoch. */
export function epochChart(
  epochs: readonly ReportEpoch[],
  series: readonly EpochSeries[],
  { best, words, write }: { best: number | null; words: ChartWords; write: (value: number) => string },
): ChartOption {
  const values = series.flatMap(({ value }) => epochs.flatMap((epoch) => value(epoch) ?? []))
  const room = roomFor(values)
  const isShort = epochs.length <= 40
  const last = epochs.at(-1)?.epoch ?? 1
  const lines = series.map(({ of, value }) =>
    line(
      epochs.map((epoch) => [epoch.epoch, value(epoch)]),
      { color: INK[of], isDashed: of === 'chance', symbolSize: isShort && of !== 'chance' ? 5 : 0 },
    ),
  )
  const mark = best === null ? [] : [bestMark(best, room.min, room.max)]
  return {
    ...NO_MOTION,
    grid: { left: 46, right: 14, top: 12, bottom: 40 },
    xAxis: plainAxis({
      min: 1,
      max: Math.max(2, last),
      interval: Math.max(1, roundStep(last / 16)),
      name: words.epoch,
      nameLocation: 'middle',
      nameGap: 24,
    }),
    yAxis: valueAxis({ ...room, axisLabel: { ...LABEL, formatter: write } }),
    series: [...mark, ...lines],
  }
}

function bestMark(best: number, low: number, high: number): AxisPart {
  return line(
    [
      [best, low],
      [best, high],
    ],
    { color: INK.chance, width: 1, isDashed: true },
  )
}

/** Height of a chart of bars. */
export function barChartHeight(bars: number): number {
  return bars * 26 + 44
}

/** What is drawn as one of many bars. */
export interface BarRow {
  name: string
  value: number | null
  /** What needs no model. */
  beside: number | null
  interval: ReportInterval | null
  isFaint?: boolean
}

/** Bars of values up to 1 from the top down, each with a tick for what it stands beside and a line for its interval. */
export function barChart(rows: readonly BarRow[], words: ChartWords): ChartOption {
  // From the bottom up, as the axis counts.
  const bars = [...rows].reverse()
  const whiskers = bars.flatMap(({ interval }, row) => {
    if (interval === null) return []
    return [
      [clamped(interval[0]), row],
      [clamped(interval[1]), row],
      ['-', '-'],
    ]
  })
  return {
    ...NO_MOTION,
    grid: { left: 118, right: 24, top: 8, bottom: 32 },
    xAxis: valueAxis({ min: 0, max: 1, interval: 0.2, axisLabel: { ...LABEL, formatter: words.figure } }),
    yAxis: {
      type: 'category',
      data: bars.map(({ name }) => name),
      axisLine: { lineStyle: { color: INK.line } },
      axisTick: { show: false },
      axisLabel: { ...LABEL, fontSize: 12, interval: 0 },
    },
    series: [
      {
        type: 'bar',
        barWidth: 12,
        data: bars.map(({ value, isFaint = false }) => ({
          value: value ?? 0,
          itemStyle: { color: INK.model, opacity: isFaint ? 0.35 : 0.85, borderRadius: [0, 3, 3, 0] },
        })),
      },
      line(whiskers, { color: 'var(--text-1)', width: 1.5 }),
      {
        ...line(
          bars.map(({ beside }, row) => [beside ?? '-', row]),
          { color: 'var(--text-1)' },
        ),
        lineStyle: { width: 0 },
        symbol: 'rect',
        symbolSize: [3, 20],
        showSymbol: true,
        z: 4,
      },
    ],
  }
}

/** What of a genre is drawn beside others. */
export type RankedGenre = Pick<GenreReport, 'name' | 'ap' | 'tooFew' | 'prevalence' | 'gainInterval'>

/** Average precision by genre, best first, each with what chance would give and the interval of the gain. */
export function genreChart(genres: readonly RankedGenre[], words: ChartWords): ChartOption {
  const rows = byPrecision(genres).map(({ name, ap, tooFew, prevalence, gainInterval }): BarRow => ({
    name: words.genre(name),
    value: ap,
    beside: prevalence,
    interval: gainInterval === null ? null : [prevalence + gainInterval[0], prevalence + gainInterval[1]],
    isFaint: tooFew,
  }))
  return barChart(rows, words)
}

/**
 * micro mAP of each slice beside that of the genre prior on the same films, as bars: those known of which enough can be
 * told, with a gap between the kinds.
 */
export function sliceBars(slices: Slices, nameOf: (kind: SliceKind, slice: Slice) => string): BarRow[] {
  const groups = SLICE_KINDS.map((kind) => {
    const shown = (slices[kind] ?? []).filter(({ name, tooFew }) => name !== null && !tooFew)
    return shown.map((slice): BarRow => {
      const { value, prior, interval } = slice.headlines.microMAP
      return { name: nameOf(kind, slice), value, beside: prior.value, interval }
    })
  })
  return groups
    .filter((group) => group.length > 0)
    .flatMap((group, place) => (place === 0 ? group : [GAP, ...group]))
}

const GAP: BarRow = { name: '', value: null, beside: null, interval: null }

/** Genres by falling average precision; those without one last. */
export function byPrecision<Ranked extends Pick<GenreReport, 'ap'>>(genres: readonly Ranked[]): Ranked[] {
  return [...genres].sort((left, right) => (right.ap ?? -1) - (left.ap ?? -1))
}

/** Precision against recall; the dashes are what chance gives. */
export function curveChart(
  curve: readonly CurvePoint[],
  prevalence: number,
  { words, isSmall = false }: { words: ChartWords; isSmall?: boolean },
): ChartOption {
  const first = curve[0]
  const points = curve.map(({ recall, precision }) => [recall, precision])
  const from = first === undefined ? [] : [[0, first.precision]]
  return {
    ...NO_MOTION,
    ...square({ x: words.recall, y: words.precision, words, isSmall }),
    series: [
      line(
        [
          [0, prevalence],
          [1, prevalence],
        ],
        { color: INK.chance, width: 1, isDashed: true },
      ),
      line([...from, ...points], { color: INK.model, width: isSmall ? 1.5 : 2, isFilled: true }),
    ],
  }
}

/** How often what was said was so; on the dashes said and so are the same. Bars: 95 % of chance in each bin. */
export function reliabilityChart(
  { bins }: Pick<Reliability, 'bins'>,
  { words, isSmall = false }: { words: ChartWords; isSmall?: boolean },
): ChartOption {
  const highest = bins.reduce((most, { score, share }) => Math.max(most, score, share), 0)
  // A rare genre is hardly ever said to be likely: it is shown as large as it fits.
  const most = [0.1, 0.25, 0.5].find((room) => highest <= room) ?? 1
  const bars = bins.flatMap(({ score, share, count }) => {
    const error = 1.96 * Math.sqrt((score * (1 - score)) / count)
    return [
      [score, clamped(share - error)],
      [score, clamped(share + error)],
      ['-', '-'],
    ]
  })
  return {
    ...NO_MOTION,
    ...square({ x: words.said, y: words.wasSo, words, isSmall, most: isSmall ? most : 1 }),
    series: [
      line(
        [
          [0, 0],
          [1, 1],
        ],
        { color: INK.chance, width: 1, isDashed: true },
      ),
      line(bars, { color: INK.chance, width: 1 }),
      line(
        bins.map(({ score, share }) => [score, share]),
        { color: INK.model, width: isSmall ? 1.5 : 2, symbolSize: isSmall ? 4 : 6 },
      ),
    ],
  }
}

/** Pictures of each genre before and after balancing. */
export function distributionChart(
  genres: readonly GenreReport['name'][],
  { before, after }: { before: readonly number[]; after: readonly number[] },
  words: ChartWords,
): ChartOption {
  const bars = (data: readonly number[], color: string) => ({
    type: 'bar',
    data,
    barMaxWidth: 14,
    itemStyle: { color, borderRadius: [3, 3, 0, 0] },
  })
  return {
    ...NO_MOTION,
    grid: { left: 52, right: 8, top: 12, bottom: 84 },
    xAxis: {
      type: 'category',
      data: genres.map(words.genre),
      axisLine: { lineStyle: { color: INK.line } },
      axisTick: { show: false },
      axisLabel: { ...LABEL, rotate: 45, interval: 0 },
    },
    yAxis: valueAxis({ axisLabel: { ...LABEL, formatter: words.count } }),
    series: [bars(before, INK.chance), bars(after, INK.model)],
  }
}
