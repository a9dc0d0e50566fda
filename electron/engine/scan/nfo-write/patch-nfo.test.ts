import { describe, expect, it } from 'vitest'
import { GENRES, type Genre } from '#shared/domain/genres.ts'
import { mapGenres } from '../genre-names.ts'
import { LARGEST_NFO_BYTES, parseNfo } from '../nfo.ts'
import { NFO_LANGUAGES, nameIn } from './genre-languages.ts'
import type { Said } from '../../../../tests/helpers/patched-nfo.ts'
import { movie, NASTY, patch, patched, table } from '../../../../tests/helpers/patched-nfo.ts'
import { learnSpelling } from './vocabulary.ts'

const genresIn = (inner: string, said: Said) =>
  patched(movie(inner), said).toString().slice('<movie><title>Pines</title>'.length, -'</movie>'.length)

describe('a patched NFO file', () => {
  it('has every byte that is not a genre of the film', () => {
    const whole = Buffer.from(NASTY.join(''))
    const after = patched(whole, { yes: ['Horror'], no: ['Comedy', 'Adventure'] })
    const expected = NASTY.with(8, '\t<GENRE>Action</GENRE>\r\n').with(9, '\t<genre>Horror</genre>   \r\n')
    expect(after.toString()).toBe(expected.join(''))
  })

  it.each([
    ['<genre>Drama</genre>', { yes: ['War'] }, '<genre>Drama</genre><genre>War</genre>'],
    ['<genre>Drama</genre><genre>drama</genre>', { no: ['Drama'] }, ''],
    ['<genre/>', { yes: ['War'] }, '<genre/><genre>War</genre>'],
    ['', { yes: ['War'] }, '<genre>War</genre>'],
    ['<Genre>Drama</Genre>', { yes: ['War'] }, '<Genre>Drama</Genre><Genre>War</Genre>'],
    [
      '<genres><genre>War</genre></genres>',
      { yes: ['Drama'] },
      '<genres><genre>War</genre><genre>Drama</genre></genres>',
    ],
    [
      '<genres><genre>War</genre></genres><genre>Drama</genre>',
      { no: ['War'] },
      '<genres></genres><genre>Drama</genre>',
    ],
    ['<genre>Action / Drama</genre>', { yes: ['War'] }, '<genre>Action / Drama / War</genre>'],
    [
      '<genre>Action|Drama</genre>',
      { yes: ['War'], no: ['Action'] },
      '<genre>Drama</genre><genre>War</genre>',
    ],
    ['<genre>A|Action|B</genre>', { no: ['Action'] }, '<genre>A|B</genre>'],
    [
      '<genre>Action &amp; Adventure</genre>',
      { yes: ['Action'], no: ['Adventure'] },
      '<genre>Action</genre>',
    ],
    ['<genre>War &amp; Politics</genre>', { no: ['War'] }, '<genre>Politics</genre>'],
    ['<genre>Romantic Comedy</genre>', { no: ['Comedy'] }, '<genre>Romance</genre>'],
    ['<genre>Romance</genre><genre>RomCom</genre>', { no: ['Comedy'] }, '<genre>Romance</genre>'],
    [
      '<genre>Drama<!-- or --></genre>',
      { yes: ['War'] },
      '<genre>Drama<!-- or --></genre><genre>War</genre>',
    ],
  ] as [string, Said, string][])('%s with %j is %s', (inner, said, expected) => {
    expect(genresIn(inner, said)).toBe(expected)
  })

  it.each([
    ['one that names it by another word', '<genre>Sci-Fi</genre>', { yes: ['Science Fiction'] }],
    ['one that names it in a name of two', '<genre>Action &amp; Adventure</genre>', { yes: ['Action'] }],
    ['one that does not name what was denied', '<genre>Biography</genre>', { no: ['War'] }],
    ['one of which nothing was said', '<genre>Drama</genre>', {}],
  ] as [string, string, Said][])('is none: %s', (_, inner, said) => {
    expect(patch(movie(inner), said)).toEqual({ kind: 'same' })
  })

  it('shows what stays, goes and comes', () => {
    const said: Said = { yes: ['Horror'], no: ['Comedy'] }
    expect(patch(movie('<genre>Drama</genre><genre>Comedy</genre>'), said)).toMatchObject({
      genres: ['Drama', 'Horror'],
      lines: [
        { mark: 'same', element: 'genre', text: 'Drama' },
        { mark: 'gone', element: 'genre', text: 'Comedy' },
        { mark: 'new', element: 'genre', text: 'Horror' },
      ],
    })
  })
})

describe('the encoding of a patched NFO file', () => {
  const xml = (encoding: string) =>
    `<?xml version="1.0" encoding="${encoding}"?>\n<movie>\n  <title>Amélie</title>\n  <genre>Komödie</genre>\n  <genre>Drama</genre>\n</movie>`
  const expected = (encoding: string) =>
    xml(encoding).replace('  <genre>Drama</genre>', '  <genre>Dokumentarfilm</genre>')
  const said: Said = { yes: ['Documentary'], no: ['Drama'] }

  it.each<[string, (text: string) => Buffer, string]>([
    ['UTF-8 with a mark', (text) => Buffer.from(`\ufeff${text}`), 'UTF-8'],
    ['UTF-16LE with a mark', (text) => Buffer.from(`\ufeff${text}`, 'utf16le'), 'UTF-16'],
    ['UTF-16BE with a mark', (text) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16(), 'UTF-16'],
    ['UTF-16LE without one', (text) => Buffer.from(text, 'utf16le'), 'UTF-16'],
    ['Latin 1', (text) => Buffer.from(text, 'latin1'), 'ISO-8859-1'],
    ['Latin 1 that says UTF-8', (text) => Buffer.from(text, 'latin1'), 'UTF-8'],
  ])('stays %s', (_, write, encoding) => {
    expect(patched(write(xml(encoding)), said)).toEqual(write(expected(encoding)))
  })

  it('is kept for a new name with letters of it, and numbers those that it lacks', () => {
    const latin = patched(Buffer.from(movie('<title>é</title><genre>Krimi</genre>'), 'latin1'), {
      yes: ['Comedy'],
    })
    expect(latin.toString('latin1')).toContain('<genre>Komödie</genre>')
    const head = Buffer.from('<?xml version="1.0" encoding="windows-1251"?><movie><title>')
    const cyrillic = Buffer.concat([
      head,
      Buffer.of(0xcc, 0xe8, 0xf0),
      Buffer.from('</title><genre>Krimi</genre></movie>'),
    ])
    const after = patched(cyrillic, { yes: ['Comedy'] })
    expect(after.subarray(0, head.length + 3)).toEqual(cyrillic.subarray(0, head.length + 3))
    expect(after.toString('latin1')).toContain('<genre>Kom&#246;die</genre>')
    expect(parseNfo(after).genres).toEqual(['Krimi', 'Komödie'])
  })
})

describe('the vocabulary', () => {
  it.each([
    ['<genre>Komödie</genre><genre>Drama</genre>', 'Romance', 'Liebesfilm'],
    ['<genre>Comédie</genre>', 'Science Fiction', 'Science-Fiction'],
    ['<genre>Drama</genre><genre>Thriller</genre>', 'Romance', 'Romance'],
    ['<genre>Drama</genre><genre>Sci-Fi</genre>', 'War', 'War'],
    ['<genre>Dramat</genre><genre>Sci-Fi</genre>', 'War', 'Wojenny'],
  ] as [string, Genre, string][])('of %s has for %s %s', (inner, genre, name) => {
    expect(genresIn(inner, { yes: [genre] })).toBe(`${inner}<genre>${name}</genre>`)
  })

  it('is that of the other files in the same language', () => {
    const files = [
      ['Drama', 'Sci-Fi'],
      ['Comedy', 'Sci-Fi'],
      ['Comedy', 'Science Fiction'],
      ['Komödie', 'SCIENCE FICTION'],
      // A kind of comedy is not what comedies are called.
      ['Slapstick'],
    ]
    const learnt = { table, spelling: learnSpelling(files, table) }
    const added = (inner: string, genre: Genre) => {
      const result = patch(movie(inner), { yes: [genre] }, learnt)
      return result.kind === 'patched' ? result.genres.at(-1) : result.kind
    }
    expect(added('<genre>Drama</genre>', 'Science Fiction')).toBe('Sci-Fi')
    expect(added('<genre>Krimi</genre>', 'Science Fiction')).toBe('SCIENCE FICTION')
    expect(added('<genre>Drama</genre>', 'Comedy')).toBe('Comedy')
  })

  it.each(NFO_LANGUAGES)('of %s names genres as the table knows them', (language) => {
    const named = GENRES.map((genre) => mapGenres([nameIn(language, genre)], table).genres)
    expect(named).toEqual(GENRES.map((genre) => [genre]))
  })
})

describe('an NFO file that is left as it is', () => {
  const full = movie('<genre>Drama</genre>')
  it.each([
    ['a cut file', full.slice(0, -3), 'nfo/damaged'],
    ['a tag that is never closed', movie('<plot>x<genre>Drama</genre>'), 'nfo/damaged'],
    ['an empty file', '', 'nfo/damaged'],
    ['an empty root', '<movie/>', 'nfo/damaged'],
    ['no NFO', 'Ripped by GRP', 'nfo/damaged'],
    ['a link', 'https://www.imdb.com/title/tt0133093/', 'nfo/no-place'],
    ['a type of its own', `<!DOCTYPE movie [<!ENTITY g "Drama">]>${full}`, 'nfo/no-place'],
    ['an element in a genre', movie('<genre>Drama<b/>x</genre>'), 'nfo/no-place'],
    [
      'more genres than are read',
      movie('<genre>a</genre>'.replaceAll('a', Array.from({ length: 64 }, (_, at) => `a${at}`).join('|'))),
      'nfo/no-place',
    ],
    ['a huge file', movie(' '.repeat(LARGEST_NFO_BYTES)), 'nfo/too-large'],
  ])('%s', (_, file, code) => {
    expect(patch(file, { yes: ['War'] })).toEqual({ kind: 'refused', code })
  })

  it.each([
    ['deep nesting', movie('<a>'.repeat(50_000) + '</a>'.repeat(50_000))],
    ['many genres', movie('<genre>x</genre>'.repeat(10_000))],
    ['open quotes', movie(`<a b="`.repeat(100_000))],
    ['blanks', movie(' '.repeat(1_000_000))],
    ['line breaks', movie('\n'.repeat(1_000_000))],
  ])('or is soon done with: %s', (_, file) => {
    const before = process.cpuUsage()
    patch(file, { yes: ['War'] })
    // Working time, not the clock's: other tests run at the same time.
    expect(process.cpuUsage(before).user / 1_000).toBeLessThan(2_000)
  })

  it('differs from what it was in nothing but genres, whatever noise it is', () => {
    let state = 7
    const next = () => (state = (state * 1_103_515_245 + 12_345) % 2 ** 31)
    for (let round = 0; round < 300; round++) {
      const bytes = Buffer.from(NASTY.join(''))
      for (let flips = 0; flips < 8; flips++) bytes[next() % bytes.length] = next() % 256
      const result = patch(bytes, { yes: ['Horror'], no: ['Comedy'] })
      if (result.kind !== 'patched') continue
      const [before, after] = [parseNfo(bytes), parseNfo(result.bytes)]
      expect({ ...after, genres: [] }).toEqual({ ...before, genres: [] })
      expect(mapGenres(after.genres, table).genres).toContain('Horror')
    }
  })
})
