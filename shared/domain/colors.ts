/** Colours by name, as a person asks for them. A poster has those that cover a good part of it. */
export const COLOR_NAMES = ['red', 'orange', 'yellow', 'green', 'blue', 'purple', 'black', 'white'] as const
export type ColorName = (typeof COLOR_NAMES)[number]

/** A set of colour names, one bit each in the order of `COLOR_NAMES`. */
export function colorBits(names: readonly ColorName[]): number {
  let bits = 0
  for (const name of names) bits |= 1 << COLOR_NAMES.indexOf(name)
  return bits
}
