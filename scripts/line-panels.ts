import { LineChart } from 'echarts/charts'
import { GridComponent, LegendComponent, TitleComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'

use([LineChart, GridComponent, LegendComponent, TitleComponent, SVGRenderer])

/** Readable on a light and on a dark page. */
export const COLOURS = {
  grey: '#8a8f98',
  blue: '#3b82c4',
  orange: '#c46a3b',
  green: '#4a9d6e',
  purple: '#8d6bb8',
  brown: '#a08a4a',
} as const
const WORDS = '#7a7f88'
const SIZE = { width: 720, height: 260 }

export interface PanelLine {
  name: string
  color: string
  /** 0: the left one. */
  panel: 0 | 1
  points: readonly (readonly [x: number | string, y: number | null])[]
}

export interface LinePanels {
  title: string
  /** What the two panels show. */
  names: readonly [left: string, right: string]
  /** Values from 1 to the last, or places named one by one. */
  x: { last: number } | { places: readonly string[] }
  lines: readonly PanelLine[]
}

/** Two panels of lines side by side, as an SVG of its own. */
export function linePanels({ title, names, x, lines }: LinePanels): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, ...SIZE })
  const words = { color: WORDS, fontFamily: 'sans-serif', fontSize: 12 }
  const axis = (index: number, name: string) => ({
    gridIndex: index,
    name,
    nameTextStyle: words,
    axisLabel: words,
    scale: true,
    splitLine: { lineStyle: { color: WORDS, opacity: 0.2 } },
  })
  const along =
    'last' in x
      ? { type: 'value', minInterval: 1, min: 1, max: x.last }
      : { type: 'category', data: x.places, boundaryGap: false }
  chart.setOption({
    animation: false,
    title: { text: title, left: 8, top: 4, textStyle: { ...words, fontSize: 13 } },
    legend: { top: 28, left: 8, textStyle: words, itemWidth: 14, itemHeight: 2, icon: 'rect' },
    grid: [
      { left: 52, top: 88, bottom: 30, width: 280 },
      { left: 416, top: 88, bottom: 30, width: 280 },
    ],
    xAxis: [0, 1].map((index) => ({ ...axis(index, ''), ...along, splitLine: { show: false } })),
    yAxis: names.map((name, index) => ({ type: 'value', ...axis(index, name) })),
    series: lines.map(({ name, color, panel, points }) => ({
      name,
      type: 'line',
      xAxisIndex: panel,
      yAxisIndex: panel,
      showSymbol: false,
      lineStyle: { width: 2, color },
      itemStyle: { color },
      data: points,
    })),
  })
  const svg = chart.renderToSVGString()
  chart.dispose()
  return `${svg.replaceAll(/<style[\s\S]*?<\/style>/g, '').replaceAll(/ class="zr[^"]*"/g, '')}\n`
}
