import { distributionChart } from '#shared/domain/report-charts.ts'
import type { TrainingReport } from '#shared/domain/report.ts'
import { chartSvg } from './chart-svg.ts'
import { pictureOf } from './films-section.ts'
import { keys } from './learning-section.ts'
import type { Markup } from './markup.ts'
import { html } from './markup.ts'
import { CHART_WORDS, count, share } from './words.ts'

/** What it learned from: genres before and after balancing, examples of the augmented pictures, and what was left out. */
export function dataSection(report: TrainingReport, contactSheet: string | null): Markup {
  const { distribution, genres, counts } = report
  const names = genres.map(({ name }) => name)
  const isBalanced = distribution.after.some((value, label) => value !== distribution.before[label])
  const sheet = pictureOf(contactSheet)
  const drawn = distributionChart(names, distribution, CHART_WORDS)
  const label = `Training pictures by genre before and after balancing, in the table below.`
  return html`<section id="data">
    <h2>What it learned from</h2>
    <p class="lead">
      ${count(counts.training)} films to learn from and ${count(counts.validation)} to judge it
      on${report.sharesFilms ? ', with altered copies of the same films on both sides' : ', no film on both sides'}.
      An epoch shows ${count(counts.samples)}
      pictures${isBalanced && ': rare genres are filled up with altered copies'}.
    </p>
    <figure class="wide">
      <figcaption>
        ${keys([
          ['films', 'var(--text-3)', 'block'],
          [isBalanced ? 'pictures shown, with altered copies' : 'pictures shown', 'var(--accent)', 'block'],
        ])}
      </figcaption>
      ${chartSvg(drawn, { width: 1056, height: 320 }, label)}
    </figure>
    <details>
      <summary>Every genre in figures</summary>
      <div class="scroller">
        <table>
          <thead>
            <tr>
              <th scope="col">Genre</th>
              <th scope="col" class="n">Films</th>
              <th scope="col" class="n">Share</th>
              <th scope="col" class="n">Pictures shown</th>
            </tr>
          </thead>
          <tbody>
            ${genres.map(
              ({ name, trainingPrevalence }, label) =>
                html`<tr>
                  <th scope="row">${name}</th>
                  <td class="n">${count(distribution.before[label] ?? 0)}</td>
                  <td class="n">${share(trainingPrevalence)}</td>
                  <td class="n">${count(distribution.after[label] ?? 0)}</td>
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
    </details>
    ${
      sheet !== null &&
      html`<h3>Altered pictures, as they were shown</h3>
        <img
          class="sheet"
          src="${sheet}"
          alt="A contact sheet of training pictures and their altered copies"
        />`
    }
  </section>`
}

/** How many films were read, and why how many of them were not used. */
export function readFacts({ counts }: TrainingReport): Markup {
  return facts([
    ['films read', count(counts.read)],
    ...reasons(counts.leftOut),
    ...reasons(counts.filtered, 'filtered: '),
    ['to learn from', count(counts.training)],
    ['to judge on', count(counts.validation)],
  ])
}

function reasons(counts: Readonly<Record<string, number>>, before = ''): [string, string][] {
  return Object.entries(counts)
    .filter(([, number]) => number > 0)
    .map(([reason, number]) => [`${before}${reason}`, `−${count(number)}`])
}

/** Names and values as a table of two columns. */
export function facts(entries: readonly (readonly [name: string, value: string])[]): Markup {
  return html`<table>
    <tbody>
      ${entries.map(
        ([name, value]) =>
          html`<tr>
            <th scope="row">${name}</th>
            <td class="n">${value}</td>
          </tr>`,
      )}
    </tbody>
  </table>`
}
