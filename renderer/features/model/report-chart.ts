import { BarChart, LineChart } from 'echarts/charts'
import { GridComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import type { ChartOption } from '#shared/domain/chart-parts.ts'

use([LineChart, BarChart, GridComponent, SVGRenderer])

/** A chart in an element, as wide as it. */
export interface DrawnChart {
  set(option: ChartOption): void
  resize(): void
  close(): void
}

/** Fetched when the first chart is shown: the library is larger than the rest of the window. */
export function drawChart(element: HTMLElement, option: ChartOption): DrawnChart {
  const chart = init(element, null, { renderer: 'svg' })
  chart.setOption(option)
  return {
    set: (next) => chart.setOption(next, { notMerge: true }),
    resize: () => chart.resize(),
    close: () => chart.dispose(),
  }
}
