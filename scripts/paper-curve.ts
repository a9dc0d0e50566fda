import { LineChart } from 'echarts/charts'
import { GridComponent, LegendComponent, TitleComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import type { EpochRow } from '#engine/training/trainer/history.ts'

use([LineChart, GridComponent, LegendComponent, TitleComponent, SVGRenderer])

/** Readable on a light and on a dark page. */
const COLOURS = {
  training: '#8a8f98',
  validation: '#3b82c4',
  nothing: '#c46a3b',
  precision: '#4a9d6e',
  words: '#7a7f88',
}
const SIZE = { width: 720, height: 260 }

/** Accuracy on training and validation pictures beside predicting nothing, and macro mAP, over the epochs. */
export function paperCurve(title: string, epochs: readonly EpochRow[], best: number): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, ...SIZE })
  const words = { color: COLOURS.words, fontFamily: 'sans-serif', fontSize: 12 }
  const line = (name: string, color: string, axis: number, value: (row: EpochRow) => number | null) => ({
    name,
    type: 'line',
    xAxisIndex: axis,
    yAxisIndex: axis,
    showSymbol: false,
    lineStyle: { width: 2, color },
    itemStyle: { color },
    data: epochs.map((row) => [row.epoch, value(row)]),
  })
  const axis = (index: number, name: string) => ({
    gridIndex: index,
    name,
    nameTextStyle: words,
    axisLabel: words,
    scale: true,
    splitLine: { lineStyle: { color: COLOURS.words, opacity: 0.2 } },
  })
  chart.setOption({
    animation: false,
    title: { text: `${title} (best: epoch ${best})`, left: 8, top: 4, textStyle: { ...words, fontSize: 13 } },
    legend: { top: 28, left: 8, textStyle: words, itemWidth: 14, itemHeight: 2, icon: 'rect' },
    grid: [
      { left: 52, top: 88, bottom: 30, width: 280 },
      { left: 416, top: 88, bottom: 30, width: 280 },
    ],
    xAxis: [0, 1].map((index) => ({
      type: 'value',
      minInterval: 1,
      ...axis(index, ''),
      splitLine: { show: false },
      min: 1,
      max: Math.max(2, epochs.length),
    })),
    yAxis: [
      { type: 'value', ...axis(0, 'accuracy') },
      { type: 'value', ...axis(1, 'macro mAP') },
    ],
    series: [
      line('training', COLOURS.training, 0, (row) => row.trainAccuracy),
      line('validation', COLOURS.validation, 0, (row) => row.perLabelAccuracy),
      line('predicting nothing', COLOURS.nothing, 0, (row) => row.predictNothingAccuracy),
      line('macro mAP', COLOURS.precision, 1, (row) => row.macroMAP),
    ],
  })
  const svg = chart.renderToSVGString()
  chart.dispose()
  return `${svg.replaceAll(/<style[\s\S]*?<\/style>/g, '').replaceAll(/ class="zr[^"]*"/g, '')}\n`
}
