import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { onlyFilms, readDatasetFolder } from './folder.ts'

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
        },
        { file: '2.jpg', path: join(root, 'posters', '2.jpg'), title: 'Été', year: null, genres: ['Drama'] },
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
