import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { GENRES } from '#shared/domain/genres.ts'
import { foldGenreName, loadGenreTable, mapGenres, parseGenreTable } from './genre-names.ts'

const SHIPPED = join(import.meta.dirname, '../../../resources/genre-names.json')
const table = loadGenreTable(SHIPPED)
const folder = mkdtempSync(join(tmpdir(), 'onesheet-genres-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe('the shipped table', () => {
  /** The genre names of TMDB itself in each language, in the order of English ones below. */
  const ENGLISH = [
    'Action',
    'Adventure',
    'Animation',
    'Comedy',
    'Crime',
    'Documentary',
    'Drama',
    'Family',
    'Fantasy',
    'History',
    'Horror',
    'Music',
    'Mystery',
    'Romance',
    'Science Fiction',
    'TV Movie',
    'Thriller',
    'War',
    'Western',
  ]

  it.each([
    [
      'German',
      'Action Abenteuer Animation Komödie Krimi Dokumentarfilm Drama Familie Fantasy Historie Horror Musik Mystery Liebesfilm Science_Fiction TV-Film Thriller Kriegsfilm Western',
    ],
    [
      'French',
      'Action Aventure Animation Comédie Crime Documentaire Drame Familial Fantastique Histoire Horreur Musique Mystère Romance Science-Fiction Téléfilm Thriller Guerre Western',
    ],
    [
      'Spanish',
      'Acción Aventura Animación Comedia Crimen Documental Drama Familia Fantasía Historia Terror Música Misterio Romance Ciencia_ficción Película_de_TV Suspense Bélica Western',
    ],
    [
      'Italian',
      'Azione Avventura Animazione Commedia Crime Documentario Dramma Famiglia Fantasy Storia Horror Musica Mistero Romance Fantascienza televisione_film Thriller Guerra Western',
    ],
    [
      'Dutch',
      'Actie Avontuur Animatie Komedie Misdaad Documentaire Drama Familie Fantasie Geschiedenis Horror Muziek Mysterie Romantiek Sciencefiction TV_Film Thriller Oorlog Western',
    ],
    [
      'Polish',
      'Akcja Przygodowy Animacja Komedia Kryminał Dokumentalny Dramat Familijny Fantasy Historyczny Horror Muzyczny Tajemnica Romans Sci-Fi film_TV Thriller Wojenny Western',
    ],
    [
      'Portuguese',
      'Ação Aventura Animação Comédia Crime Documentário Drama Família Fantasia História Terror Música Mistério Romance Ficção_científica Cinema_TV Thriller Guerra Faroeste',
    ],
    [
      'Swedish',
      'Action Äventyr Animerat Komedi Brott Dokumentär Drama Familj Fantasy Historia Skräck Musik Mysterium Romantik Sci-Fi TV-film Thriller Krig Western',
    ],
  ])('knows every genre in %s', (_language, names) => {
    const mapped = names.split(' ').map((name) => mapGenres([name.replaceAll('_', ' ')], table).genres)
    expect(mapped).toEqual(ENGLISH.map((genre) => [genre]))
  })

  it('knows each of the twenty by its own name, and has a line for each', () => {
    expect(mapGenres(GENRES, table)).toEqual({ genres: [...GENRES], unmapped: [] })
    expect(Object.keys(JSON.parse(readFileSync(SHIPPED, 'utf8')) as object)).toEqual([...GENRES])
  })

  it('names no genre twice under one heading', () => {
    const lists = JSON.parse(readFileSync(SHIPPED, 'utf8')) as Record<string, string[]>
    for (const [genre, names] of Object.entries(lists)) {
      const folded = [genre, ...names].map(foldGenreName)
      const doubled = folded.filter((name, index) => folded.indexOf(name) !== index)
      expect(doubled, genre).toEqual([])
    }
  })
})

describe('mapping', () => {
  it.each([
    [['Sci-Fi'], ['Science Fiction'], []],
    [['SCI FI', 'scifi'], ['Science Fiction'], []],
    [['KOMÖDIE', 'komodie', 'Komödie'.normalize('NFD')], ['Comedy'], []],
    [['Action & Adventure'], ['Action', 'Adventure'], []],
    [['Sci-Fi & Fantasy'], ['Science Fiction', 'Fantasy'], []],
    [['Action/Drama'], ['Action', 'Drama'], []],
    [['Guerre et Histoire'], ['War', 'History'], []],
    [['Romcom'], ['Comedy', 'Romance'], []],
    [['War & Politics'], ['War'], ['Politics']],
    [['Épouvante-horreur'], ['Horror'], []],
    [['Sport', 'Biography', 'Sport'], [], ['Sport', 'Biography']],
    [['Rock & Roll'], [], ['Rock & Roll']],
    [['Drama', 'Action', 'Drama'], ['Drama', 'Action'], []],
    [['', '  ', '&'], [], ['&']],
    [['__proto__', 'constructor'], [], ['__proto__', 'constructor']],
    [[], [], []],
  ])('%j is %j, leaving %j', (raw, genres, unmapped) => {
    expect(mapGenres(raw, table)).toEqual({ genres, unmapped })
  })
})

describe('a table of one’s own', () => {
  it('is used as written', () => {
    const path = join(folder, 'own.json')
    writeFileSync(path, '\ufeff{"Horror": ["Nervenkitzel"]}')
    const own = loadGenreTable(path)
    expect(mapGenres(['nervenkitzel', 'Horror', 'Krimi'], own)).toEqual({
      genres: ['Horror'],
      unmapped: ['Krimi'],
    })
  })

  it.each([
    ['{"Sci-Fi": ["SF"]}', /own\.json: “Sci-Fi” is not one of the twenty genres/u],
    ['{"Horror": "Grusel"}', /own\.json: “Horror”/u],
    ['{"Horror": ["Grusel", 7]}', /own\.json: “Horror › 1”/u],
    ['{"Horror": [" "]}', /own\.json: “Horror › 0”/u],
    ['{"Horror": ["--"]}', /“--” under Horror has no letters/u],
    ['[]', /own\.json: it must be an object/u],
    ['{', /own\.json is not valid JSON/u],
  ])('%s is refused in a sentence', (json, message) => {
    expect(() => parseGenreTable(json, 'own.json')).toThrow(message)
  })

  it('says that it cannot be read', () => {
    expect(() => loadGenreTable(join(folder, 'absent.json'))).toThrow(
      /absent\.json cannot be read \(ENOENT\)/u,
    )
  })
})
