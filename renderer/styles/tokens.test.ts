import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const css = readFileSync(join(import.meta.dirname, 'tokens.css'), 'utf8')

type Colour = readonly [red: number, green: number, blue: number]

/** The colours that a block of rules names: the last block whose selector is this. */
function coloursOf(selector: string): Map<string, Colour> {
  const start = css.indexOf(`${selector} {`)
  const block = css.slice(start, css.indexOf('}', start))
  const found = [...block.matchAll(/--([\w-]+): #([0-9a-f]{3,6});/g)]
  return new Map(found.map(([, name = '', hex = '']) => [name, colourOf(hex)]))
}

function colourOf(hex: string): Colour {
  const long = hex.length === 3 ? [...hex].map((digit) => digit + digit).join('') : hex
  return [0, 2, 4].map((at) => parseInt(long.slice(at, at + 2), 16)) as unknown as Colour
}

/** WCAG 2.2, relative luminance. */
function luminance(colour: Colour): number {
  const [red = 0, green = 0, blue = 0] = colour.map((value) => {
    const share = value / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(one: Colour, other: Colour): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((left, right) => right - left)
  return (light + 0.05) / (dark + 0.05)
}

const mix = (colour: Colour, share: number, ground: Colour) =>
  colour.map((value, at) => value * share + (ground[at] ?? 0) * (1 - share)) as unknown as Colour

const THEMES = { dark: ':root', light: ":root[data-theme='light']" }
const AA = 4.5

describe.each(Object.entries(THEMES))('the colours of the %s theme', (_, selector) => {
  const colours = coloursOf(selector)
  const colour = (name: string): Colour => {
    const found = colours.get(name)
    if (found === undefined) throw new Error(`There is no --${name}.`)
    return found
  }
  const grounds = ['ground-0', 'ground-1', 'ground-2'] as const
  const tooFaint = (cases: [name: string, text: Colour, ground: Colour][]) =>
    cases
      .map(([name, text, ground]) => [name, Math.round(contrast(text, ground) * 100) / 100] as const)
      .filter(([, ratio]) => ratio < AA)

  it('are legible on every ground', () => {
    const texts = ['text-1', 'text-2', 'text-3', 'accent', 'yes', 'no']
    const cases = texts.flatMap((text) =>
      grounds.map((ground): [string, Colour, Colour] => [
        `${text} on ${ground}`,
        colour(text),
        colour(ground),
      ]),
    )
    expect(tooFaint(cases)).toEqual([])
  })

  it('are legible on their fills', () => {
    const fills = [
      ['accent', 'accent', 0.13],
      ['yes', 'yes', 0.12],
      ['no', 'no', 0.12],
      ['text-1', 'text-1', 0.09],
      ['text-2', 'text-1', 0.06],
      ['text-1', 'accent', 0.13],
    ] as const
    const cases = fills.flatMap(([text, fill, share]) =>
      grounds.map((ground): [string, Colour, Colour] => [
        `${text} on ${fill} fill on ${ground}`,
        colour(text),
        mix(colour(fill), share, colour(ground)),
      ]),
    )
    expect(tooFaint(cases)).toEqual([])
    expect(contrast(colour('on-accent'), colour('accent'))).toBeGreaterThanOrEqual(AA)
  })
})

describe('the light theme', () => {
  it('is the same by the system’s wish and by the person’s', () => {
    expect(coloursOf(":root:not([data-theme='dark'])")).toEqual(coloursOf(":root[data-theme='light']"))
  })
})
