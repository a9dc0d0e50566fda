import type { Headline, Rival, TrainingReport } from '#shared/domain/report.ts'
import type { Markup } from './markup.ts'
import { html } from './markup.ts'
import {
  count,
  differenceOf,
  figure,
  MEASURE_WORDS,
  rangeOf,
  share,
  valueOf,
  verdictSentence,
} from './words.ts'

/** Results are shown large in this order, as far as they are results. */
const TILE_ORDER = ['macroMAP', 'top3Hit', 'likelyPrecision', 'microMAP', 'top1', 'microF1'] as const
const MOST_TILES = 3

/** What the model is worth: in a sentence, in the few figures that are results, and in a table of all. */
export function resultSection(report: TrainingReport): Markup {
  const { headlines, measures } = report
  const results = TILE_ORDER.flatMap(
    (name) => headlines.find(({ measure, isHeadlined }) => measure === name && isHeadlined) ?? [],
  )
  const hasPrevious = report.previousId !== null
  return html`<section id="result">
    <h2>What it is worth</h2>
    <p class="verdict">${verdictOf(report)}</p>
    ${results.length > 0 && html`<div class="tiles">${results.slice(0, MOST_TILES).map(tile)}</div>`}
    <div class="scroller">
      <table>
        <caption>
          Judged on ${count(measures.films)} validation films; macro means are over
          ${count(measures.genresAveraged)} genres. Intervals are 95 %, differences paired by film and, of
          shares, in points. Only what is better than every rival is a result.
        </caption>
        <thead>
          <tr>
            <th scope="col">Measure</th>
            <th scope="col" class="n">This model</th>
            <th scope="col" class="n">Predicting nothing</th>
            <th scope="col" class="n">Genre prior</th>
            ${hasPrevious && html`<th scope="col" class="n">Before: ${report.previousId}</th>`}
            <th scope="col">In words</th>
          </tr>
        </thead>
        <tbody>
          ${headlines.map((headline) => row(headline, hasPrevious))}
        </tbody>
      </table>
    </div>
  </section>`
}

/** The whole report in a sentence or two; it never calls a figure good that needs no model. */
function verdictOf({ headlines, measures, sharesFilms }: TrainingReport): string {
  if (sharesFilms) {
    return 'These figures are no result: altered copies of the same films are among those it learned from and those it was judged on, so they say what it remembers.'
  }
  const main = headlines.find(({ measure }) => measure === 'macroMAP')
  const accuracy = headlines.find(({ measure }) => measure === 'perLabelAccuracy')
  const parts: string[] = []
  if (main !== undefined) {
    const value = figure(main.value)
    const chance = figure(main.nothing.value)
    if (main.nothing.verdict === 'better') {
      parts.push(`It tells genres from posters: macro mAP ${value}, where chance gives ${chance}.`)
    } else {
      parts.push(
        `It does not tell genres better than chance: macro mAP ${value}, where chance gives ${chance}.`,
      )
    }
    if (main.previous?.verdict === 'same') parts.push('It is not told apart from the model before it.')
    if (main.previous?.verdict === 'worse') parts.push('It is worse than the model before it.')
  }
  if (accuracy !== undefined && !accuracy.isHeadlined) {
    parts.push(
      `Its ${share(accuracy.value)} of labels right say nothing: who predicts nothing has ${share(measures.predictNothingAccuracy)}.`,
    )
  }
  return parts.join(' ')
}

function tile(headline: Headline): Markup {
  const { measure, value, interval } = headline
  const { name, tells } = MEASURE_WORDS[measure]
  const rivals: [string, Rival | null][] = [
    ['Nothing', headline.nothing],
    ['Genre prior', headline.prior],
    ['Before', headline.previous],
  ]
  return html`<div class="tile">
    <p class="big">
      ${valueOf(measure, value)}${interval !== null && html`<small>${rangeOf(measure, interval)}</small>`}
    </p>
    <p class="name">${name}</p>
    <p class="tells">${tells}</p>
    <dl>
      ${rivals.map(
        ([who, rival]) =>
          rival !== null &&
          html`<div>
            <dt>${who}</dt>
            <dd>${valueOf(measure, rival.value)}</dd>
            <dd>${differenceOf(measure, rival)}</dd>
          </div>`,
      )}
    </dl>
  </div>`
}

function row(headline: Headline, hasPrevious: boolean): Markup {
  const { measure, value, interval, nothing, prior, previous, isHeadlined } = headline
  const { name, tells } = MEASURE_WORDS[measure]
  const cell = (rival: Rival | null) =>
    html`<td class="n">
      ${valueOf(measure, rival?.value ?? null)}<small
        >${rival !== null && differenceOf(measure, rival)}</small
      >
    </td>`
  return html`<tr>
    <th scope="row"><span class="${isHeadlined ? 'strong' : ''}">${name}</span><small>${tells}</small></th>
    <td class="n">
      <span class="${isHeadlined ? 'strong' : ''}">${valueOf(measure, value)}</span
      ><small>${interval !== null && rangeOf(measure, interval)}</small>
    </td>
    ${cell(nothing)}${cell(prior)}${hasPrevious && cell(previous)}
    <td class="${isHeadlined ? '' : 'soft'}">${verdictSentence(headline)}</td>
  </tr>`
}
