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
import type { CurvePoint, GenreReport, Reliability, ReportEpoch } from './report.ts'

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

/** Height of a chart with a row for each genre. */
export function genreChartHeight(genres: number): number {
  return genres * 26 + 44
}

/** What of a genre is drawn beside others. */
export type RankedGenre = Pick<GenreReport, 'name' | 'ap' | 'tooFew' | 'prevalence' | 'gainInterval'>

/** Average precision by genre, best first, each with what chance would give and the interval of the gain. */
export function genreChart(genres: readonly RankedGenre[], words: ChartWords): ChartOption {
  // From the bottom up, as the axis counts.
  const rows = byPrecision(genres).reverse()
  const whiskers = rows.flatMap(({ gainInterval, prevalence }, row) => {
    if (gainInterval === null) return []
    const [low, high] = gainInterval
    return [
      [clamped(prevalence + low), row],
      [clamped(prevalence + high), row],
      ['-', '-'],
    ]
  })
  return {
    ...NO_MOTION,
    grid: { left: 118, right: 24, top: 8, bottom: 32 },
    xAxis: valueAxis({ min: 0, max: 1, interval: 0.2, axisLabel: { ...LABEL, formatter: words.figure } }),
    yAxis: {
      type: 'category',
      data: rows.map(({ name }) => words.genre(name)),
      axisLine: { lineStyle: { color: INK.line } },
      axisTick: { show: false },
      axisLabel: { ...LABEL, fontSize: 12, interval: 0 },
    },
    series: [
      {
        type: 'bar',
        barWidth: 12,
        data: rows.map(({ ap, tooFew }) => ({
          value: ap ?? 0,
          itemStyle: { color: INK.model, opacity: tooFew ? 0.35 : 0.85, borderRadius: [0, 3, 3, 0] },
        })),
      },
      line(whiskers, { color: 'var(--text-1)', width: 1.5 }),
      {
        ...line(
          rows.map(({ prevalence }, row) => [prevalence, row]),
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
