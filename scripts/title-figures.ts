/**
 * How far a title may be trusted: macro mAP of a model that reads titles when they come from the films' metadata, from
 * file names as collections have them, read by the scanner, and when they are another film's. The table of
 * docs/models.md.
 *
 *   node scripts/title-figures.ts --model DIR --dataset DIR --only LIST
 */
import { parseArgs } from 'node:util'
import { createPictures } from '#engine/images/pictures.ts'
import { PREPROCESS_VERSION } from '#engine/images/preprocess.ts'
import type { FilmTitle } from '#engine/model/predictor.ts'
import { openPredictor } from '#engine/model/predictor.ts'
import { openRegistry } from '#engine/model/registry.ts'
import { titleWords } from '#engine/model/title/title-features.ts'
import { seededRandom, shuffledIndices } from '#engine/platform/random.ts'
import { resources } from '#engine/platform/resources.ts'
import { parseName } from '#engine/scan/names.ts'
import type { DatasetFilm } from '#engine/training/datasets/folder.ts'
import { onlyFilms, readDatasetFolder } from '#engine/training/datasets/folder.ts'
import { scoreFilms, scoresWithTitles } from '#engine/training/evaluate.ts'
import { rankLabel } from '#engine/training/measures/average-precision.ts'
import { macroAveragePrecision } from '#engine/training/measures/bootstrap.ts'
import { GENRES } from '#shared/domain/genres.ts'
import { foldText } from '#shared/util/title-text.ts'

const { values } = parseArgs({
  options: { model: { type: 'string' }, dataset: { type: 'string' }, only: { type: 'string' } },
})
const { model, dataset, only } = values
if (model === undefined || dataset === undefined || only === undefined) {
  throw new Error('Usage: node scripts/title-figures.ts --model DIR --dataset DIR --only LIST')
}

const predictor = await openPredictor(openRegistry(resources.modelsFolder()), model, {
  preprocessVersion: PREPROCESS_VERSION,
})
const { titles } = predictor
if (titles === null) throw new Error('That model looks at the picture only.')
const pictures = createPictures({ input: predictor.manifest.input })
const films = onlyFilms(readDatasetFolder(dataset).films, only)
const scored = await scoreFilms(films, { pictures, predictor, signal: new AbortController().signal })
await pictures.close()
await predictor.close()

const random = seededRandom(1)
const others = shuffledIndices(scored.films.length, random)
const pick = (from: readonly string[]) => from[Math.floor(random() * from.length)] ?? ''
const TAGS = [
  '1080p.BluRay.x264-GRP',
  '720p.WEB-DL.H.264',
  '2160p.UHD.HDR.x265',
  'DVDRip.XviD',
  'German.DL.1080p',
]

/** What a file system takes. */
const named = (title: string) => title.replace(/: /gu, ' - ').replace(/[<>:"/\\|?*]/gu, '')
/** As releases are named: ASCII letters and digits, dots between. */
const released = (title: string) =>
  foldText(title)
    .replace(/['’]/gu, '')
    .replace(/&/gu, 'and')
    .replace(/[^a-z0-9]+/giu, '.')
    .replace(/^\.|\.$/gu, '')
const read = (fileName: string): FilmTitle => {
  const { title, year } = parseName([], fileName, 2030)
  return { title: title ?? '', year }
}
const yearIn = ({ year }: DatasetFilm, write: (year: number) => string) => (year === null ? '' : write(year))

const NOTHING = new Float64Array(GENRES.length)

const KINDS: Record<string, (film: DatasetFilm, row: number) => FilmTitle> = {
  'no title': () => ({ title: '', year: null }),
  'title and year': (film) => film,
  'title without the year': ({ title }) => ({ title, year: null }),
  '`The Title (1984).jpg`': (film) => read(`${named(film.title)}${yearIn(film, (year) => ` (${year})`)}.jpg`),
  '`The.Title.1984.1080p.BluRay.x264-GRP.jpg`': (film) =>
    read(`${released(film.title)}${yearIn(film, (year) => `.${year}`)}.${pick(TAGS)}.jpg`),
  '`The.Title.1080p.BluRay.x264-GRP.jpg`': (film) => read(`${released(film.title)}.${pick(TAGS)}.jpg`),
  '`The Title.jpg`': (film) => read(`${named(film.title)}.jpg`),
  'another film’s title and year': (_, row) => scored.films[others[row] ?? 0] ?? { title: '', year: null },
  'the same of two films in five': (film, row) =>
    row % 5 < 2 ? (scored.films[others[row] ?? 0] ?? film) : film,
  'another film’s title, without a year': (_, row) => ({
    title: scored.films[others[row] ?? 0]?.title ?? '',
    year: null,
  }),
}

const words = (title: string) => titleWords(title).join(' ')
const figure = (scores: Float32Array) => {
  const rankings = GENRES.map((_, label) => rankLabel(scores, scored.truth, GENRES.length, label))
  return macroAveragePrecision(rankings)?.toFixed(3) ?? '–'
}
console.log('| What the model is told | Its words are the film’s | Title alone | With the picture |')
console.log('| --- | --- | --- | --- |')
for (const [kind, titleOf] of Object.entries(KINDS)) {
  const told = scored.films.map(titleOf)
  const both = scoresWithTitles(
    { ...scored, films: scored.films.map((film, row) => ({ ...film, ...told[row] })) },
    titles,
  )
  const alone = Float32Array.from(told.flatMap((film) => [...(titles.logits(film) ?? NOTHING)]))
  const right = scored.films.filter((film, row) => words(film.title) === words(told[row]?.title ?? '')).length
  const share = `${((100 * right) / scored.films.length).toFixed(1)} %`
  console.log(`| ${kind} | ${share} | ${figure(alone)} | ${figure(both)} |`)
}
