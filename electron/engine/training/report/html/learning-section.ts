import type { EpochSeries } from '#shared/domain/report-charts.ts'
import { epochChart } from '#shared/domain/report-charts.ts'
import type { ReportEpoch, TrainingReport } from '#shared/domain/report.ts'
import { keptStart } from '#shared/domain/report.ts'
import { chartSvg } from './chart-svg.ts'
import type { Markup } from './markup.ts'
import { html } from './markup.ts'
import { CHART_WORDS, duration, figure, share } from './words.ts'

const SIZE = { width: 520, height: 270 }

/** How it learned: loss and average precision over the epochs, with every figure in a table. */
export function learningSection(report: TrainingReport): Markup {
  const { epochs, best } = report
  const last = epochs.at(-1)
  if (last === undefined) return html``
  const seconds = epochs.reduce((sum, epoch) => sum + epoch.seconds, 0)
  const chance = report.headlines.find(({ measure }) => measure === 'macroMAP')?.nothing.value ?? null
  const losses: EpochSeries[] = [
    { of: 'other', value: ({ loss }) => loss },
    { of: 'model', value: ({ valLoss }) => valLoss },
  ]
  const precisions: EpochSeries[] = [
    { of: 'chance', value: () => chance },
    { of: 'other', value: ({ microMAP }) => microMAP },
    { of: 'model', value: ({ macroMAP }) => macroMAP },
  ]
  const drawn = (series: readonly EpochSeries[], label: string) =>
    chartSvg(
      epochChart(epochs, series, { best, words: CHART_WORDS, write: (value) => figure(value, 2) }),
      SIZE,
      label,
    )
  return html`<section id="learning">
    <h2>How it learned</h2>
    <p class="lead">${count(epochs.length)} in ${duration(seconds)}. ${ending(report)}</p>
    <div class="charts">
      <figure>
        <figcaption>
          <b>Loss</b>${keys([
            ['validation films', 'var(--accent)', ''],
            ['training films', 'var(--text-2)', ''],
            ['best epoch', 'var(--text-3)', 'dashed'],
          ])}
        </figcaption>
        ${drawn(losses, `Loss over ${epochs.length} epochs: validation ends at ${figure(last.valLoss)}, training at ${figure(last.loss)}.`)}
      </figure>
      <figure>
        <figcaption>
          <b>Average precision on the validation films</b>${keys([
            ['macro mAP', 'var(--accent)', ''],
            ['micro mAP', 'var(--text-2)', ''],
            ['macro mAP by chance', 'var(--text-3)', 'dashed'],
          ])}
        </figcaption>
        ${drawn(precisions, `Average precision over ${epochs.length} epochs: macro mAP ends at ${figure(last.macroMAP)}, where chance gives ${figure(chance)}.`)}
      </figure>
    </div>
    <details>
      <summary>Every epoch in figures</summary>
      <div class="scroller">
        <table>
          <thead>
            <tr>
              <th scope="col">Epoch</th>
              ${['Loss', 'Validation loss', 'macro mAP', 'micro mAP', 'micro F1 at 0.5', 'One of three right', 'Accuracy per label', 'Learning rate', 'Time'].map((name) => html`<th scope="col" class="n">${name}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${epochs.map((epoch) => row(epoch, epoch.epoch === best))}
          </tbody>
        </table>
      </div>
    </details>
  </section>`
}

function count(epochs: number): string {
  return epochs === 1 ? 'One epoch' : `${epochs} epochs`
}

function ending(report: TrainingReport): string {
  const { best, stoppedEarly } = report
  if (best === null) return ''
  const start = keptStart(report)
  const mixed = start === 0 ? '' : ` ${share(start)} of the weights it started from were mixed in afterwards.`
  const kept = `The weights of epoch ${best}, the best on the validation films, were kept.${mixed}`
  return stoppedEarly ? `It stopped early, because it got no better. ${kept}` : kept
}

function row(epoch: ReportEpoch, isBest: boolean): Markup {
  return html`<tr class="${isBest ? 'strong' : ''}">
    <th scope="row">${epoch.epoch}${isBest && html` <span class="mark">best</span>`}</th>
    <td class="n">${figure(epoch.loss, 4)}</td>
    <td class="n">${figure(epoch.valLoss, 4)}</td>
    <td class="n">${figure(epoch.macroMAP)}</td>
    <td class="n">${figure(epoch.microMAP)}</td>
    <td class="n">${figure(epoch.microF1)}</td>
    <td class="n">${share(epoch.top3Hit)}</td>
    <td class="n">${share(epoch.perLabelAccuracy)}</td>
    <td class="n">${epoch.learningRate === null ? '–' : epoch.learningRate.toPrecision(3)}</td>
    <td class="n">${duration(epoch.seconds)}</td>
  </tr>`
}

/** What the lines of a chart are: name, colour, and whether dashed, a block or a tick. */
export function keys(entries: readonly (readonly [name: string, ink: string, kind: string])[]): Markup {
  return html`<ul class="keys">
    ${entries.map(([name, ink, kind]) => html`<li><i class="${kind}" style="--ink:${ink}"></i>${name}</li>`)}
  </ul>`
}
