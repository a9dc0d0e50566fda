import type { ReportFilm, TrainingReport } from '#shared/domain/report.ts'
import { calibrationSection } from './calibration-section.ts'
import { confusionSection } from './confusion-section.ts'
import { dataSection, facts, readFacts } from './data-section.ts'
import { filmsSection } from './films-section.ts'
import { genresSection } from './genres-section.ts'
import { learningSection } from './learning-section.ts'
import type { Markup } from './markup.ts'
import { html, Markup as Raw } from './markup.ts'
import { resultSection } from './result-section.ts'
import { hasSlices, slicesSection } from './slices-section.ts'
import { STYLE } from './style.ts'
import { count } from './words.ts'

export interface ReportPictures {
  /** A film's picture as a `data:` address; null leaves it out. Posters are others' work: only for the machine they lie on. */
  pictures(film: ReportFilm): string | null
  /** The contact sheet of augmented pictures likewise. */
  contactSheet: string | null
}

const POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"

const PLACES = [
  ['result', 'What it is worth'],
  ['learning', 'How it learned'],
  ['genres', 'Genres'],
  ['slices', 'Slices'],
  ['calibration', 'Calibration'],
  ['confusion', 'Confusion'],
  ['films', 'Films'],
  ['data', 'Data'],
  ['settings', 'Settings'],
] as const

/**
 * A report as one HTML page that needs nothing beside it: no script, no font, no address. Light or dark as the reader's
 * system, light on paper. What comes from the dataset is escaped.
 */
export function reportHtml(report: TrainingReport, { pictures, contactSheet }: ReportPictures): string {
  const { model } = report
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${POLICY}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${model.title}: training report</title>
        <style>
          ${new Raw(STYLE)}
        </style>
      </head>
      <body>
        <header class="masthead">
          <div>
            <p class="kicker">Onesheet training report</p>
            <h1>${model.title}</h1>
            <ul class="facts">
              ${factsOf(report).map((fact) => html`<li>${fact}</li>`)}
            </ul>
            <nav aria-label="Parts of the report">
              <ul>
                ${placesOf(report).map(([place, name]) => html`<li><a href="#${place}">${name}</a></li>`)}
              </ul>
            </nav>
          </div>
        </header>
        <main>
          ${resultSection(report)} ${learningSection(report)} ${genresSection(report)}
          ${slicesSection(report)} ${calibrationSection(report)} ${confusionSection(report)}
          ${filmsSection(report, pictures)} ${dataSection(report, contactSheet)} ${settingsSection(report)}
          <footer>
            Made by Onesheet on this computer. How each measure is defined stands in docs/models.md.
          </footer>
        </main>
      </body>
    </html> `
  return page.text
}

/** Reports of earlier versions have no slices, and neither have films of which nothing more is known. */
function placesOf(report: TrainingReport) {
  return PLACES.filter(([place]) => place !== 'slices' || hasSlices(report))
}

function factsOf({ model, createdAt, measures }: TrainingReport): string[] {
  const { architecture, variant, input, parameters } = model
  return [
    variant === null ? architecture : `${architecture} (${variant})`,
    `${input.height} × ${input.width} pixels`,
    ...(parameters === null ? [] : [`${count(parameters.total)} parameters`]),
    `${count(measures.films)} validation films`,
    new Date(createdAt).toISOString().slice(0, 16).replace('T', ' ') + ' UTC',
  ]
}

function settingsSection(report: TrainingReport): Markup {
  const { settings, machine, seed, model } = report
  const written = (value: string | number | boolean | null) =>
    value === null ? '–' : typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value)
  return html`<section id="settings">
    <h2>Counts, settings and machine</h2>
    <p class="lead">
      With the same films, settings and seed it comes out the same; on another backend nearly so.
    </p>
    <div class="facts-grid">
      <div>
        <h3>Read and left out</h3>
        ${readFacts(report)}
      </div>
      <div>
        <h3>Settings</h3>
        ${facts([
          ...Object.entries(settings).map(([name, value]) => [name, written(value)] as const),
          ['seed', String(seed)],
        ])}
      </div>
      <div>
        <h3>Machine</h3>
        ${facts([
          ['backend', machine.backend],
          ['processor', machine.cpu],
          ['cores', String(machine.cores)],
          ['memory', `${(machine.memoryBytes / 2 ** 30).toFixed(1)} GiB`],
          ['system', machine.platform],
          ['Node', machine.node],
          ...(model.parameters === null
            ? []
            : [
                [
                  'trainable parameters',
                  `${count(model.parameters.trainable)} of ${count(model.parameters.total)}`,
                ] as const,
              ]),
        ])}
      </div>
    </div>
  </section>`
}
