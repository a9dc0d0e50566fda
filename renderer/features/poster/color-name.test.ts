import { describe, expect, it } from 'vitest'
import { colorNameOf } from './color-name.ts'

describe('the name of a colour', () => {
  it.each([
    ['#a31518', 'red'],
    ['#e6741e', 'orange'],
    ['#f5d547', 'yellow'],
    ['#2f8f4e', 'green'],
    ['#1e5f9c', 'blue'],
    ['#6b3fa0', 'purple'],
    ['#0b0b0d', 'black'],
    ['#f4f1ea', 'white'],
  ])('%s is %s', (color, name) => {
    expect(colorNameOf(color)).toBe(name)
  })

  it('is none for a middling grey, nor for what is no colour', () => {
    expect(colorNameOf('#7f8081')).toBeNull()
    expect(colorNameOf('red')).toBeNull()
  })
})
