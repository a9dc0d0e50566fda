import { describe, expect, it } from 'vitest'
import { LARGEST_NFO_BYTES, parseNfo, type NfoResult } from './nfo.ts'

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)

function parse(text: string): NfoResult {
  return parseNfo(utf8(text))
}

const NOTHING = {
  kind: 'unknown',
  title: null,
  originalTitle: null,
  year: null,
  tmdbId: null,
  imdbId: null,
  genres: [],
  tags: [],
}

const FULL = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<!-- created by a tool -->
<movie>
  <title>The Hollow Pines</title>
  <originaltitle>Les Pins creux</originaltitle>
  <year>1984</year>
  <set><name>Pines Collection</name><title>not this</title></set>
  <genre>Drama</genre>
  <genre clear="true">Mystery</genre>
  <genre>drama</genre>
  <tag>forest</tag>
  <tag>1980s</tag>
  <uniqueid type="imdb">tt0133093</uniqueid>
  <uniqueid type="tmdb" default="true">603</uniqueid>
  <actor><name>Ann Lee</name><title>no</title></actor>
</movie>`

describe('an NFO file as the media servers write it', () => {
  it('gives title, year, ids, genres and tags', () => {
    expect(parse(FULL)).toEqual({
      kind: 'movie',
      title: 'The Hollow Pines',
      originalTitle: 'Les Pins creux',
      year: 1984,
      tmdbId: 603,
      imdbId: 'tt0133093',
      genres: ['Drama', 'Mystery'],
      tags: ['forest', '1980s'],
      problem: null,
    })
  })

  it.each([
    ['<tvshow><title>Show</title></tvshow>', 'series'],
    ['<season><title>Season 1</title></season>', 'season'],
    ['<episodedetails><title>Pilot</title></episodedetails>', 'episode'],
    ['<Movie><Title>Pines</Title></Movie>', 'movie'],
    ['<musicvideo><title>Song</title></musicvideo>', 'unknown'],
  ])('%s is of kind %s', (xml, kind) => {
    expect(parse(xml).kind).toBe(kind)
  })

  it.each([
    ['<year>1984</year>', 1984],
    ['<premiered>1984-05-02</premiered>', 1984],
    ['<year></year><premiered>1984-05-02</premiered>', 1984],
    ['<releasedate>1984-05-02</releasedate>', 1984],
    ['<year>84</year>', null],
    ['<year>19841</year>', null],
    ['<year>1700</year>', null],
    ['<year>-5</year>', null],
  ])('%s is the year %s', (xml, year) => {
    expect(parse(`<movie>${xml}</movie>`).year).toBe(year)
  })

  it.each([
    ['<id>tt0133093</id>', null, 'tt0133093'],
    ['<id>603</id>', 603, null],
    ['<id TMDB="603">tt0133093</id>', 603, 'tt0133093'],
    ['<tmdbid>603</tmdbid><imdbid>TT0133093</imdbid>', 603, 'tt0133093'],
    ['<tmdbId>603</tmdbId><imdb_id>tt0133093</imdb_id>', 603, 'tt0133093'],
    ['<uniqueid default="true">tt0133093</uniqueid>', null, 'tt0133093'],
    ['<uniqueid type="tvdb">77</uniqueid>', null, null],
    ['<tmdbid>-1</tmdbid><imdbid>nm0000001</imdbid>', null, null],
    ['<tmdbid>99999999999999999999</tmdbid>', null, null],
  ])('%s gives its ids', (xml, tmdbId, imdbId) => {
    expect(parse(`<movie>${xml}</movie>`)).toMatchObject({ tmdbId, imdbId, problem: null })
  })

  it('takes no number in <id> of a series for one of TMDB', () => {
    expect(parse('<tvshow><id>81189</id></tvshow>').tmdbId).toBeNull()
  })

  it.each([
    ['<genre>Action / Drama</genre>', ['Action', 'Drama']],
    ['<genre>Action|Drama</genre>', ['Action', 'Drama']],
    ['<genre>Action, Drama;War</genre>', ['Action', 'Drama', 'War']],
    ['<genre>Sci-Fi &amp; Fantasy</genre>', ['Sci-Fi & Fantasy']],
    ['<genre>Sci-Fi & Fantasy</genre>', ['Sci-Fi & Fantasy']],
    ['<genre><![CDATA[Action & Adventure]]></genre>', ['Action & Adventure']],
    ['<genre>Kom&#246;die</genre><genre>Com&#xe9;die</genre>', ['Komödie', 'Comédie']],
    ['<genres><genre>War</genre><genre>Western</genre></genres>', ['War', 'Western']],
    ['<genre/><genre> </genre><genre>/</genre>', []],
    ['<genre>&amp;lt;</genre>', ['&lt']],
  ])('%s', (xml, genres) => {
    expect(parse(`<movie>${xml}</movie>`)).toMatchObject({ genres, problem: null })
  })
})

describe('links', () => {
  it.each([
    ['https://www.imdb.com/title/tt0133093/', { imdbId: 'tt0133093', kind: 'unknown' }],
    ['https://www.imdb.com/de/title/tt0133093/?ref_=x\r\n', { imdbId: 'tt0133093' }],
    ['http://www.themoviedb.org/movie/603-the-hollow-pines', { tmdbId: 603, kind: 'movie' }],
    ['https://www.themoviedb.org/tv/1396', { tmdbId: 1396, kind: 'series' }],
    ['tt0133093', { imdbId: 'tt0133093' }],
  ])('%s', (text, expected) => {
    expect(parse(text)).toEqual({ ...NOTHING, problem: null, ...expected })
  })

  it('reads the link after the XML as well', () => {
    const text = '<movie><title>Pines</title></movie>\nhttps://www.themoviedb.org/movie/603'
    expect(parse(text)).toMatchObject({ title: 'Pines', tmdbId: 603, problem: null })
  })
})

describe('encodings', () => {
  const xml = (encoding: string): string =>
    `<?xml version="1.0" encoding="${encoding}"?><movie><title>Amélie</title></movie>`
  const utf16le = (text: string): Buffer => Buffer.from(text, 'utf16le')

  it.each<[string, Uint8Array]>([
    ['UTF-8 with a mark', utf8(`\ufeff${xml('UTF-8')}`)],
    ['UTF-16LE with a mark', utf16le(`\ufeff${xml('UTF-16')}`)],
    ['UTF-16BE with a mark', utf16le(`\ufeff${xml('UTF-16')}`).swap16()],
    ['UTF-16LE without a mark', utf16le(xml('UTF-16'))],
    ['Latin 1, declared', Buffer.from(xml('ISO-8859-1'), 'latin1')],
    ['Windows-1252, declared', Buffer.from(xml('windows-1252'), 'latin1')],
    ['Latin 1, undeclared', Buffer.from('<movie><title>Amélie</title></movie>', 'latin1')],
    ['Latin 1 that says UTF-8', Buffer.from(xml('UTF-8'), 'latin1')],
    ['UTF-8 that says Latin 1', utf8(xml('ISO-8859-1'))],
    ['an encoding nobody knows', Buffer.from(xml('x-mine'), 'latin1')],
    ['decomposed letters', utf8(xml('UTF-8').normalize('NFD'))],
  ])('%s', (_name, bytes) => {
    expect(parseNfo(bytes)).toMatchObject({ kind: 'movie', title: 'Amélie', problem: null })
  })

  it('reads Cyrillic in its old encoding', () => {
    const head = utf8('<?xml version="1.0" encoding="windows-1251"?><movie><title>')
    const bytes = Buffer.concat([head, Buffer.from([0xcc, 0xe8, 0xf0]), utf8('</title></movie>')])
    expect(parseNfo(bytes).title).toBe('Мир')
  })
})

describe('bad input', () => {
  it('salvages what a cut file still holds', () => {
    const cut = FULL.slice(0, FULL.indexOf('<actor>'))
    expect(parse(cut)).toEqual({
      kind: 'movie',
      title: 'The Hollow Pines',
      originalTitle: 'Les Pins creux',
      year: 1984,
      tmdbId: 603,
      imdbId: 'tt0133093',
      genres: ['Drama', 'Mystery'],
      tags: [],
      problem: 'The NFO file ends before it is complete.',
    })
  })

  it('salvages around a tag that is never closed', () => {
    const result = parse('<movie><title>Pines</title>\n<plot>unclosed<genre>War</genre></movie>')
    expect(result).toMatchObject({ kind: 'movie', title: 'Pines', genres: ['War'] })
    expect(result.problem).toMatch(/not valid XML/u)
  })

  it('says that a file is empty, too large or no NFO at all', () => {
    expect(parse(' \r\n')).toEqual({ ...NOTHING, problem: 'The NFO file is empty.' })
    expect(parse('Ripped by GRP. Greetings!').problem).toMatch(/describes no film/u)
    const large = new Uint8Array(LARGEST_NFO_BYTES + 1).fill(0x20)
    expect(parseNfo(large).problem).toMatch(/larger than 1 MiB/u)
  })

  it('expands no entity of the document', () => {
    const laughs = Array.from({ length: 9 }, (_, level) => {
      const inner = level === 0 ? 'lol' : `&l${level - 1};`.repeat(10)
      return `<!ENTITY l${level} "${inner}">`
    })
    const xml = `<?xml version="1.0"?><!DOCTYPE movie [${laughs.join('')}<!ENTITY x SYSTEM "file:///etc/passwd">]>
      <movie><title>&l8;</title><originaltitle>&x;</originaltitle><year>1984</year></movie>`
    expect(parse(xml)).toMatchObject({ title: '&l8;', originalTitle: '&x;', year: 1984 })
  })

  it('turns control characters out of a title and keeps markup as text', () => {
    const xml = '<movie><title>a\u0000\u202eb &lt;script&gt;alert(1)&lt;/script&gt;</title></movie>'
    expect(parse(xml).title).toBe('ab <script>alert(1)</script>')
  })

  it('leaves the prototype of objects alone', () => {
    const xml =
      '<movie><__proto__><polluted>yes</polluted></__proto__><constructor>x</constructor><title>Pines</title></movie>'
    expect(() => parse(xml)).not.toThrow()
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
    expect(parse(xml).kind).toBe('movie')
  })

  it.each([
    ['deep nesting', `<movie>${'<a>'.repeat(100_000)}${'</a>'.repeat(100_000)}<title>Pines</title></movie>`],
    ['many open tags', '<movie>'.repeat(100_000)],
    ['many genres', `<movie>${'<genre>x</genre>'.repeat(50_000)}</movie>`],
    ['one endless genre', `<movie><genre>${'a,b|'.repeat(200_000)}</genre></movie>`],
    ['open comments', '<!--'.repeat(200_000)],
    ['closed comments', `<movie>${'<!---->'.repeat(140_000)}</movie>`],
    ['open types', `<movie>${'<!DOCTYPE ['.repeat(80_000)}`],
    ['open ids', `<movie>${'<uniqueid type="imdb" '.repeat(40_000)}`],
    ['ampersands', `<movie><title>${'&'.repeat(200_000)}</title></movie>`],
    ['spaces', `<movie>${' '.repeat(1_000_000)}</movie`],
    ['zeros', '\u0000'.repeat(500_000)],
  ])('is soon done with %s', (_name, text) => {
    const startedMs = performance.now()
    expect(() => parse(text)).not.toThrow()
    // What grows faster than its text takes minutes; a busy machine takes seconds.
    expect(performance.now() - startedMs).toBeLessThan(10_000)
  })

  it('never throws on noise', () => {
    let state = 7
    const next = (): number => (state = (state * 1_103_515_245 + 12_345) % 2 ** 31)
    for (let round = 0; round < 300; round += 1) {
      const bytes = utf8(FULL)
      for (let flips = 0; flips < 20; flips += 1) bytes[next() % bytes.length] = next() % 256
      expect(() => parseNfo(bytes.subarray(0, next() % bytes.length))).not.toThrow()
    }
  })
})
