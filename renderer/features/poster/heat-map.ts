import type { ActivationGrid } from '#shared/contract/poster.ts'

/** Which part of a picture a map lights up. */
export type MapPlace = 'nothing' | 'everywhere' | 'scattered' | `${Row}${Column}`
type Row = 'upper' | 'middle' | 'lower'
type Column = 'Left' | 'Centre' | 'Right' | 'All'

/** Below this share of what weighs most either way, nothing is called a reason. */
const LEAST = 0.3
/** Of the strongest place; what is above counts as lit. */
const LIT = 0.5
const MOST_LIT = 0.6
/** A band over the whole width rather than a place in it. */
const WIDE = 0.75
const [BEFORE, AFTER] = [0.42, 0.58]
const SAMPLES = 24

/**
 * Value of a map at a point of the picture (shares of its width and height), between the grid's places: a quadratic
 * B-spline through three places each way, so that what is drawn has no corners.
 */
export function valueAt({ rows, columns, values, area }: ActivationGrid, x: number, y: number): number {
  const across = weightsAt((area.left + x * area.width) * columns - 0.5)
  const down = weightsAt((area.top + y * area.height) * rows - 0.5)
  let value = 0
  for (let row = 0; row < 3; row++) {
    const from = clamp(down.middle + row - 1, rows - 1) * columns
    for (let column = 0; column < 3; column++) {
      const place = from + clamp(across.middle + column - 1, columns - 1)
      value += (down.weights[row] as number) * (across.weights[column] as number) * (values[place] ?? 0)
    }
  }
  return value
}

function weightsAt(point: number): { middle: number; weights: readonly [number, number, number] } {
  const middle = Math.round(point)
  const off = point - middle
  return { middle, weights: [(0.5 - off) ** 2 / 2, 0.75 - off ** 2, (0.5 + off) ** 2 / 2] }
}

function clamp(value: number, most: number): number {
  return Math.min(Math.max(value, 0), most)
}

/** Points all over the picture with their values: bars beside it have none. */
function pointsOf(grid: ActivationGrid): { x: number; y: number; value: number }[] {
  return Array.from({ length: SAMPLES * SAMPLES }, (_, at) => {
    const [x, y] = [((at % SAMPLES) + 0.5) / SAMPLES, (Math.floor(at / SAMPLES) + 0.5) / SAMPLES]
    return { x, y, value: valueAt(grid, x, y) }
  })
}

/** What a place of the picture must have to count as lit; null where nothing on it does. */
function litFrom(points: ReturnType<typeof pointsOf>): number | null {
  const most = Math.max(...points.map(({ value }) => value))
  return most < LEAST ? null : most * LIT
}

/** What a map says in words: where on the picture most of what speaks for the genre lies. */
export function placeOf(grid: ActivationGrid): MapPlace {
  const points = pointsOf(grid)
  const edge = litFrom(points)
  if (edge === null) return 'nothing'
  const lit = points.filter(({ value }) => value >= edge)
  if (lit.length > points.length * MOST_LIT) return 'everywhere'
  const mean = (of: (point: { x: number; y: number }) => number) =>
    lit.reduce((sum, point) => sum + of(point), 0) / lit.length
  const [x, y] = [mean((point) => point.x), mean((point) => point.y)]
  if (valueAt(grid, x, y) < edge) return 'scattered'
  const spread = Math.max(...lit.map((point) => point.x)) - Math.min(...lit.map((point) => point.x))
  const row = y < BEFORE ? 'upper' : y > AFTER ? 'lower' : 'middle'
  if (spread > WIDE && x > BEFORE && x < AFTER) return `${row}All`
  return `${row}${x < BEFORE ? 'Left' : x > AFTER ? 'Right' : 'Centre'}`
}

/** Red, green and blue, 0 to 255. */
export type Rgb = readonly [number, number, number]

/** How much of the veil lies where nothing speaks for the genre, and of the glow where most does. */
const VEIL = 0.68
const GLOW = 0.34
/** The line around what counts as lit, and how flat a map may lie before its line would become a plain. */
const LINE = 0.9
const LINE_PX = 1.1
const FLATTEST = 0.003

/**
 * The map as pixels to lay over the picture: what says nothing lies under a veil, what says most glows, with a line
 * around it; all of it is veiled where {@link placeOf} says nothing. Red, green, blue and opacity, width × height.
 */
export function paintMap(
  grid: ActivationGrid,
  { width, height }: { width: number; height: number },
  { veil, glow }: { veil: Rgb; glow: Rgb },
): Uint8ClampedArray<ArrayBuffer> {
  const edge = litFrom(pointsOf(grid))
  const values = new Float32Array(width * height)
  if (edge !== null) fill(values, grid, { width, height })
  const pixels = new Uint8ClampedArray(width * height * 4)
  for (let pixel = 0; pixel < values.length; pixel++) {
    const value = values[pixel] as number
    const slope = Math.max(FLATTEST, slopeAt(values, pixel, width))
    const onLine = edge === null ? 0 : clamp(LINE_PX + 0.5 - Math.abs(value - edge) / slope, 1)
    const strength = smooth(value)
    const ofGlow = Math.max(GLOW * strength, LINE * Math.max(0, onLine))
    const ofVeil = VEIL * (1 - strength) * (1 - ofGlow)
    const whole = ofGlow + ofVeil
    for (let channel = 0; channel < 3; channel++) {
      const mixed = (glow[channel] ?? 0) * ofGlow + (veil[channel] ?? 0) * ofVeil
      pixels[pixel * 4 + channel] = whole === 0 ? 0 : mixed / whole
    }
    pixels[pixel * 4 + 3] = whole * 255
  }
  return pixels
}

function fill(
  values: Float32Array,
  grid: ActivationGrid,
  { width, height }: { width: number; height: number },
): void {
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++)
      values[y * width + x] = valueAt(grid, (x + 0.5) / width, (y + 0.5) / height)
  }
}

/** How much a map changes from a pixel to the next. */
function slopeAt(values: Float32Array, pixel: number, width: number): number {
  const value = values[pixel] as number
  const right = (pixel + 1) % width === 0 ? (values[pixel - 1] ?? value) : (values[pixel + 1] ?? value)
  const below = values[pixel + width] ?? values[pixel - width] ?? value
  return Math.hypot(right - value, below - value)
}

/** Slow at both ends, so that neither a weak nor a strong place has a hard edge. */
function smooth(value: number): number {
  const share = clamp(value, 1)
  return share * share * (3 - 2 * share)
}

/** `#rrggbb` to numbers; black for what is none. */
export function rgbOf(color: string): Rgb {
  const [, red = '0', green = '0', blue = '0'] =
    /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(color.trim()) ?? []
  return [red, green, blue].map((part) => Number.parseInt(part, 16)) as unknown as Rgb
}
