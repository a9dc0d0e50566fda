/** Colours by name, as a person asks for them. A poster has those that cover a good part of it. */
export const COLOR_NAMES = ['red', 'orange', 'yellow', 'green', 'blue', 'purple', 'black', 'white'] as const
export type ColorName = (typeof COLOR_NAMES)[number]

/** A set of colour names, one bit each in the order of `COLOR_NAMES`. */
export function colorBits(names: readonly ColorName[]): number {
  let bits = 0
  for (const name of names) bits |= 1 << COLOR_NAMES.indexOf(name)
  return bits
}

export interface PaletteShare {
  /** `#rrggbb` */
  color: string
  /** 0..1 of the picture. */
  share: number
}

/**
 * From this share on a poster has a colour. An eighth is a coat or a title one remembers. Most posters have dark
 * corners and pale letters, so black must be half of it and white three tenths: then each holds a seventh to a
 * quarter of 3,786 real posters, and no name more.
 */
const NEEDED: Partial<Record<ColorName, number>> = { black: 0.5, white: 0.3 }
const NEEDED_OF_A_HUE = 0.12

/** The names of the colours that cover a good part of a picture, as bits; several shades of one add up. */
export function colorsOfPalette(palette: readonly PaletteShare[]): number {
  const shares = new Map<ColorName, number>()
  for (const { color, share } of palette) {
    const name = nameOfColor(color)
    if (name !== null) shares.set(name, (shares.get(name) ?? 0) + share)
  }
  return colorBits(COLOR_NAMES.filter((name) => (shares.get(name) ?? 0) >= (NEEDED[name] ?? NEEDED_OF_A_HUE)))
}

/** Where in OKLCH, in degrees of hue, each name ends. Pink is red's, brown is orange's, turquoise is green's. */
const HUES: readonly (readonly [below: number, name: ColorName])[] = [
  [40, 'red'],
  [75, 'orange'],
  [112, 'yellow'],
  [185, 'green'],
  [282, 'blue'],
  [345, 'purple'],
  [360, 'red'],
]
/** With less chroma than this a colour is grey to the eye; in the dark it takes more to be seen as a hue. */
const GREY_BELOW = 0.05
const DARK_GREY_BELOW = 0.07
const DARK = 0.3
const NEARLY_BLACK = 0.22
const LIGHT = 0.85

/** The name of one colour, null for greys between black and white. */
export function nameOfColor(color: string): ColorName | null {
  const { lightness, chroma, hue } = oklch(color)
  if (lightness < NEARLY_BLACK) return 'black'
  if (chroma < (lightness < DARK ? DARK_GREY_BELOW : GREY_BELOW)) {
    return lightness < DARK ? 'black' : lightness > LIGHT ? 'white' : null
  }
  return HUES.find(([below]) => hue < below)?.[1] ?? 'red'
}

/** sRGB as `#rrggbb` to OKLCH (Ottosson 2020). */
function oklch(color: string): { lightness: number; chroma: number; hue: number } {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => linear(parseInt(color.slice(at, at + 2), 16) / 255))
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
  const x = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s
  const y = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s
  return {
    lightness: 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    chroma: Math.hypot(x, y),
    hue: ((Math.atan2(y, x) * 180) / Math.PI + 360) % 360,
  }
}

function linear(unit: number): number {
  return unit <= 0.04045 ? unit / 12.92 : ((unit + 0.055) / 1.055) ** 2.4
}
