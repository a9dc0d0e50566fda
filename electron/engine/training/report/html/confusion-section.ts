import type { Confusion, TrainingReport } from '#shared/domain/report.ts'
import type { Markup } from './markup.ts'
import { html } from './markup.ts'

/** What goes together in truth, and what is said of it. */
export function confusionSection({ genres, together, confusion }: TrainingReport): Markup {
  const names = genres.map(({ name }) => name)
  return html`<section id="confusion">
    <h2>What goes together, and what is taken for what</h2>
    <p class="lead">
      A film has several genres, so a confusion is only counted where a film is not also of the genre that is
      said of it.
    </p>
    <h3>Genres of the films</h3>
    <div class="scroller">
      <table class="heat">
        <caption>
          Of the films of each row, how many in a hundred are of the column too; framed: all films of the
          genre.
        </caption>
        ${head(names, [])}
        <tbody>
          ${names.map((name, row) => {
            const support = together[row]?.[row] ?? 0
            return html`<tr>
              <th scope="row">${name}</th>
              ${names.map((other, column) => {
                const both = together[row]?.[column] ?? 0
                return row === column
                  ? own(both, 0, `${both} films of ${name}`)
                  : cell(both, support, `${name} and ${other}: ${both} of ${support} films of ${name}`)
              })}
            </tr>`
          })}
        </tbody>
      </table>
    </div>
    <h3>What is called likely</h3>
    ${table(confusion.likely, { names, together, level: 'likely' })}
    <details>
      <summary>The same for what is called maybe or likely</summary>
      ${table(confusion.maybe, { names, together, level: 'maybe or likely' })}
    </details>
  </section>`
}

function table(
  confusion: Confusion,
  { names, together, level }: { names: readonly string[]; together: number[][]; level: string },
): Markup {
  return html`<div class="scroller">
    <table class="heat">
      <caption>
        Framed: of a hundred films of the row’s genre, how many were called ${level} to be of it. Elsewhere:
        of a hundred films of the row that are not of the column, of how many the column was said wrongly.
        Last: of how many no genre was said. Cross-fitted.
      </caption>
      ${head(names, ['nothing said'])}
      <tbody>
        ${names.map((name, row) => {
          const support = together[row]?.[row] ?? 0
          const nothing = confusion.nothing[row] ?? 0
          return html`<tr>
            <th scope="row">${name}</th>
            ${names.map((other, column) => {
              if (row === column) {
                const found = confusion.said[row]?.[row] ?? 0
                return own(
                  percent(found, support) || '0',
                  share(found, support),
                  `${name}: found ${found} of ${support}`,
                )
              }
              const wrong = confusion.wrong[row]?.[column] ?? 0
              const without = support - (together[row]?.[column] ?? 0)
              return cell(wrong, without, `${other} said wrongly of ${wrong} of ${without} films of ${name}`)
            })}
            <td class="rest" title="No genre said of ${nothing} of ${support} films of ${name}">
              ${percent(nothing, support)}
            </td>
          </tr>`
        })}
      </tbody>
    </table>
  </div>`
}

function head(names: readonly string[], more: readonly string[]): Markup {
  return html`<thead>
    <tr>
      <td></td>
      ${[...names, ...more].map((name) => html`<th scope="col"><span>${name}</span></th>`)}
    </tr>
  </thead>`
}

function own(text: string | number, filled: number, title: string): Markup {
  return html`<td class="own" style="--share:${filled.toFixed(3)}" title="${title}">${text}</td>`
}

function cell(count: number, of: number, title: string): Markup {
  return html`<td style="--share:${share(count, of).toFixed(3)}" title="${title}">${percent(count, of)}</td>`
}

function share(count: number, of: number): number {
  return of === 0 ? 0 : count / of
}

/** Nothing for none: an empty table is read at a glance. */
function percent(count: number, of: number): string {
  return count === 0 || of === 0 ? '' : String(Math.round((100 * count) / of))
}
