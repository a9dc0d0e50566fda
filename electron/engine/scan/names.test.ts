import { describe, expect, it } from 'vitest'
import { cleanText } from '#shared/util/title-text.ts'
import { parseName, sortTitleKey } from './names.ts'

function read(path: string, maxYear?: number): string {
  const parts = path.split('/')
  const parsed = parseName(parts.slice(0, -1), parts.at(-1) ?? '', maxYear)
  return [parsed.title ?? '-', parsed.year ?? '-', parsed.tmdbId ?? '-', parsed.imdbId ?? '-'].join(' | ')
}

describe('title, year and ids from names', () => {
  it.each([
    // Conventions of the media servers
    ['The Hollow Pines (1984)/poster.jpg', 'The Hollow Pines | 1984 | - | -'],
    ['The Hollow Pines (1984)/poster2.jpg', 'The Hollow Pines | 1984 | - | -'],
    ['The Hollow Pines (1984)/folder.png', 'The Hollow Pines | 1984 | - | -'],
    ['The Hollow Pines (1984)/Posters/cover.jpg', 'The Hollow Pines | 1984 | - | -'],
    ['The Hollow Pines (1984)/CD1/cover.jpg', 'The Hollow Pines | 1984 | - | -'],
    ['Films/The Hollow Pines (1984).jpg', 'The Hollow Pines | 1984 | - | -'],
    ['The Hollow Pines (1984)-poster.jpg', 'The Hollow Pines | 1984 | - | -'],
    ['The Hollow Pines (1984)-poster2.jpg', 'The Hollow Pines | 1984 | - | -'],
    ['The Hollow Pines (1984) - fanart.jpg', 'The Hollow Pines | 1984 | - | -'],
    ['The Hollow Pines [1984].jpg', 'The Hollow Pines | 1984 | - | -'],
    ['The Hollow Pines (1984) [1080p] {edition-Final Cut}.jpg', 'The Hollow Pines | 1984 | - | -'],
    ['poster.jpg', '- | - | - | -'],
    ['movie.jpg', '- | - | - | -'],
    // Ids
    ['tt0133093.jpg', '- | - | - | tt0133093'],
    ['TT0133093.jpg', '- | - | - | tt0133093'],
    ['The Hollow Pines (1984) {imdb-tt0133093}.jpg', 'The Hollow Pines | 1984 | - | tt0133093'],
    ['The Hollow Pines (1984) [imdbid-tt0133093]/poster.jpg', 'The Hollow Pines | 1984 | - | tt0133093'],
    ['The Hollow Pines [tmdbid=603].jpg', 'The Hollow Pines | - | 603 | -'],
    ['The Hollow Pines (1984) {tmdb-603}.jpg', 'The Hollow Pines | 1984 | 603 | -'],
    [
      'The Hollow Pines (1984) [tmdbid-603] [imdbid-tt0133093].jpg',
      'The Hollow Pines | 1984 | 603 | tt0133093',
    ],
    ['tmdb-603.jpg', '- | - | 603 | -'],
    ['tmdb603.jpg', '- | - | 603 | -'],
    ['{tmdb-0} Pines.jpg', 'Pines | - | - | -'],
    ['Pines {tmdb-999999999999}.jpg', 'Pines | - | - | -'],
    // The folder fills in for its own film only
    ['The Hollow Pines (1984)/tt0133093.jpg', 'The Hollow Pines | 1984 | - | tt0133093'],
    ['The Hollow Pines (1984)/IMG_1234.jpg', 'The Hollow Pines | 1984 | - | -'],
    ['The Hollow Pines (1984)/The Hollow Pines.jpg', 'The Hollow Pines | 1984 | - | -'],
    ['Hollow Pines, The (1984) {tmdb-603}/The Hollow Pines (1984).jpg', 'The Hollow Pines | 1984 | 603 | -'],
    ['The Hollow Pines (1984) {tmdb-603}/Oaks (1990).jpg', 'Oaks | 1990 | - | -'],
    ['The Hollow Pines (1984) {tmdb-603}/The Hollow Pines (2011).jpg', 'The Hollow Pines | 2011 | - | -'],
    ['Pines {imdb-tt0133093}/tt0000001.jpg', '- | - | - | tt0000001'],
    ['Best of 1999/ml000001.jpg', '- | - | - | -'],
    ['posters/ml000001.jpg', '- | - | - | -'],
    // Release names
    ['The.Hollow.Pines.1984.1080p.BluRay.x264-GRP.jpg', 'The Hollow Pines | 1984 | - | -'],
    ['The.Hollow.Pines.1984.1080p.BluRay.x264-GRP/folder.jpg', 'The Hollow Pines | 1984 | - | -'],
    ['The_Hollow_Pines_1984.jpg', 'The Hollow Pines | 1984 | - | -'],
    ['The Hollow Pines 1984 German DL 720p WEB-DL.jpg', 'The Hollow Pines | 1984 | - | -'],
    ['The.Hollow.Pines.1080p.WEB-DL.H.264.jpg', 'The Hollow Pines | - | - | -'],
    ['the.hollow.pines.(1984).jpg', 'the hollow pines | 1984 | - | -'],
    ['S.W.A.T.2003.jpg', 'S.W.A.T. | 2003 | - | -'],
    ['Mr. Nobody (2009).jpg', 'Mr. Nobody | 2009 | - | -'],
    ['Mr. Nobody.jpg', 'Mr. Nobody | - | - | -'],
    // Numbers in titles
    ['2001 A Space Odyssey (1968).jpg', '2001 A Space Odyssey | 1968 | - | -'],
    ['2001.A.Space.Odyssey.1968.1080p.jpg', '2001 A Space Odyssey | 1968 | - | -'],
    ['1917 (2019).jpg', '1917 | 2019 | - | -'],
    ['1917.2019.1080p.BluRay.jpg', '1917 | 2019 | - | -'],
    ['2012.2009.BluRay.jpg', '2012 | 2009 | - | -'],
    ['1984.jpg', '1984 | - | - | -'],
    ['1984 (1984).jpg', '1984 | 1984 | - | -'],
    ['1984 (1984)/poster.jpg', '1984 | 1984 | - | -'],
    ['300 (2006).jpg', '300 | 2006 | - | -'],
    ['21 (2008).jpg', '21 | 2008 | - | -'],
    ['Blade Runner 2049 (2017).jpg', 'Blade Runner 2049 | 2017 | - | -'],
    ['Blade.Runner.2049.2017.2160p.UHD.jpg', 'Blade Runner 2049 | 2017 | - | -'],
    ['Class of 1999 Part II.jpg', 'Class of 1999 Part II | - | - | -'],
    ['(500) Days of Summer (2009).jpg', '(500) Days of Summer | 2009 | - | -'],
    ['(1984) The Hollow Pines.jpg', 'The Hollow Pines | 1984 | - | -'],
    ['1984 - The Hollow Pines.jpg', 'The Hollow Pines | 1984 | - | -'],
    ['Pines (1869).jpg', 'Pines (1869) | - | - | -'],
    ['Pines (1870).jpg', 'Pines | 1870 | - | -'],
    ['Pines (2101).jpg', 'Pines (2101) | - | - | -'],
    // Articles and leftovers
    ['Hollow Pines, The (1984).jpg', 'The Hollow Pines | 1984 | - | -'],
    ['Boot, Das (1981).jpg', 'Das Boot | 1981 | - | -'],
    ["Avventura, L' (1960).jpg", "L'Avventura | 1960 | - | -"],
    ['The Hollow Pines (1984) (1).jpg', 'The Hollow Pines | 1984 | - | -'],
    ['The Hollow Pines (2).jpg', 'The Hollow Pines | - | - | -'],
    ['The Hollow Pines - Copy.jpg', 'The Hollow Pines | - | - | -'],
    ['...And Justice for All (1979).jpg', '...And Justice for All | 1979 | - | -'],
    ['Poster (2019).jpg', 'Poster | 2019 | - | -'],
    // Names of machines
    ['ml000001.jpg', '- | - | - | -'],
    ['IMG_1234.jpg', '- | - | - | -'],
    ['DSC01234.jpg', '- | - | - | -'],
    ['image (3).jpg', '- | - | - | -'],
    ['603.jpg', '- | - | - | -'],
    ['00017.jpg', '- | - | - | -'],
    ['0a1b2c3d4e5f.jpg', '- | - | - | -'],
    ['123e4567-e89b-42d3-a456-426614174000.jpg', '- | - | - | -'],
    ['kqjL17yufvn9OVLyXYpvtyrfftt.jpg', '- | - | - | -'],
    ['MV5BMTk4ODQzNDY3Ml5BMl5BanBnXkFtZTcw@._V1_SX300.jpg', '- | - | - | -'],
    // Other scripts and hostile names
    ['السلام (1999).jpg', 'السلام | 1999 | - | -'],
    ['七人の侍 (1954).jpg', '七人の侍 | 1954 | - | -'],
    ['🎬🔥 (2020).jpg', '🎬🔥 | 2020 | - | -'],
    ['Ame\u0301lie (2001).jpg', 'Am\u00e9lie | 2001 | - | -'],
    ['gpj.\u202eexe (1999).jpg', 'gpj exe | 1999 | - | -'],
    ['Pi\u0000n\u0007es (1984).jpg', 'Pines | 1984 | - | -'],
    ['<img src=x onerror=alert(1)> (1984).jpg', '<img src=x onerror=alert(1)> | 1984 | - | -'],
    ['".jpg', '- | - | - | -'],
    ['---.jpg', '- | - | - | -'],
    ['', '- | - | - | -'],
  ])('%s', (path, expected) => {
    expect(read(path)).toBe(expected)
  })

  it('leaves a year to come in the title when told the latest year', () => {
    expect(read('Blade Runner 2049.jpg', 2030)).toBe('Blade Runner 2049 | - | - | -')
    expect(read('Blade.Runner.2049.2017.1080p.jpg', 2030)).toBe('Blade Runner 2049 | 2017 | - | -')
  })

  it('never throws and stays quick on hostile names', () => {
    const startedMs = performance.now()
    for (const piece of [
      '(',
      '[',
      '{',
      '(1999',
      '[1999]',
      '.',
      '_',
      ' ',
      ', the',
      '\ud800',
      '\u0301',
      'a.',
      '-poster',
      'tt',
      '9',
    ]) {
      for (const count of [1, 255, 20_000]) {
        expect(() => parseName([piece.repeat(count)], `${piece.repeat(count)}.jpg`)).not.toThrow()
      }
    }
    expect(performance.now() - startedMs).toBeLessThan(2_000)
  })
})

describe('the key of a title', () => {
  it.each([
    ['The Hollow Pines', 'hollow pines'],
    ['A Hollow Pine', 'hollow pine'],
    ['Das Boot', 'boot'],
    ['La Vie d’Adèle', 'vie dadele'],
    ['Los olvidados', 'olvidados'],
    ['Il Gattopardo', 'gattopardo'],
    ['Łódź & Straße', 'lodz and strasse'],
    ['Spider-Man: Home', 'spider man home'],
    ['The', 'the'],
    ['???', '???'],
    ['Ａｋｉｒａ', 'akira'],
    ['Am\u0301e', 'ame'],
    ['ガンダム', 'ガンダム'],
    ['हिन्दी', 'हिन्दी'],
    ['', ''],
  ])('%s sorts as %s', (title, expected) => {
    expect(sortTitleKey(title)).toBe(expected)
  })

  it('is one key for both Unicode forms', () => {
    expect(sortTitleKey('Amélie'.normalize('NFD'))).toBe(sortTitleKey('Amélie'.normalize('NFC')))
  })
})

describe('text made safe', () => {
  it('turns every control character out', () => {
    expect(cleanText('a\tb\nc\u0000d\u202ee\u2066f\ufeff  g')).toBe('a b cdef g')
    expect(cleanText('\ud800')).toBe('\ufffd')
    expect(cleanText('x'.repeat(5000))).toHaveLength(1000)
  })
})
