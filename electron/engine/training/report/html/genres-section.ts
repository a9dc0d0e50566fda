import { byPrecision, curveChart, genreChart, barChartHeight } from '#shared/domain/report-charts.ts'
import type { GenreReport, TrainingReport } from '#shared/domain/report.ts'
import { chartSvg } from './chart-svg.ts'
import { keys } from './learning-section.ts'
import type { Markup } from './markup.ts'
import { html } from './markup.ts'
import { CHART_WORDS, count, figure, share } from './words.ts'

const SMALL = { width: 220, height: 150 }

/** Genre by genre: average precision beside chance, and precision against recall. */
export function genresSection({ genres, pooled, measures }: TrainingReport): Markup {
  const sorted = byPrecision(genres)
  const unknown = genres.filter(({ tooFew }) => tooFew).map(({ name }) => name)
  const pairs = measures.films * measures.labels
  const chance = genres.reduce((sum, { support }) => sum + support, 0) / pairs
  const label = `Average precision by genre beside prevalence. ${sorted
    .slice(0, 3)
    .map(({ name, ap, prevalence }) => `${name} ${share(ap, 0)} against ${share(prevalence, 0)}`)
    .join(', ')}; all in the table below.`
  return html`<section id="genres">
    <h2>Genre by genre</h2>
    <p class="lead">
      Average precision is 1 where all films of a genre are ranked before all others; by chance it is the
      share of films that have the genre.
      ${unknown.length > 0 && `Too few films to tell: ${unknown.join(', ')}.`}
    </p>
    <figure class="wide">
      <figcaption>
        ${keys([
          ['average precision', 'var(--accent)', 'block'],
          ['by chance (prevalence)', '', 'tick'],
          ['95 % interval of the gain', 'var(--text-1)', ''],
        ])}
      </figcaption>
      ${chartSvg(genreChart(genres, CHART_WORDS), { width: 1056, height: barChartHeight(genres.length) }, label)}
    </figure>
    <details>
      <summary>Every genre in figures</summary>
      <div class="scroller">
        <table>
          <thead>
            <tr>
              <th scope="col">Genre</th>
              ${['Films', 'AP', 'Prevalence', 'Gain', '95 %', 'Likely from', 'right', 'found', 'Maybe from', 'right', 'found'].map((name) => html`<th scope="col" class="n">${name}</th>`)}
              <th scope="col">In words</th>
            </tr>
          </thead>
          <tbody>
            ${sorted.map(row)}
          </tbody>
        </table>
      </div>
    </details>
    <div class="charts">
      <div>
        <h3>Precision against recall</h3>
        <p class="lead">
          How many of a genre’s films are found, and how many of those named are of it, as one asks for more.
          A curve that stays high finds many before it errs.
        </p>
        ${keys([
          ['ranked by the model', 'var(--accent)', ''],
          ['by chance', 'var(--text-3)', 'dashed'],
        ])}
      </div>
      <figure>
        <figcaption>
          <b>All answers</b> <span class="soft">micro mAP ${figure(measures.microMAP)}</span>
        </figcaption>
        ${chartSvg(curveChart(pooled.curve, chance, { words: CHART_WORDS }), { width: 520, height: 280 }, `Precision against recall of all answers, micro mAP ${figure(measures.microMAP)}`)}
      </figure>
    </div>
    <div class="small-multiples">
      ${sorted
        .filter(({ curve }) => curve.length > 0)
        .map((genre) =>
          small(
            genre.name,
            genre.tooFew ? 'too few to tell' : `AP ${figure(genre.ap, 2)}`,
            curveChart(genre.curve, genre.prevalence, { words: CHART_WORDS, isSmall: true }),
            genre.tooFew,
          ),
        )}
    </div>
  </section>`
}

/** One chart of many, with its name and a figure. */
export function small(
  name: string,
  said: string,
  option: Parameters<typeof chartSvg>[0],
  isFew: boolean,
): Markup {
  return html`<figure class="${isFew ? 'few' : ''}">
    <figcaption><b>${name}</b> <span class="soft">${said}</span></figcaption>
    ${chartSvg(option, SMALL, `${name}: ${said}`)}
  </figure>`
}

function row(genre: GenreReport): Markup {
  const { name, support, tooFew, ap, prevalence, gain, gainInterval, likelyFrom, maybeFrom, likely, maybe } =
    genre
  return html`<tr class="${tooFew ? 'few' : ''}">
    <th scope="row">${name}</th>
    <td class="n">${count(support)}</td>
    <td class="n strong">${figure(ap)}</td>
    <td class="n">${figure(prevalence)}</td>
    <td class="n">${gain !== null && gain > 0 && '+'}${figure(gain)}</td>
    <td class="n">
      ${gainInterval === null ? '–' : `${figure(gainInterval[0])} to ${figure(gainInterval[1])}`}
    </td>
    <td class="n">${figure(likelyFrom, 2)}</td>
    <td class="n">${share(likely.precision, 0)}</td>
    <td class="n">${share(likely.recall, 0)}</td>
    <td class="n">${figure(maybeFrom, 2)}</td>
    <td class="n">${share(maybe.precision, 0)}</td>
    <td class="n">${share(maybe.recall, 0)}</td>
    <td>${wordsOf(genre)}</td>
  </tr>`
}

function wordsOf({ tooFew, verdict }: GenreReport): string {
  if (tooFew) return 'too few to tell'
  if (verdict === 'better') return 'better than chance'
  if (verdict === 'worse') return 'worse than chance'
  return verdict === 'same' ? 'not told from chance' : '–'
}
