import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { stringify } from 'csv-stringify/sync'
import { seededRandom } from '#engine/platform/random.ts'
import { GENRES, type Genre } from '#shared/domain/genres.ts'

/**
 * A table like `movies_metadata.csv` of Kaggle's The Movies Dataset, with made-up films and the defects of the real
 * one: genres as Python prints them, three rows that a line break cut in two, films twice, ids that are none, missing
 * posters, dates and genres. The same options give the same bytes.
 */
export interface KaggleTable {
  csv: string
  /** Films that can be learned from: every defect but missing dates and genres taken out. */
  films: KaggleFilm[]
  /** How many rows show each defect. */
  defects: {
    cut: number
    doubled: number
    noPoster: number
    noDate: number
    noGenre: number
    badId: number
    unknownGenre: number
  }
}

export interface KaggleFilm {
  id: string
  imdbId: string
  posterPath: string
  title: string
  date: string
  genres: Genre[]
  language: string
}

const COLUMNS = [
  'adult',
  'belongs_to_collection',
  'budget',
  'genres',
  'homepage',
  'id',
  'imdb_id',
  'original_language',
  'original_title',
  'overview',
  'popularity',
  'poster_path',
  'production_companies',
  'production_countries',
  'release_date',
  'revenue',
  'runtime',
  'spoken_languages',
  'status',
  'tagline',
  'title',
  'video',
  'vote_average',
  'vote_count',
]

/** How the real three begin again after the break: their companies stand where genres should, their dates as ids. */
const CUTS = [
  { rest: ' - Written by Ørnås', company: 'Carousel Productions', date: '1997-08-20' },
  {
    rest: ' Rune Balot goes to a casino connected to the October corporation',
    company: 'Aniplex',
    date: '2012-09-29',
  },
  {
    rest: ' Avalanche Sharks tells the story of a bikini contest',
    company: 'Odyssey Media',
    date: '2014-01-01',
  },
]

const TITLES = [
  "Bug's Winter",
  'Heat, Again',
  'The "Last" Signal',
  'Été',
  'Harbour',
  '東京の冬',
  'Tide: Part II',
]
const LANGUAGES = ['en', 'en', 'en', 'fr', 'hi', 'ja']
const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'

/** As Python prints a text: in double quotes where it has an apostrophe. */
function printed(text: string): string {
  return text.includes("'") ? `"${text}"` : `'${text}'`
}

function printedGenres(names: readonly string[]): string {
  return `[${names.map((name, index) => `{'id': ${index + 12}, 'name': ${printed(name)}}`).join(', ')}]`
}

export function kaggleTable(options: { films: number; seed?: number }): KaggleTable {
  const random = seededRandom(options.seed ?? 1)
  const below = (count: number) => Math.floor(random() * count)
  const films: KaggleFilm[] = []
  const lines = [COLUMNS.join(',')]
  const defects = { cut: 0, doubled: 0, noPoster: 0, noDate: 0, noGenre: 0, badId: 0, unknownGenre: 0 }
  for (let serial = 0; serial < options.films; serial++) {
    const year = 1960 + below(58)
    const film: KaggleFilm = {
      id: String(100 + serial * 7),
      imdbId: `tt${String(1000000 + serial * 3)}`,
      posterPath: `/${Array.from({ length: 27 }, () => LETTERS[below(LETTERS.length)]).join('')}.jpg`,
      title: `${TITLES[serial % TITLES.length] ?? ''} ${serial}`,
      date: `${year}-${String(1 + below(12)).padStart(2, '0')}-${String(1 + below(28)).padStart(2, '0')}`,
      genres: GENRES.filter(() => random() < 0.11),
      language: LANGUAGES[below(LANGUAGES.length)] ?? 'en',
    }
    if (serial % 61 === 13) film.date = ''
    if (serial % 19 === 7) film.genres = []
    const hasPoster = serial % 97 !== 31
    const others = serial % 53 === 21 ? ['Carousel Productions'] : []
    const row = rowOf(film, [...film.genres, ...others], hasPoster)
    if (others.length > 0) defects.unknownGenre++
    if (hasPoster) {
      films.push(film)
      if (film.date === '') defects.noDate++
      if (film.genres.length === 0) defects.noGenre++
    } else defects.noPoster++
    const cut = CUTS[defects.cut]
    if (hasPoster && cut !== undefined && serial >= 40 * (defects.cut + 1)) {
      lines.push(...cutInTwo(row, cut))
      defects.cut++
    } else lines.push(csvLine(row))
    if (hasPoster && serial % 83 === 40) {
      // The real ones differ in popularity only.
      lines.push(csvLine({ ...row, popularity: '0.1' }))
      defects.doubled++
    }
    if (serial % 211 === 100) {
      lines.push(csvLine({ ...row, id: '' }))
      defects.badId++
    }
  }
  return { csv: `${lines.join('\n')}\n`, films, defects }
}

type Row = Record<string, string>

function rowOf(film: KaggleFilm, genres: readonly string[], hasPoster: boolean): Row {
  const serial = Number(film.id)
  return {
    adult: 'False',
    belongs_to_collection:
      serial % 3 === 0
        ? `{'id': ${serial}, 'name': "${film.title.split(' ')[0] ?? ''}'s Collection", 'poster_path': None}`
        : '',
    budget: '30000000',
    genres: printedGenres(genres),
    homepage: serial % 4 === 0 ? 'http://example.org/film' : '',
    id: film.id,
    imdb_id: film.imdbId,
    original_language: film.language,
    original_title: film.title,
    overview: `A film, number ${serial}, told\nin "two" lines.`,
    popularity: '21.946943',
    poster_path: hasPoster ? film.posterPath : '',
    production_companies: `[{'name': "Painter's Studio", 'id': 3}]`,
    production_countries: `[{'iso_3166_1': 'US', 'name': 'United States of America'}]`,
    release_date: film.date,
    revenue: '373554033.0',
    runtime: '81.0',
    spoken_languages: `[{'iso_639_1': 'fr', 'name': 'Français'}]`,
    status: 'Released',
    tagline: '',
    title: film.title,
    video: 'False',
    vote_average: '7.7',
    vote_count: '5415.0',
  }
}

function csvLine(row: Row): string {
  return stringify([COLUMNS.map((name) => row[name] ?? '')]).trimEnd()
}

/** The first ten fields, and on the next line the rest with the end of the overview before it. */
function cutInTwo(row: Row, cut: (typeof CUTS)[number]): string[] {
  const changed: Row = {
    ...row,
    overview: 'British soldiers force a recently captured terrorist to teach them.',
    production_companies: `[{'name': ${printed(cut.company)}, 'id': 11176}]`,
    release_date: cut.date,
  }
  const fields = COLUMNS.map((name) => changed[name] ?? '')
  const at = COLUMNS.indexOf('overview') + 1
  return [stringify([fields.slice(0, at)]).trimEnd(), stringify([[cut.rest, ...fields.slice(at)]]).trimEnd()]
}

/**
 * Writes the table and, in `posters/`, a picture for each of its films: named in turn by id, imdb id and poster_path.
 * @param pictureOf bytes of a film's picture
 */
export function writeKaggleFolder(
  folder: string,
  table: KaggleTable,
  pictureOf: (film: KaggleFilm) => Uint8Array | string = () => 'a picture',
): void {
  mkdirSync(join(folder, 'posters'), { recursive: true })
  writeFileSync(join(folder, 'movies_metadata.csv'), table.csv)
  table.films.forEach((film, index) => {
    const stem = [film.id, film.imdbId, film.posterPath.slice(1, -4)][index % 3] ?? film.id
    writeFileSync(join(folder, 'posters', `${stem}.jpg`), pictureOf(film))
  })
}
