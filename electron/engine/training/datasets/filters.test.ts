import { describe, expect, it } from 'vitest'
import { trainingFilm as film } from '../../../../tests/helpers/training-films.ts'
import type { PictureFacts } from './film.ts'
import { applyFilters, parseFilters } from './filters.ts'

const names = (text: string) => parseFilters(text).map(({ name }) => name)

describe('parseFilters', () => {
  it('knows the paper’s filters by one word', () => {
    expect(names('paper')).toEqual(['no-date', 'no-genre', 'grayscale', 'before=1980'])
  })

  it('leaves out pictures with nothing on them unless the paper’s filters are asked for', () => {
    expect(names('')).toEqual(['low-information'])
    expect(names('none')).toEqual(['low-information'])
    expect(names('no-date')).toEqual(['no-date', 'low-information'])
    expect(names('paper,low-information')).toContain('low-information')
  })

  it('reads every filter, each once, and writes them one way', () => {
    expect(
      names(
        ' paper , low-resolution=100X150, low-resolution, without-genre=science fiction,without-genre=Animation,' +
          'without-language=HI,without-decade=1930,before=1980,after=2015,grayscale,',
      ),
    ).toEqual([
      ...['no-date', 'no-genre', 'grayscale', 'before=1980'],
      ...[
        'low-resolution=100x150',
        'low-resolution',
        'without-genre=Science Fiction',
        'without-genre=Animation',
      ],
      ...['without-language=hi', 'without-decade=1930', 'after=2015'],
    ])
  })

  it.each([
    'papers',
    'paper=1',
    'no-date=1',
    'before',
    'before=19x0',
    'before=',
    'low-resolution=100',
    'low-resolution=100x',
    'low-resolution=',
    'without-genre=Noir',
    'without-genre',
    'without-language=english',
    'without-decade=1935',
    'without-decade=30',
    'low-information=1',
    '__proto__',
  ])('refuses %s by name', (text) => {
    expect(() => parseFilters(`paper,${text}`)).toThrow(
      expect.objectContaining({
        code: 'dataset/bad-filter',
        message: expect.stringContaining(text) as string,
      }),
    )
  })
})

describe('applyFilters', () => {
  it('counts each film left out under the first filter that holds', () => {
    const films = [
      film('kept', { genres: ['War'], grayscale: false }),
      film('dateless', { year: null, hasDate: false, genres: ['War'] }),
      film('genreless'),
      film('grey', { genres: ['War'], grayscale: true }),
      film('old and grey', { genres: ['War'], grayscale: true, year: 1979 }),
      film('old', { genres: ['War'], year: 1979 }),
      film('first of its decade', { genres: ['War'], year: 1980 }),
    ]
    expect(applyFilters(films, parseFilters('paper'))).toEqual({
      kept: [0, 6],
      filtered: { 'no-date': 1, 'no-genre': 1, grayscale: 2, 'before=1980': 1 },
    })
  })

  it.each([
    [
      'without-genre=Animation',
      film('x', { genres: ['Comedy', 'Animation'] }),
      film('y', { genres: ['Comedy'] }),
    ],
    ['without-language=hi', film('x', { language: 'hi' }), film('y', { language: 'en' })],
    ['without-language=hi', film('x', { language: 'hi' }), film('y', { language: null })],
    ['without-decade=1930', film('x', { year: 1939 }), film('y', { year: 1940 })],
    ['without-decade=1930', film('x', { year: 1930 }), film('y', { year: null })],
    ['after=1999', film('x', { year: 2000 }), film('y', { year: 1999 })],
    ['low-resolution', film('x', { width: 99, height: 300 }), film('y', { width: 100, height: 150 })],
    ['low-resolution=10x200', film('x', { width: 99, height: 199 }), film('y')],
  ])('%s leaves out the film it means and no other', (text, out, kept) => {
    expect(applyFilters([out, kept], parseFilters(text))).toEqual({
      kept: [1],
      filtered: { [text]: 1, 'low-information': 0 },
    })
  })

  it('goes by the pictures once they have been read', () => {
    const films = ['bad', 'flat', 'small', 'grey', 'not grey', 'said grey', 'fine'].map((file) =>
      film(file, { width: 500, height: 700, ...(file === 'said grey' ? { grayscale: true } : {}) }),
    )
    films[4] = film('not grey', { grayscale: false })
    const facts: PictureFacts = {
      ok: [0, 1, 1, 1, 1, 1, 1],
      grayscale: [0, 0, 0, 1, 1, 0, 0],
      lowInformation: [0, 1, 0, 0, 0, 0, 0],
      width: [0, 200, 50, 200, 200, 200, 200],
      height: [0, 300, 300, 300, 300, 300, 300],
    }
    expect(applyFilters(films, parseFilters('grayscale,low-resolution'), facts)).toEqual({
      kept: [4, 6],
      filtered: { unreadable: 1, grayscale: 2, 'low-resolution': 1, 'low-information': 1 },
    })
  })
})
