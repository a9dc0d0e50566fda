import { describe, expect, it } from 'vitest'
import { countWords, folderName, numberWords } from './words.ts'

describe('numbers and names in words', () => {
  it('groups thousands', () => {
    expect(numberWords(100412)).toBe('100,412')
  })

  it('tells one from many', () => {
    expect(countWords(1, 'poster')).toBe('1 poster')
    expect(countWords(0, 'poster')).toBe('0 posters')
    expect(countWords(2, 'NFO file')).toBe('2 NFO files')
  })

  it('calls a folder by its last name on either kind of system', () => {
    expect(folderName('/media/films/Movies/')).toBe('Movies')
    expect(folderName('D:\\Media\\Movies')).toBe('Movies')
    expect(folderName('/')).toBe('/')
  })
})
