import type { Genre } from '#shared/domain/genres.ts'

/** The made-up films of the media tree: titles, and NFO files in the three languages. */

const FIRST = [
  'Hollow',
  'Silent',
  'Crimson',
  'Last',
  'Broken',
  'Northern',
  'Paper',
  'Golden',
  'Drowned',
  'Second',
]
const SECOND = [
  'Pines',
  'Harbour',
  'Orchard',
  'Signal',
  'Winter',
  'Compass',
  'Lantern',
  'Meridian',
  'Sparrow',
  'Tide',
]

export interface TreeFilm {
  title: string
  year: number
  imdbId: string
  tmdbId: number
}

/** The nth film: titles repeat only after a hundred, and then with a number. */
export function filmOf(index: number): TreeFilm {
  const round = Math.floor(index / 100)
  const words = [
    FIRST[index % 10],
    SECOND[Math.floor(index / 10) % 10],
    ...(round === 0 ? [] : [`Part ${round + 1}`]),
  ]
  return {
    title: `The ${words.join(' ')}`,
    year: 1920 + ((index * 7) % 100),
    imdbId: `tt${String(9_000_000 + index)}`,
    tmdbId: 900_000 + index,
  }
}

interface NamedGenres {
  language: 'en' | 'de' | 'fr'
  names: readonly string[]
  genres: readonly Genre[]
}

/** What an NFO names and what the shipped table makes of it. */
export const NFO_GENRES: readonly NamedGenres[] = [
  { language: 'en', names: ['Sci-Fi', 'Suspense'], genres: ['Science Fiction', 'Thriller'] },
  { language: 'de', names: ['Komödie', 'Liebesfilm'], genres: ['Comedy', 'Romance'] },
  { language: 'fr', names: ['Drame', 'Guerre', 'Histoire'], genres: ['Drama', 'War', 'History'] },
  { language: 'en', names: ['Action & Adventure', 'Sport'], genres: ['Action', 'Adventure'] },
  { language: 'de', names: ['Krimi / Dokumentarfilm'], genres: ['Crime', 'Documentary'] },
  { language: 'fr', names: ['Épouvante-horreur', 'Mystère'], genres: ['Horror', 'Mystery'] },
]

const PLOTS = {
  en: 'Nobody who went in came out unchanged.',
  de: 'Wer hineinging, kam verändert zurück: Märchen & Übermut.',
  fr: 'Personne n’en est revenu inchangé, même à l’été.',
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}

/** A movie NFO as its servers write it. */
export function movieNfo(film: TreeFilm, named: NamedGenres): string {
  return [
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>',
    '<movie>',
    `  <title>${escapeXml(film.title)}</title>`,
    `  <year>${film.year}</year>`,
    `  <plot>${escapeXml(PLOTS[named.language])}</plot>`,
    ...named.names.map((name) => `  <genre>${escapeXml(name)}</genre>`),
    `  <uniqueid type="imdb" default="true">${film.imdbId}</uniqueid>`,
    `  <uniqueid type="tmdb">${film.tmdbId}</uniqueid>`,
    '</movie>',
    '',
  ].join('\n')
}

export const SERIES_NFO =
  '<tvshow><title>The Long Ferry</title><year>1997</year><genre>Drama</genre></tvshow>\n'
