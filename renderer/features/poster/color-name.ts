import type { ColorName } from '#shared/contract/values.ts'

const HUES: readonly [belowDegrees: number, name: ColorName][] = [
  [18, 'red'],
  [45, 'orange'],
  [70, 'yellow'],
  [165, 'green'],
  [260, 'blue'],
  [335, 'purple'],
  [361, 'red'],
]

/** The name by which posters with a colour (`#rrggbb`) are asked for; null for a grey that has none. */
export function colorNameOf(color: string): ColorName | null {
  const digits = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(color)?.slice(1)
  if (digits === undefined) return null
  const [red = 0, green = 0, blue = 0] = digits.map((pair) => parseInt(pair, 16) / 255)
  const highest = Math.max(red, green, blue)
  const spread = highest - Math.min(red, green, blue)
  const lightness = highest - spread / 2
  if (lightness < 0.14 || (lightness < 0.22 && spread < 0.12)) return 'black'
  if (lightness > 0.86 && spread < 0.18) return 'white'
  if (spread < 0.1) return null
  const hue = hueOf(red, green, blue, highest, spread)
  return HUES.find(([below]) => hue < below)?.[1] ?? null
}

function hueOf(red: number, green: number, blue: number, highest: number, spread: number): number {
  let turn = (red - green) / spread + 4
  if (highest === red) turn = (green - blue) / spread
  else if (highest === green) turn = (blue - red) / spread + 2
  return (turn * 60 + 360) % 360
}
