import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { onlyFilms, readDatasetFolder, readFolderSet } from './folder.ts'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'onesheet-dataset-'))
  mkdirSync(join(root, 'posters'))
})
afterEach(() => {
  rmSync(root, { recursive: true, force: true })
})

function put(metadata: string, ...posters: string[]): void {
  writeFileSync(join(root, 'metadata.csv'), metadata)
  for (const name of posters) writeFileSync(join(root, 'posters', name), 'a picture')
}

describe('readDatasetFolder', () => {
  it('reads films with their picture, title, year and genres', () => {
    put('file,title,year,genres\n1.jpg,"Heat, again",1995,Action|Crime\n2.jpg,Été,,Drama\n', '1.jpg', '2.jpg')
    expect(readDatasetFolder(root)).toEqual({
      films: [
        {
          file: '1.jpg',
          path: join(root, 'posters', '1.jpg'),
          title: 'Heat, again',
          year: 1995,
          genres: ['Action', 'Crime'],
          art: null,
          grayscale: null,
        },
        {
          file: '2.jpg',
          path: join(root, 'posters', '2.jpg'),
          title: 'Été',
          year: null,
          genres: ['Drama'],
          art: null,
          grayscale: null,
        },
      ],
      leftOut: {},
    })
  })

  it('reads columns in any order, more of them, a byte order mark and Windows line ends', () => {
    put('\uFEFFgenres,tmdb,year,title,file\r\nWar,7,1970,Patton,p.jpg\r\n', 'p.jpg')
    expect(readDatasetFolder(root).films).toMatchObject([{ file: 'p.jpg', year: 1970, genres: ['War'] }])
  })

  it('drops names that are no genre and keeps the film', () => {
    put('file,title,year,genres\n1.jpg,A,2000,Noir|Horror\n2.jpg,B,2000,\n', '1.jpg', '2.jpg')
    expect(readDatasetFolder(root).films.map((film) => film.genres)).toEqual([['Horror'], []])
  })

  it('counts what it leaves out, by reason', () => {
    put(
      'file,title,year,genres\n1.jpg,A,2000,War\n1.jpg,A,2000,War\nmissing.jpg,B,2000,War\n,C,2000,War\n',
      '1.jpg',
    )
    const { films, leftOut } = readDatasetFolder(root)
    expect(films).toHaveLength(1)
    expect(leftOut).toEqual({ doubled: 1, 'no-picture': 1, 'bad-name': 1 })
  })

  it.each(['../outside.jpg', '..', 'posters/1.jpg', '..\\outside.jpg'])('follows no path out: %s', (name) => {
    put(`file,title,year,genres\n${name},A,2000,War\n`, '1.jpg')
    writeFileSync(join(root, 'outside.jpg'), 'another picture')
    expect(readDatasetFolder(root)).toEqual({ films: [], leftOut: { 'bad-name': 1 } })
  })

  it('refuses a folder without metadata.csv', () => {
    expect(() => readDatasetFolder(root)).toThrow(expect.objectContaining({ code: 'dataset/not-a-dataset' }))
  })

  it('refuses metadata that lacks a column', () => {
    put('file,title,genres\n1.jpg,A,War\n', '1.jpg')
    expect(() => readDatasetFolder(root)).toThrow(expect.objectContaining({ code: 'dataset/bad-row' }))
  })
})

describe('readFolderSet', () => {
  it('reads what a film is known by', () => {
    put(
      'file,title,year,genres,tmdb_id,imdb_id,language,art,grayscale,width,height\n' +
        '1.jpg,Heat,1995,crime|Action|Action,949,tt0113277,EN,imdb,0,182,268\n' +
        '2.jpg,Heat again,1996,Crime,949,,,,1,x,0\n',
      '1.jpg',
      '2.jpg',
    )
    expect(readFolderSet(root).films).toEqual([
      {
        file: '1.jpg',
        path: join(root, 'posters', '1.jpg'),
        title: 'Heat',
        year: 1995,
        genres: ['Action', 'Crime'],
        filmKey: 'tmdb:949',
        language: 'en',
        hasDate: true,
        art: 'imdb',
        grayscale: false,
        width: 182,
        height: 268,
      },
      {
        file: '2.jpg',
        path: join(root, 'posters', '2.jpg'),
        title: 'Heat again',
        year: 1996,
        genres: ['Crime'],
        filmKey: 'tmdb:949',
        language: null,
        hasDate: true,
        art: null,
        grayscale: true,
        width: null,
        height: null,
      },
    ])
  })

  it('says what is odd in which line', () => {
    put(
      'file,title,year,genres,extra\n1.jpg,A,soon,War|Noir,\n\n2.jpg,Heat, again,1995,War,x\n3.jpg,C,1995\n4.jpg,D,1995,War\n',
      ...['1.jpg', '2.jpg', '3.jpg', '4.jpg'],
    )
    const { films, leftOut, notes, noted } = readFolderSet(root)
    expect(films.map(({ file }) => file)).toEqual(['1.jpg', '4.jpg'])
    expect(leftOut).toEqual({ 'column-count': 2 })
    expect(noted).toEqual({ 'bad-year': 1, 'unknown-genre': 1, 'column-count': 2 })
    expect(notes).toEqual([
      { line: 2, reason: 'bad-year' },
      { line: 2, reason: 'unknown-genre' },
      { line: 4, reason: 'column-count' },
      { line: 5, reason: 'column-count' },
    ])
  })

  it.each([
    '.',
    '..',
    '../x.jpg',
    '/etc/passwd',
    '..\\x.jpg',
    'x\0.jpg',
    `${'x'.repeat(5000)}.jpg`,
    'folder',
  ])('takes no picture from %.20s', (name) => {
    put(`file,title,year,genres\n${name},A,2000,War\n`)
    writeFileSync(join(root, 'x.jpg'), 'another picture')
    mkdirSync(join(root, 'posters', 'folder'))
    expect(readFolderSet(root).films).toEqual([])
  })

  it('lets nothing invisible into a title', () => {
    put('file,title,year,genres\n1.jpg,"A\0\u202eb\nc",2000,War\n', '1.jpg')
    expect(readFolderSet(root).films[0]?.title).toBe('Ab c')
  })

  it.each([
    ['a picture', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46]), 'dataset/bad-row'],
    ['nothing', Buffer.alloc(0), 'dataset/bad-table'],
    ['a web page', Buffer.from('<html><body>Not found</body></html>'), 'dataset/bad-row'],
  ])('refuses a table that is %s', (_, content, code) => {
    writeFileSync(join(root, 'metadata.csv'), content)
    expect(() => readFolderSet(root)).toThrow(expect.objectContaining({ code }))
  })
})

describe('onlyFilms', () => {
  it('keeps the films listed, in the dataset’s order', () => {
    put('file,title,year,genres\n1.jpg,A,1,War\n2.jpg,B,2,War\n3.jpg,C,3,War\n', '1.jpg', '2.jpg', '3.jpg')
    const list = join(root, 'list.txt')
    writeFileSync(list, '3.jpg\r\n\n 1.jpg \nnever.jpg\n')
    const kept = onlyFilms(readDatasetFolder(root).films, list)
    expect(kept.map((film) => film.file)).toEqual(['1.jpg', '3.jpg'])
  })

  it('refuses a list that is not there', () => {
    expect(() => onlyFilms([], join(root, 'no-list.txt'))).toThrow(
      expect.objectContaining({ code: 'dataset/empty' }),
    )
  })
})
