import type { ReportFilm, TrainingReport } from '#shared/domain/report.ts'
import type { Markup } from './markup.ts'
import { html } from './markup.ts'
import { figure, share } from './words.ts'

const MOST_PREDICTED = 5

/** The films it knew best and least, with their pictures where they may be shown. */
export function filmsSection(
  { films }: TrainingReport,
  pictures: (film: ReportFilm) => string | null,
): Markup {
  const list = (shown: readonly ReportFilm[]) =>
    html`<ul class="films">
      ${shown.map((film) => card(film, pictureOf(pictures(film))))}
    </ul>`
  return html`<section id="films">
    <h2>Best and worst predictions</h2>
    <p class="lead">
      Validation films by the mean cross-entropy of their twenty answers. What it gets most wrong is often a
      wrong label, or a poster that hides its genre.
    </p>
    <h3>Known worst</h3>
    ${list(films.worst)}
    <h3>Known best</h3>
    ${list(films.best)}
  </section>`
}

/** Only a picture that is in the page itself. */
export function pictureOf(address: string | null): string | null {
  return address !== null && /^data:image\/(?:jpeg|png|webp|avif);base64,[A-Za-z0-9+/=]+$/.test(address)
    ? address
    : null
}

function card(film: ReportFilm, picture: string | null): Markup {
  const isOfFilm = (name: string) => film.genres.some((genre) => genre === name)
  return html`<li class="film">
    ${picture !== null && html`<img src="${picture}" alt="" width="80" height="120" loading="lazy" />`}
    <h4><bdi>${film.title === '' ? film.file : film.title}</bdi></h4>
    <p class="file">
      ${film.year !== null && `${film.year} · `}loss ${figure(film.loss, 2)}<br /><bdi>${film.file}</bdi>
    </p>
    <div>
      <p class="is"><span class="soft">Is</span> ${film.genres.join(', ')}</p>
      <ul aria-label="Predicted">
        ${film.predicted.slice(0, MOST_PREDICTED).map(({ name, probability, level }) => {
          const isRight = isOfFilm(name)
          const look = isRight ? 'right' : level === null ? 'aside' : ''
          return html`<li class="${look}">
            <span>${isRight && html`<i title="one of its genres">✓</i> `}${name}</span
            ><span>${share(probability, 0)}</span>
          </li>`
        })}
      </ul>
    </div>
  </li>`
}
