import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { kaggleTable, writeKaggleFolder } from '../../../../tests/helpers/kaggle-table.ts'
import { temporaryFolder } from '../../../../tests/helpers/temporary.ts'
import { readTrainingSet } from './read.ts'
import { readKaggleSet } from './kaggle.ts'

const HEADER = 'adult,genres,id,imdb_id,original_language,overview,poster_path,release_date,title'

function put(rows: string, ...posters: string[]): string {
  const folder = temporaryFolder()
  mkdirSync(join(folder, 'posters'))
  writeFileSync(join(folder, 'movies_metadata.csv'), `${HEADER}\n${rows}`)
  for (const name of posters) writeFileSync(join(folder, 'posters', name), 'a picture')
  return folder
}

const read = (folder: string) => readKaggleSet(folder, join(folder, 'posters'))

describe('The Movies Dataset as Kaggle ships it', () => {
  it('gives every film once, whatever is wrong with the table', () => {
    const folder = temporaryFolder()
    const table = kaggleTable({ films: 500 })
    writeKaggleFolder(folder, table)
    const set = readTrainingSet({ kind: 'folder', path: folder })
    expect(set.films.map(({ title, genres, language }) => ({ title, genres, language }))).toEqual(
      table.films.map(({ title, genres, language }) => ({ title, genres, language })),
    )
    expect(table.defects).toMatchObject({ cut: 3, doubled: 6, noPoster: 5, badId: 2 })
    expect(set.leftOut).toEqual({ doubled: 6, 'no-poster': 5, 'bad-id': 2 })
    expect(set.noted).toMatchObject({ joined: 3, 'unknown-genre': table.defects.unknownGenre })
    expect(set.films.filter((film) => !film.hasDate)).toHaveLength(table.defects.noDate)
    expect(set.films.filter((film) => film.genres.length === 0)).toHaveLength(table.defects.noGenre)
  })

  it('has a fixture that is the same every time', () => {
    expect(kaggleTable({ films: 60, seed: 3 })).toEqual(kaggleTable({ films: 60, seed: 3 }))
    expect(kaggleTable({ films: 60, seed: 3 }).csv).not.toBe(kaggleTable({ films: 60, seed: 4 }).csv)
  })

  it('finds a picture by id, by imdb id and by the name of the poster', () => {
    const folder = put(
      [
        `False,"[{'id': 28, 'name': 'Action'}]",862,tt0114709,en,,/abC.jpg,1995-10-30,By id`,
        `False,"[{'id': 28, 'name': 'Action'}]",863,tt0114710,en,,/abD.jpg,1995-10-30,By imdb id`,
        `False,"[{'id': 28, 'name': 'Action'}]",864,tt0114711,en,,/abE.jpg,1995-10-30,By poster`,
        `False,"[{'id': 28, 'name': 'Action'}]",865,tt0114712,en,,/ABE.jpg,1995-10-30,Another case`,
      ].join('\n'),
      '862.png',
      '862.jpg',
      'tt0114710.webp',
      'abE.jpg',
      'readme.txt',
    )
    const { films, leftOut } = read(folder)
    expect(films.map(({ file, title }) => [file, title])).toEqual([
      ['862.jpg', 'By id'],
      ['tt0114710.webp', 'By imdb id'],
      ['abE.jpg', 'By poster'],
    ])
    expect(films[0]).toMatchObject({ year: 1995, language: 'en', hasDate: true, filmKey: 'tmdb:862' })
    expect(leftOut).toEqual({ 'no-picture': 1 })
  })

  it('leaves out halves of a row that do not make one, and says where', () => {
    const folder = put(
      [
        `False,[],82663,tt0113002,en,British soldiers`,
        ` - Written by Ørnås,/ff9.jpg,1997-08-20`,
        `False,[],863,tt0114710,en,,/abD.jpg,1995-10-30,Whole`,
      ].join('\n'),
      '863.jpg',
      'ff9.jpg',
    )
    const { films, leftOut, notes } = read(folder)
    expect(films.map(({ title }) => title)).toEqual(['Whole'])
    expect(leftOut).toEqual({ 'bad-id': 2 })
    expect(notes).toEqual([
      { line: 2, reason: 'bad-id' },
      { line: 3, reason: 'bad-id' },
    ])
  })

  it('takes neither a date for an id nor production companies for genres', () => {
    const folder = put(
      [
        `False,"[{'name': 'Carousel Productions', 'id': 11176}]",1997-08-20,0,104.0,,/a.jpg,1,Midnight Man`,
        `False,"[{'name': 'Aniplex', 'id': 2883}, {'name': 'War', 'id': 1}]",7,tt0000007,ja,,/b.jpg,2012-09-29,Mardock`,
        `False,"[{'name': 'War'",8,tt0000008,ja,,/c.jpg,2012-09-29,Unfinished`,
        `False,"__import__('os').system('true')",9,tt0000009,ja,,/d.jpg,2012-09-29,Code`,
      ].join('\n'),
      'a.jpg',
      'b.jpg',
      'c.jpg',
      'd.jpg',
    )
    const { films, leftOut, noted } = read(folder)
    expect(films.map(({ title, genres }) => [title, genres])).toEqual([['Mardock', ['War']]])
    expect(leftOut).toEqual({ 'bad-id': 1, 'bad-genres': 2 })
    expect(noted['unknown-genre']).toBe(1)
  })

  it('lets a name in the table choose only among the pictures of the folder', () => {
    const folder = put(
      `False,[],7,../secret,en,,/../../secret.jpg,2012-09-29,Out\nFalse,[],8,,en,,/sub/c.jpg,2012-09-29,Sub\n`,
      'c.jpg',
    )
    writeFileSync(join(folder, 'secret.jpg'), 'not for you')
    expect(read(folder)).toMatchObject({ films: [], leftOut: { 'no-picture': 2 } })
  })

  it('reads other dates, and notes what is none', () => {
    const row = (id: number, date: string) => `False,[],${id},,en,,,${date},Film ${id}`
    const folder = put(
      [row(1, '1995'), row(2, '0000-00-00'), row(3, '12/11/1995'), row(4, '')].join('\n'),
      '1.jpg',
      '2.jpg',
      '3.jpg',
      '4.jpg',
    )
    const { films, noted } = read(folder)
    expect(films.map(({ year }) => year)).toEqual([1995, null, null, null])
    expect(noted).toEqual({ 'bad-date': 2 })
  })

  it('says what is missing', () => {
    const folder = temporaryFolder()
    expect(() => read(folder)).toThrow(expect.objectContaining({ code: 'dataset/not-a-dataset' }))
    writeFileSync(join(folder, 'movies_metadata.csv'), 'id,title\n1,A\n')
    expect(() => read(folder)).toThrow(expect.objectContaining({ code: 'dataset/bad-columns' }))
    writeFileSync(join(folder, 'movies_metadata.csv'), `${HEADER}\n`)
    expect(() => read(folder)).toThrow(expect.objectContaining({ code: 'folder/not-found' }))
  })
})
