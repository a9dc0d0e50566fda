/** Width and height of every drawn sample, in pixels and in SVG user units alike. */
export const WIDTH = 500
export const HEIGHT = 750

/** What one drawn poster is: its name, what a person would call it, and how to draw it. */
export interface Sample {
  title: string
  year: number
  /** The genre the drawing honestly shows, one of the model's labels. */
  genre: string
  /** Standard deviation of the film grain in 8-bit levels. */
  grain: number
  /** Returns the inside of the SVG (500×750 user units); `random` is seeded by the title. */
  draw: (random: Random) => string
}

/** Uniform numbers from `low` to `high`, the same on every machine. */
export type Random = (low: number, high: number) => number

/** Mulberry32 seeded by the FNV-1a hash of a text. */
export function seededRandom(seed: string): Random {
  let state = 0x811c9dc5
  for (const character of seed) state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 0x01000193)
  return (low, high) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return low + (((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296) * (high - low)
  }
}

/** Calls `make` for 0 … count − 1 and joins the pieces. */
export function repeat(count: number, make: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => make(index)).join('')
}

const stopTags = (stops: string[]): string =>
  stops
    .map((stop) => {
      const [offset, colour, opacity] = stop.split(' ')
      return `<stop offset="${offset}%" stop-color="${colour}" stop-opacity="${opacity ?? 1}"/>`
    })
    .join('')

/** Linear gradient from top to bottom (or left to right); stops are "offset colour [opacity]". */
export function linear(id: string, stops: string[], across = false): string {
  const end = across ? 'x2="1" y2="0"' : 'x2="0" y2="1"'
  return `<linearGradient id="${id}" x1="0" y1="0" ${end}>${stopTags(stops)}</linearGradient>`
}

/** Radial gradient in the bounding box; stops as in `linear`. */
export function radial(id: string, stops: string[], cx = 0.5, cy = 0.5, r = 0.5): string {
  return `<radialGradient id="${id}" cx="${cx}" cy="${cy}" r="${r}">${stopTags(stops)}</radialGradient>`
}

const OPEN_REGION = 'x="-50%" y="-50%" width="200%" height="200%" color-interpolation-filters="sRGB"'

/** Gaussian blur filter. */
export function blur(id: string, deviation: number | string): string {
  return `<filter id="${id}" ${OPEN_REGION}><feGaussianBlur stdDeviation="${deviation}"/></filter>`
}

/** Filter that frays outlines, so that cut paper becomes bark, rock or fire. */
export function fray(
  id: string,
  frequency: number | string,
  scale: number,
  seed: number,
  soften = 0,
): string {
  return (
    `<filter id="${id}" ${OPEN_REGION}><feTurbulence type="fractalNoise" baseFrequency="${frequency}" ` +
    `numOctaves="4" seed="${seed}"/><feDisplacementMap in="SourceGraphic" scale="${scale}" ` +
    `xChannelSelector="R" yChannelSelector="G"/><feGaussianBlur stdDeviation="${soften}"/></filter>`
  )
}

/**
 * Cloud, smoke or stone over a rectangle: noise of one colour (0–1 each) whose alpha is noise × gain + bias.
 * The optional mask id keeps it to a place.
 */
export function cloud(options: {
  id: string
  colour: [number, number, number]
  frequency: number | string
  seed: number
  gain: number
  bias: number
  box?: [number, number, number, number]
  mask?: string
  octaves?: number
}): string {
  const { id, colour, frequency, seed, gain, bias, mask, octaves = 5 } = options
  const [x, y, width, height] = options.box ?? [0, 0, WIDTH, HEIGHT]
  const [red, green, blue] = colour
  return (
    `<filter id="${id}" x="0" y="0" width="1" height="1" color-interpolation-filters="sRGB">` +
    `<feTurbulence type="fractalNoise" baseFrequency="${frequency}" numOctaves="${octaves}" seed="${seed}"/>` +
    `<feColorMatrix values="0 0 0 0 ${red} 0 0 0 0 ${green} 0 0 0 0 ${blue} ${gain} 0 0 0 ${bias}"/></filter>` +
    `<g${mask === undefined ? '' : ` mask="url(#${mask})"`}>` +
    `<rect x="${x}" y="${y}" width="${width}" height="${height}" filter="url(#${id})"/></g>`
  )
}

/** A mask that shows from `stops` (white shows, black hides), top to bottom over the whole sheet. */
export function fadeMask(id: string, stops: string[]): string {
  return `${linear(`${id}-g`, stops)}<mask id="${id}" maskUnits="userSpaceOnUse" x="0" y="0" width="${WIDTH}" height="${HEIGHT}">${sheet(`url(#${id}-g)`)}</mask>`
}

/** A mask that shows an ellipse and fades softly outwards. */
export function spotMask(id: string, cx: number, cy: number, rx: number, ry: number, core = 55): string {
  return (
    `${radial(`${id}-g`, [`${core} #fff`, '100 #000'])}<mask id="${id}" maskUnits="userSpaceOnUse" x="-500" y="-500" ` +
    `width="1500" height="1750"><ellipse cx="${cx}" cy="${cy}" rx="${rx}" ry="${ry}" fill="url(#${id}-g)"/></mask>`
  )
}

/** A rectangle over the whole sheet. */
export function sheet(fill: string, extra = ''): string {
  return `<rect width="${WIDTH}" height="${HEIGHT}" fill="${fill}" ${extra}/>`
}

/** Darkens the corners. */
export function vignette(opacity: number, colour = '#000'): string {
  return (
    radial('vignette', [`45 ${colour} 0`, `100 ${colour} ${opacity}`], 0.5, 0.45, 0.8) +
    sheet('url(#vignette)')
  )
}

/**
 * Filter that prints a picture in few inks: its grey value (after a blur that melts small detail) picks one of the
 * colours, darkest first; `steps` is "discrete" for flat inks, "table" for smooth ones.
 */
export function inks(
  id: string,
  colours: [number, number, number][],
  steps: 'discrete' | 'table',
  soften = 0,
): string {
  const channel = (index: number): string =>
    colours.map((colour) => ((colour[index] ?? 0) / 255).toFixed(3)).join(' ')
  const grey = '.3 .59 .11 0 0 '
  return (
    `<filter id="${id}" ${OPEN_REGION}><feGaussianBlur stdDeviation="${soften}"/>` +
    `<feColorMatrix values="${grey}${grey}${grey}0 0 0 1 0"/><feComponentTransfer>` +
    `<feFuncR type="${steps}" tableValues="${channel(0)}"/><feFuncG type="${steps}" tableValues="${channel(1)}"/>` +
    `<feFuncB type="${steps}" tableValues="${channel(2)}"/></feComponentTransfer></filter>`
  )
}

/** Families used; the first is what the committed pictures were drawn with, the rest is what may be there instead. */
export const FONTS = {
  tall: "'Bebas Neue', 'Liberation Sans Narrow', sans-serif",
  round: "'League Spartan', 'DejaVu Sans', sans-serif",
  book: "'EB Garamond', 'EB Garamond 12', 'Liberation Serif', serif",
  roman: "'Liberation Serif', serif",
  plain: "'Liberation Sans', 'Arial', sans-serif",
  narrow: "'Liberation Sans Narrow', 'DejaVu Sans Condensed', sans-serif",
  script: "'Dancing Script', 'EB Garamond', serif",
} as const

export interface Lettering {
  size: number
  fill: string
  font?: keyof typeof FONTS
  x?: number
  anchor?: 'start' | 'middle' | 'end'
  weight?: number
  spacing?: number
  extra?: string
}

/** One line of type with its baseline at `y`. */
export function text(words: string, y: number, style: Lettering): string {
  const { size, fill, font = 'tall', x = WIDTH / 2, anchor = 'middle', weight = 400, spacing = 0 } = style
  const escaped = words.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  return (
    `<text x="${x}" y="${y}" font-family="${FONTS[font]}" font-size="${size}" font-weight="${weight}" fill="${fill}" ` +
    `text-anchor="${anchor}" letter-spacing="${spacing}" ${style.extra ?? ''}>${escaped}</text>`
  )
}

const CREDITS = [
  'MERIDIAN ROW PICTURES PRESENTS A LANTERN HOUSE PRODUCTION A FILM BY ODA FENWICK',
  'MARIT SOLANDER  JONAH PELL  INES CARROW  TOBIAS WREN  MUSIC BY LEV ARDEN  EDITED BY P. HOLLIS',
  'PHOTOGRAPHY RUTH OKELL  WRITTEN BY ANSEL GRAY  PRODUCED BY C. MARLOWE  DIRECTED BY ODA FENWICK',
]

/** The block of small credits at the foot of a sheet; every name in it is invented. */
export function billing(y: number, fill: string, size = 9.4): string {
  return CREDITS.map((line, index) =>
    text(line, y + index * (size + 2), { size, fill, font: 'narrow', spacing: 0.2 }),
  ).join('')
}
