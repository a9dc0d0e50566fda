import { reliabilityChart } from '#shared/domain/report-charts.ts'
import type { GenreReport, Reliability, TrainingReport } from '#shared/domain/report.ts'
import type { CalibrationFigures } from '#shared/domain/scoreboard.ts'
import { chartSvg } from './chart-svg.ts'
import { small } from './genres-section.ts'
import { keys } from './learning-section.ts'
import type { Markup } from './markup.ts'
import { html } from './markup.ts'
import { CHART_WORDS, count, figure } from './words.ts'

/** Whether a probability means what it says. */
export function calibrationSection({ genres, pooled, calibration }: TrainingReport): Markup {
  const { reliability } = pooled
  const told = genres.filter(({ support }) => support > 0)
  return html`<section id="calibration">
    <h2>Whether a probability means what it says</h2>
    <p class="lead">
      Of all films said to be of a genre with 30 %, 30 % should be. The calibration error is how far off this
      is on average. Even a perfect model shows some by chance: its floor stands beside it.
      ${summary(reliability)} ${calibration !== undefined && byGenreSummary(calibration)}
    </p>
    <div class="charts">
      <figure>
        <figcaption>
          <b>All answers</b>${keys([
            ['as it was', 'var(--accent)', ''],
            ['as it was said', 'var(--text-3)', 'dashed'],
          ])}
        </figcaption>
        ${chartSvg(reliabilityChart(reliability, { words: CHART_WORDS }), { width: 516, height: 500 }, `Reliability of all answers: calibration error ${figure(reliability.ece)}, by chance ${figure(reliability.expected)}.`)}
      </figure>
      <div>
        <div class="scroller">
          <table class="tight">
            <thead>
              <tr>
                <th scope="col">Genre</th>
                <th scope="col" class="n">Error</th>
                <th scope="col" class="n">Floor</th>
                <th scope="col" class="n">Times the floor</th>
                ${calibration !== undefined && html`<th scope="col" class="n">Brier skill</th>`}
              </tr>
            </thead>
            <tbody>
              ${told.map((genre) => row(genre, calibration))}
            </tbody>
          </table>
        </div>
      </div>
    </div>
    <details>
      <summary>The bins of all answers in figures</summary>
      <div class="scroller">
        <table>
          <thead>
            <tr>
              <th scope="col">Said</th>
              <th scope="col" class="n">Was so</th>
              <th scope="col" class="n">Answers</th>
            </tr>
          </thead>
          <tbody>
            ${reliability.bins.map(
              (bin) =>
                html`<tr>
                  <th scope="row">${figure(bin.score)}</th>
                  <td class="n">${figure(bin.share)}</td>
                  <td class="n">${count(bin.count)}</td>
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
    </details>
    <h3>By genre</h3>
    <div class="small-multiples">
      ${told.map((genre) =>
        small(
          genre.name,
          genre.tooFew
            ? 'too few to tell'
            : `error ${figure(genre.reliability.ece)}, floor ${figure(genre.reliability.expected)}`,
          reliabilityChart(genre.reliability, { words: CHART_WORDS, isSmall: true }),
          genre.tooFew,
        ),
      )}
    </div>
  </section>`
}

function summary({ ece, expected }: Reliability): string {
  return `Over all answers it is ${figure(ece, 4)}; chance alone would show ${figure(expected, 4)}.`
}

/** The two figures that calibration is judged by. */
function byGenreSummary({ ece, expected, skilled, perGenre, crossFitted }: CalibrationFigures): string {
  const how = crossFitted
    ? ' It was calibrated on these films: each is judged without its own part in that.'
    : ''
  return `The mean error of a genre is ${figure(ece, 4)}, its floor ${figure(expected, 4)}. Probabilities beat the genre prior (Brier skill above 0) in ${skilled} of ${perGenre.length} genres.${how}`
}

function row(
  { name, tooFew, reliability: { ece, expected } }: GenreReport,
  calibration: CalibrationFigures | undefined,
): Markup {
  const skill = calibration?.perGenre.find((genre) => genre.name === name)?.brierSkill ?? null
  return html`<tr class="${tooFew ? 'few' : ''}">
    <th scope="row">${name}</th>
    <td class="n">${figure(ece)}</td>
    <td class="n">${figure(expected)}</td>
    <td class="n">${expected === 0 ? '–' : figure(ece / expected, 1)}</td>
    ${calibration !== undefined && html`<td class="n">${figure(skill)}</td>`}
  </tr>`
}
