import { BarChart, LineChart } from 'echarts/charts'
import { GridComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import type { ChartOption } from '#shared/domain/chart-parts.ts'
import { html, Markup } from './markup.ts'

use([LineChart, BarChart, GridComponent, SVGRenderer])

/** Size in which a chart is laid out, in CSS pixels; on the page it keeps its shape. */
export interface ChartSize {
  width: number
  height: number
}

/**
 * A chart as an SVG element that stands in a page by itself: no script, no style sheet, no address.
 * @param label what it shows, for whoever does not see it
 */
export function chartSvg(option: ChartOption, { width, height }: ChartSize, label: string): Markup {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height })
  try {
    chart.setOption(option)
    const svg = new Markup(plain(chart.renderToSVGString({ useViewBox: true })))
    return html`<div class="chart" role="img" aria-label="${label}">${svg}</div>`
  } finally {
    chart.dispose()
  }
}

/** Takes out what ECharts adds for hovering, and what an SVG within a page does not need. */
function plain(svg: string): string {
  return svg
    .replaceAll(/<style[\s\S]*?<\/style>/g, '')
    .replaceAll(
      / (?:class="zr[^"]*"|pointer-events="[^"]*"|ecmeta_\w+="[^"]*"|xmlns(?::xlink)?="[^"]*"|baseProfile="full"|version="1\.1")/g,
      '',
    )
    .replace('<svg', '<svg aria-hidden="true" focusable="false"')
    .replaceAll(/\n/g, '')
}
