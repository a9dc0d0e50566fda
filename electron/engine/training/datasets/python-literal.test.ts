import { describe, expect, it } from 'vitest'
import { parseLiteral } from './python-literal.ts'

describe('parseLiteral', () => {
  it.each([
    [
      `[{'id': 16, 'name': 'Animation'}, {'id': 35, 'name': 'Comedy'}]`,
      [
        { id: 16, name: 'Animation' },
        { id: 35, name: 'Comedy' },
      ],
    ],
    [
      `{'name': "Painter's Studio", 'path': None, 'ok': True, 'x': -1.5e3}`,
      { name: "Painter's Studio", path: null, ok: true, x: -1500 },
    ],
    [String.raw`'it\'s "so" \\ \u00e9 \xe9 \U0001F600 \q'`, 'it\'s "so" \\ é é 😀 \\q'],
    ['[]', []],
    ['[1, 2, ]', [1, 2]],
    [
      '[{"id": 16, "name": "A\\/B", "none": null, "is": false}]',
      [{ id: 16, name: 'A/B', none: null, is: false }],
    ],
    [' nan ', null],
    ['(1, (2,))', [1, [2]]],
  ])('reads %s', (text, value) => {
    expect(parseLiteral(text)).toEqual(value)
  })

  it.each([
    '',
    '[',
    `[{'id': 16}`,
    `'open`,
    `[1 2]`,
    `{'a' 1}`,
    `{[]: 1}`,
    `[1] trailing`,
    `os.system('x')`,
    `[f'{x}']`,
    `'\\u12'`,
    `'\\U00110000'`,
    '1-1',
    'Infinity',
    '['.repeat(100_000),
    `${'['.repeat(40)}${']'.repeat(40)}`,
  ])('reads nothing else: %.20s', (text) => {
    expect(parseLiteral(text)).toBeUndefined()
  })

  it('keeps a key that means something to JavaScript as a key', () => {
    const value = parseLiteral(`{'__proto__': {'name': 'x'}}`) as object
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype)
    expect(Object.keys(value)).toEqual(['__proto__'])
  })
})
