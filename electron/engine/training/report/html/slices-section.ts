import { barChart, barChartHeight, sliceBars } from '#shared/domain/report-charts.ts'
import type { Headline, TrainingReport } from '#shared/domain/report.ts'
import type { Slice, SliceKind } from '#shared/domain/scoreboard.ts'
import { LEAST_SLICE_FILMS, SLICE_KINDS } from '#shared/domain/scoreboard.ts'
import { chartSvg } from './chart-svg.ts'
import { keys } from './learning-section.ts'
import type { Markup } from './markup.ts'
import { html } from './markup.ts'
import {
  CHART_WORDS,
  count,
  differenceOf,
  figure,
  rangeOf,
  SLICE_WORDS,
  sliceName,
  valueOf,
} from './words.ts'

const HEADS = [
  'Films',
  'macro mAP',
  'Genres',
  'By chance',
  'micro mAP',
  'Genre prior',
  'Likely is right',
  'Genre prior',
  'Likely per film',
]

/** Whether anything tells the films of a report apart. */
export function hasSlices({ slices }: TrainingReport): boolean {
  return slices !== undefined && SLICE_KINDS.some((kind) => slices[kind] !== null)
}

/** The same measures on films of one decade, one source, with and without colours. */
export function slicesSection(report: TrainingReport): Markup | null {
  const { slices, previousId } = report
  if (slices === undefined || !hasSlices(report)) return null
  const bars = sliceBars(slices, sliceName)
  const said = bars.flatMap(({ name, value }) => (value === null ? [] : `${name} ${figure(value)}`))
  const label = `micro mAP by slice beside the genre prior: ${said.join(', ')}.`
  return html`<section id="slices">
    <h2>By decade, source and colour</h2>
    <p class="lead">
      What holds for all films together may fail for some. macro mAP is the mean of the genres that at least
      25 of a slice’s films have, so two slices are of different genres: what chance gives stands beside it.
      Fewer than ${LEAST_SLICE_FILMS} films are too few to tell. Only what is strong is better than everything
      beside it.
    </p>
    ${
      bars.length > 0 &&
      html`<figure class="wide">
        <figcaption>
          <b>micro mAP</b>${keys([
            ['this model', 'var(--accent)', 'block'],
            ['genre prior', '', 'tick'],
            ['95 % interval', 'var(--text-1)', ''],
          ])}
        </figcaption>
        ${chartSvg(barChart(bars, CHART_WORDS), { width: 1056, height: barChartHeight(bars.length) }, label)}
      </figure>`
    }
    ${SLICE_KINDS.map((kind) => {
      const found = slices[kind]
      return found !== null && sliceTable(kind, found, previousId)
    })}
  </section>`
}

function sliceTable(kind: SliceKind, slices: readonly Slice[], previousId: string | null): Markup {
  return html`<h3>${SLICE_WORDS[kind]}</h3>
    <div class="scroller">
      <table>
        <thead>
          <tr>
            <th scope="col"></th>
            ${HEADS.map((name) => html`<th scope="col" class="n">${name}</th>`)}
            ${previousId !== null && html`<th scope="col" class="n">macro mAP against ${previousId}</th>`}
          </tr>
        </thead>
        <tbody>
          ${slices.map((slice) => row(kind, slice, previousId !== null))}
        </tbody>
      </table>
    </div>`
}

function row(kind: SliceKind, slice: Slice, hasPrevious: boolean): Markup {
  const name = html`<th scope="row">${sliceName(kind, slice)}</th>
    <td class="n">${count(slice.films)}</td>`
  if (slice.tooFew) {
    const rest = HEADS.length - 1 + (hasPrevious ? 1 : 0)
    return html`<tr class="few">
      ${name}
      <td colspan="${rest}">too few to tell</td>
    </tr>`
  }
  const { macroMAP: macro, microMAP: micro, likelyPrecision: likely } = slice.headlines
  const { value, interval } = slice.likelyPerPoster
  return html`<tr>
    ${name} ${valueCell(macro)}
    <td class="n">${slice.genresAveraged}</td>
    ${priorCell(macro)} ${valueCell(micro)} ${priorCell(micro)} ${valueCell(likely)} ${priorCell(likely)}
    <td class="n">
      ${figure(value, 2)}<small
        >${interval !== null && `${figure(interval[0], 2)} to ${figure(interval[1], 2)}`}</small
      >
    </td>
    ${hasPrevious && html`<td class="n">${macro.previous === null ? '–' : differenceOf('macroMAP', macro.previous)}</td>`}
  </tr>`
}

function valueCell({ measure, value, interval, isHeadlined }: Headline): Markup {
  return html`<td class="n">
    <span class="${isHeadlined ? 'strong' : ''}">${valueOf(measure, value)}</span
    ><small>${interval !== null && rangeOf(measure, interval)}</small>
  </td>`
}

function priorCell({ measure, prior }: Headline): Markup {
  return html`<td class="n">${valueOf(measure, prior.value)}</td>`
}
