import { beforeAll, describe, expect, it } from 'vitest'
import { parse } from '@vue/compiler-dom'
import { XMLValidator } from 'fast-xml-parser'
import { buildReport } from '#engine/training/report/build-report.ts'
import { reportHtml } from '#engine/training/report/html/report-html.ts'
import { parseReport } from '#engine/training/report/read-report.ts'
import type { TrainingReport } from '#shared/domain/report.ts'
import { drawnAnswers, drawnTraining } from '../helpers/drawn-training.ts'

const NO_PICTURES = { pictures: () => null, contactSheet: null }
const PICTURE = 'data:image/png;base64,iVBORw0KGgo='

/** Everything of a page that is drawn, in one line. */
function textOf(page: string): string {
  return page
    .replace(/<style>[\s\S]*<\/style>/, '')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll('\u00a0', ' ')
    .replaceAll(/\s+/g, ' ')
}

describe('report.html', () => {
  const input = { ...drawnTraining({ films: 300 }), resamples: 60 }
  let report: TrainingReport
  let page: string
  beforeAll(() => {
    report = buildReport(input)
    page = reportHtml(report, NO_PICTURES)
  })

  it('stands by itself: no script, no address, nothing to fetch', () => {
    expect(page).not.toMatch(/https?:|\/\/[a-z]|@import|url\((?!#)/i)
    expect(page).not.toMatch(/<(?:script|iframe|link|object|embed|base|form)\b/i)
    expect(page).not.toMatch(/ on[a-z]+=/i)
    expect(/Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1]?.replaceAll('&#39;', "'")).toBe(
      "default-src 'none'; img-src data:; style-src 'unsafe-inline'",
    )
  })

  it('is whole: every tag is closed, and so is every chart', () => {
    const errors: string[] = []
    parse(page, { onError: ({ message }) => errors.push(message), comments: true })
    expect(errors).toEqual([])
    const charts = page.match(/<svg[\s\S]*?<\/svg>/g) ?? []
    // Two of learning, the genres, precision and recall, calibration and distribution, and the small ones.
    expect(charts.length).toBeGreaterThan(40)
    for (const chart of charts) expect(XMLValidator.validate(chart)).toBe(true)
    expect(page.match(/id="zr\d+-c\d+"/g)?.length).toBe(new Set(page.match(/id="zr\d+-c\d+"/g)).size)
  })

  it('names every chart for who does not see it, and has all its figures in tables', () => {
    expect(page.match(/class="chart" role="img" aria-label="[^"]{4,}"/g)?.length).toBe(
      page.match(/<svg/g)?.length,
    )
    const text = textOf(page)
    for (const summary of ['Every epoch in figures', 'Every genre in figures', 'The bins of all answers']) {
      expect(text).toContain(summary)
    }
  })

  it('shows what needs no model beside every measure', () => {
    const text = textOf(page)
    expect(text).toContain('Predicting nothing Genre prior')
    expect(text).toMatch(/macro mAP .*? 0\.\d{3} .*? Better than both\./)
  })

  it('shows the same measures by decade, source and colour, and tells nothing of few films', () => {
    const text = textOf(page)
    for (const [name, slices] of Object.entries(report.slices ?? {})) {
      const films = slices?.reduce((sum, slice) => sum + slice.films, 0)
      expect(films, name).toBe(report.measures.films)
    }
    expect(text).toMatch(/By source of the art .* imdb 240 0\.\d{3} .* tmdb 60 – 0 –/)
    expect(text).toMatch(/By colour .* grayscale 15 too few to tell/)
    const unsliced = { ...report, slices: { decade: null, art: null, colour: null } }
    for (const none of [unsliced, { ...report, slices: undefined }]) {
      expect(reportHtml(none, NO_PICTURES)).not.toContain('#slices')
    }
  })

  it('says in two figures what its calibration is worth, and whether it is judged on the films it is fitted on', () => {
    const { ece = 0, expected = 0, skilled } = report.calibration ?? {}
    const text = textOf(page)
    expect(text).toContain(`mean error of a genre is ${ece.toFixed(4)}, its floor ${expected.toFixed(4)}`)
    expect(text).toContain(`(Brier skill above 0) in ${skilled} of 20 genres`)
    expect(text).not.toContain('calibrated on these films')
    const calibrated = buildReport({ ...input, crossFitted: input.scores, resamples: 0 })
    expect(textOf(reportHtml(calibrated, NO_PICTURES))).toContain('It was calibrated on these films')
  })

  it('shows titles as they are written, whatever they hold', () => {
    const title = `"><img src=x onerror='alert(1)'>\u0000&`
    const hostile = { ...report.films, worst: report.films.worst.map((film) => ({ ...film, title })) }
    const shown = reportHtml({ ...report, films: hostile }, NO_PICTURES)
    expect(shown).toContain('&quot;&gt;&lt;img src=x onerror=&#39;alert(1)&#39;&gt;\ufffd&amp;')
    expect(shown).not.toContain('<img')
  })

  it('holds pictures only when it is given them, and only such as are in it', () => {
    expect(page).not.toContain('<img')
    expect(
      reportHtml(report, { pictures: () => PICTURE, contactSheet: PICTURE }).match(/<img/g),
    ).toHaveLength(25)
    const away = { pictures: () => 'file:///home/me/poster.jpg', contactSheet: `${PICTURE}"><script>` }
    expect(reportHtml(report, away)).not.toContain('<img')
  })

  it('headlines nothing of a model that learned nothing, and says that its accuracy says nothing', () => {
    const { scores, truth } = drawnAnswers({ films: 300, strength: 0 })
    const idle = reportHtml(buildReport({ ...input, scores, truth }), NO_PICTURES)
    const text = textOf(idle)
    expect(idle).not.toContain('class="tile"')
    expect(text).toContain('It does not tell genres better than chance')
    expect(text).toMatch(/labels right say nothing: who predicts nothing has \d\d\.\d %/)
  })

  it('calls nothing a result where copies of the same films are on both sides', () => {
    const shared = buildReport({ ...input, sharesFilms: true })
    expect(shared.headlines.some(({ isHeadlined }) => isHeadlined)).toBe(false)
    const text = textOf(reportHtml(shared, NO_PICTURES))
    expect(text).toContain('These figures are no result')
    expect(text).not.toContain('Better than both')
    expect(text).not.toContain('no film on both sides')
  })

  it('is told apart from the model before it only by the same films', () => {
    const before = { id: 'starter', scores: input.scores, levels: input.levels }
    const text = textOf(reportHtml(buildReport({ ...input, previous: before }), NO_PICTURES))
    expect(text).toContain('Before: starter')
    expect(text).toContain('It is not told apart from the model before it.')
  })
})

describe('report.json', () => {
  const report = buildReport({ ...drawnTraining({ films: 60 }), resamples: 0 })

  it('is read back as it was written', () => {
    expect(parseReport(JSON.stringify(report))).toEqual(report)
  })

  it('is not shown when it is not whole', () => {
    expect(parseReport('{')).toBeNull()
    expect(parseReport('{"format":2}')).toBeNull()
    expect(parseReport(JSON.stringify({ ...report, genres: report.genres.slice(1) }))).toBeNull()
    expect(parseReport(JSON.stringify({ ...report, epochs: [{ epoch: 'one' }] }))).toBeNull()
  })
})
