import { describe, expect, it } from 'vitest'
import { folderName, numberWords, shareWords, sizeWords } from './words.ts'

describe('numbers and names in words', () => {
  it('groups thousands', () => {
    expect(numberWords(100412)).toBe('100,412')
  })

  it('calls a folder by its last name on either kind of system', () => {
    expect(folderName('/media/films/Movies/')).toBe('Movies')
    expect(folderName('D:\\Media\\Movies')).toBe('Movies')
    expect(folderName('/')).toBe('/')
  })

  it('writes sizes and shares', () => {
    expect(sizeWords(0)).toBe('0 bytes')
    expect(sizeWords(1204)).toBe('1.2 kB')
    expect(sizeWords(34_000_000)).toBe('34 MB')
    expect(shareWords(0.733)).toBe('73%')
    expect(shareWords(0.8811, 1)).toBe('88.1%')
  })
})
