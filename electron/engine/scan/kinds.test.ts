import { describe, expect, it } from 'vitest'
import { isGenericName } from './kinds-art.ts'
import { extensionOf, sortFolderFiles, stemOf } from './kinds-files.ts'
import { classifyName, decideFolder, shapeReason, type FolderPictures } from './kinds.ts'

function kindOf(path: string): string {
  const parts = path.split('/')
  const fileName = parts.at(-1) ?? ''
  const kind = classifyName({ fileName, folderNames: parts.slice(0, -1) })
  return kind.reason === null ? kind.kind : `${kind.kind} ${kind.reason}`
}

describe('the name of one picture', () => {
  it.each([
    ['Pines (1984)/poster.jpg', 'poster'],
    ['Pines (1984)/POSTER.JPG', 'poster'],
    ['Pines (1984)/poster2.png', 'poster'],
    ['Pines (1984)/poster-2.png', 'poster'],
    ['Pines (1984)/poster (1).png', 'poster'],
    ['Pines (1984)/cover.webp', 'poster'],
    ['Pines (1984)/folder.jpeg', 'poster'],
    ['Pines (1984)/movie.jpe', 'poster'],
    ['Pines (1984)/default.tiff', 'poster'],
    ['Pines (1984)/Pines (1984)-poster.jpg', 'poster'],
    ['Pines (1984)-poster2.jpg', 'poster'],
    ['Pines.1984.poster.jpg', 'poster'],
    ['soundtrack-cover.jpg', 'poster'],
    ['tt0133093.jpg', 'poster'],
    ['TT0133093.avif', 'poster'],
    ['tmdb-603.gif', 'poster'],
    ['Pines (1984).jpg', 'candidate'],
    ['ml000001.jpg', 'candidate'],
    ['Фанат.tif', 'candidate'],
    ['Pines (1984)/fanart.jpg', 'skipped fanart'],
    ['Pines (1984)/fanart1.jpg', 'skipped fanart'],
    ['Pines (1984)-fanart.jpg', 'skipped fanart'],
    ['Pines_fanart-3.jpg', 'skipped fanart'],
    ['backdrop.jpg', 'skipped backdrop'],
    ['backdrop12.jpg', 'skipped backdrop'],
    ['Pines-backdrops.jpg', 'skipped backdrop'],
    ['background.jpg', 'skipped backdrop'],
    ['art.jpg', 'skipped backdrop'],
    ['Pines (1984)/backdrops/1.jpg', 'skipped backdrop'],
    ['banner.jpg', 'skipped banner'],
    ['Pines (1984)-banner.jpg', 'skipped banner'],
    ['logo.png', 'skipped logo'],
    ['clearlogo.png', 'skipped logo'],
    ['Pines-clearlogo.png', 'skipped logo'],
    ['clearart.png', 'skipped clearart'],
    ['disc.png', 'skipped disc'],
    ['discart.png', 'skipped disc'],
    ['disc2.png', 'skipped disc'],
    ['cdart.png', 'skipped disc'],
    ['landscape.jpg', 'skipped landscape'],
    ['Pines - landscape.jpg', 'skipped landscape'],
    ['thumb.jpg', 'skipped thumb'],
    ['Pines-thumb.jpg', 'skipped thumb'],
    ['keyart.jpg', 'skipped keyart'],
    ['characterart3.png', 'skipped characterart'],
    ['back.jpg', 'skipped packaging'],
    ['Pines-chapter01.jpg', 'skipped chapter'],
    ['screenshot-001.png', 'skipped screenshot'],
    ['Screenshot 2024-01-01 at 10.00.png', 'skipped screenshot'],
    ['vlcsnap-2020-01-01.png', 'skipped screenshot'],
    ['Pines-sample.jpg', 'skipped sample'],
    ['Pines (1984)/extrafanart/fanart1.jpg', 'skipped extrafanart'],
    ['Pines (1984)/ExtraThumbs/thumb1.jpg', 'skipped extrathumbs'],
    ['Pines (1984)/.actors/Ann_Lee.jpg', 'skipped actor'],
    ['Pines (1984)/@eaDir/poster.jpg/SYNOPHOTO_THUMB_M.jpg', 'skipped eadir'],
    ['Pines (1984)/Pines.trickplay/320 - 10x10/0.jpg', 'skipped trickplay'],
    ['trickplay/0.jpg', 'skipped trickplay'],
    ['Pines (1984)/Behind The Scenes/a.jpg', 'skipped extras'],
    ['Sample/a.jpg', 'skipped sample'],
    ['#recycle/poster.jpg', 'skipped system'],
    ['.Trash-1000/poster.jpg', 'skipped hidden'],
    ['._poster.jpg', 'skipped hidden'],
    ['poster.heic', 'skipped unsupported'],
    ['poster.svg', 'skipped unsupported'],
    ['season01-poster.jpg', 'series season-art'],
    ['season-specials-poster.jpg', 'series season-art'],
    ['season-all-poster.jpg', 'series season-art'],
    ['Season 1.jpg', 'series season-art'],
    ['season01-banner.jpg', 'skipped banner'],
    ['Show/Season 1/poster.jpg', 'series season-art'],
    ['Show/Staffel 02/cover.jpg', 'series season-art'],
    ['Show/S01/folder.jpg', 'series season-art'],
    ['Show S01E02.jpg', 'series episode-art'],
    ['Show - 1x02.jpg', 'series episode-art'],
    ['Show S01E02-thumb.jpg', 'skipped thumb'],
  ])('%s is %s', (path, expected) => {
    expect(kindOf(path)).toBe(expected)
  })

  it.each([
    'Landscape (2010).jpg',
    'The Banner.jpg',
    'The Last Logo.jpg',
    'the-menu.jpg',
    'the-box.jpg',
    'full-metal-jacket.jpg',
    'Chapter 27.jpg',
    'Open Season 2.jpg',
    'Pines 27x40.jpg',
    '10x10 (2018).jpg',
    '...And Justice.jpg',
    '...And Justice for All (1979)/picture.jpg',
    'samples/pines.jpg',
    'Shorts/pines.jpg',
  ])('%s may be a film called that', (path) => {
    expect(kindOf(path)).toBe('candidate')
  })

  it('is the same in either Unicode form', () => {
    expect(kindOf('Show/Säsong 1/poster.jpg'.normalize('NFD'))).toBe('series season-art')
  })
})

function decide(pictures: string[], folder: Partial<FolderPictures> = {}): Record<string, string> {
  const decisions = decideFolder({ folderNames: [], pictures, underSeries: false, ...folder })
  return Object.fromEntries(
    decisions.map((decision) => [
      decision.fileName,
      `${decision.kind}${decision.reason === null ? '' : ` ${decision.reason}`}${decision.shapeDecides ? ' by shape' : ''}`,
    ]),
  )
}

describe('one folder', () => {
  it('takes every picture by shape where no name is media art', () => {
    expect(decide(['a.jpg', 'soundtrack-cover.jpg', 'Pines (1984).png'])).toEqual({
      'a.jpg': 'poster by shape',
      'soundtrack-cover.jpg': 'poster',
      'Pines (1984).png': 'poster by shape',
    })
  })

  it('takes only what bears a film’s name beside media art', () => {
    const decisions = decide(
      [
        'poster.jpg',
        'fanart.jpg',
        'scan0001.jpg',
        'Pines (1984).jpg',
        'pines.jpg',
        'Oaks.jpg',
        'Elms.jpg',
        'Elms-logo.png',
      ],
      { folderNames: ['Films', 'Pines'], videoStems: new Set(['oaks']) },
    )
    expect(decisions).toEqual({
      'poster.jpg': 'poster',
      'fanart.jpg': 'other fanart',
      'scan0001.jpg': 'other other-art',
      'Pines (1984).jpg': 'poster',
      'pines.jpg': 'poster',
      'Oaks.jpg': 'poster',
      'Elms.jpg': 'poster',
      'Elms-logo.png': 'other logo',
    })
  })

  it('knows a media folder by what lies in it', () => {
    expect(decide(['stray.jpg'], { subfolderNames: ['extrafanart'] })).toEqual({
      'stray.jpg': 'other other-art',
    })
    expect(decide(['stray.jpg'], { subfolderNames: ['More'] })).toEqual({ 'stray.jpg': 'poster by shape' })
  })

  it('takes the picture of a video’s name whatever its shape', () => {
    const files = sortFolderFiles(['Pines.mkv', 'PINES.jpg', 'other.jpg'])
    expect(decide(files.pictures, { videoStems: files.videoStems })).toEqual({
      'PINES.jpg': 'poster',
      'other.jpg': 'poster by shape',
    })
  })

  it('does not lose a collection to one name that sounds like art', () => {
    const names = Array.from({ length: 40 }, (_, index) => `film ${index}.jpg`)
    const decisions = decide([...names, 'banner.jpg'])
    expect(Object.values(decisions).filter((decision) => decision === 'poster by shape')).toHaveLength(40)
    expect(decide([...names.slice(0, 9), 'banner.jpg'])['film 1.jpg']).toBe('other other-art')
    expect(decide([...names, 'banner.jpg', 'poster.jpg'])['film 1.jpg']).toBe('other other-art')
  })

  it('keeps a series apart', () => {
    expect(
      decide(['poster.jpg', 'fanart.jpg', 'season01-poster.jpg', 'x.jpg'], { underSeries: true }),
    ).toEqual({
      'poster.jpg': 'series series-art',
      'fanart.jpg': 'other fanart',
      'season01-poster.jpg': 'series season-art',
      'x.jpg': 'series series-art',
    })
  })

  it('takes all art when asked, but never what the system hid', () => {
    const pictures = ['poster.jpg', 'fanart.jpg', 'season01-poster.jpg', '._poster.jpg', 'a.svg']
    expect(decide(pictures, { includeAllArt: true, underSeries: true })).toEqual({
      'poster.jpg': 'series',
      'fanart.jpg': 'other',
      'season01-poster.jpg': 'series',
      '._poster.jpg': 'other hidden',
      'a.svg': 'other unsupported',
    })
    expect(decide(['a.jpg'], { includeAllArt: true, folderNames: ['@eaDir'] })).toEqual({
      'a.jpg': 'other eadir',
    })
    expect(decide(['a.jpg'], { includeAllArt: true, folderNames: ['.actors'] })).toEqual({
      'a.jpg': 'other',
    })
  })

  it('decides 100,000 pictures in one folder quickly', () => {
    const names = Array.from({ length: 100_000 }, (_, index) => `${index}.jpg`)
    const startedMs = performance.now()
    expect(decideFolder({ folderNames: [], pictures: names, underSeries: false })).toHaveLength(100_000)
    expect(performance.now() - startedMs).toBeLessThan(5_000)
  })
})

describe('the shape of a picture', () => {
  it.each([
    [182, 268, null],
    [350, 350, null],
    [224, 224, null],
    [200, 381, null],
    [360, 300, null],
    [361, 300, 'not-portrait'],
    [1280, 720, 'not-portrait'],
    [1000, 185, 'not-portrait'],
    [1, 1, null],
    [0, 0, null],
  ])('%i × %i: %s', (width, height, expected) => {
    expect(shapeReason(width, height)).toBe(expected)
  })
})

describe('file names', () => {
  it('splits extensions as people mean them', () => {
    expect(extensionOf('a.JPG')).toBe('jpg')
    expect(extensionOf('.jpg')).toBe('')
    expect(extensionOf('none')).toBe('')
    expect(stemOf('Mr. Nobody')).toBe('Mr. Nobody')
    expect(stemOf('Mr. Nobody.png')).toBe('Mr. Nobody')
  })

  it('sorts a folder', () => {
    const files = sortFolderFiles(['a.jpg', 'B.MKV', 'tvshow.nfo', 'a.pdf', 'notes.txt'])
    expect(files.pictures).toEqual(['a.jpg'])
    expect([...files.videoStems]).toEqual(['b'])
    expect([...files.nfoStems]).toEqual(['tvshow'])
    expect(files.unsupported).toEqual(['a.pdf'])
    expect(files.hasTvshowNfo).toBe(true)
  })

  it.each([
    ['poster2.jpg', true],
    ['fanart.jpg', true],
    ['season01-poster.jpg', true],
    ['Pines-poster.jpg', false],
    ['tt0133093.jpg', false],
  ])('%s names no film: %s', (name, expected) => {
    expect(isGenericName(name)).toBe(expected)
  })
})
