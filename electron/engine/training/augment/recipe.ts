import type { InputSize } from '../../images/preprocess.ts'
import type { Affine } from './affine.ts'
import { composed, IDENTITY } from './affine.ts'
import type { AugmentSpec } from './spec.ts'

/** What is done to one picture of one batch. */
export interface Recipe {
  affine: Affine
  /** Factors of brightness, one after the other. */
  brightness: number[]
  /** Standard deviation in pixels, 0 for none. */
  blur: number
  /** JPEG quality, 0 for none. */
  jpeg: number
}

/**
 * Draws what is done to a picture. Each augmentation takes its numbers in a fixed order, and only if it is on.
 * In the order in which they would be done one by one: crop, flip, zoom, rotation, brightness, blur, JPEG.
 */
export function drawRecipe(spec: AugmentSpec, input: InputSize, random: () => number): Recipe {
  const between = (least: number, most: number) => least + (most - least) * random()
  let affine = IDENTITY
  if (spec.crop !== null) affine = cropOf(spec.crop, input, random)
  if (spec.flip && random() < 0.5) affine = composed([-1, 0, 0, 0, 1, 0], affine)
  if (spec.zoom !== null) {
    const across = between(1 - spec.zoom, 1 + spec.zoom)
    const down = between(1 - spec.zoom, 1 + spec.zoom)
    affine = composed([across, 0, 0, 0, down, 0], affine)
  }
  if (spec.rotation !== null) {
    const radians = (between(-spec.rotation, spec.rotation) * Math.PI) / 180
    const [cos, sin] = [Math.cos(radians), Math.sin(radians)]
    affine = composed([cos, -sin, 0, sin, cos, 0], affine)
  }
  const brightness = spec.brightness === null ? [] : [between(1 - spec.brightness, 1 + spec.brightness)]
  const blur = spec.blur === null ? 0 : between(0, spec.blur)
  const jpeg = spec.jpeg === null ? 0 : Math.round(between(spec.jpeg, 95))
  return { affine, brightness, blur, jpeg }
}

function cropOf(share: number, { height, width }: InputSize, random: () => number): Affine {
  const side = 1 - share * random()
  const across = (random() - 0.5) * (1 - side) * width
  const down = (random() - 0.5) * (1 - side) * height
  return [side, 0, across, 0, side, down]
}

/** A picture that was already changed, changed again: one map, so that it is read once. */
export function bothRecipes(first: Recipe, second: Recipe): Recipe {
  return {
    affine: composed(second.affine, first.affine),
    brightness: [...first.brightness, ...second.brightness],
    blur: Math.hypot(first.blur, second.blur),
    jpeg: second.jpeg === 0 ? first.jpeg : second.jpeg,
  }
}

/** What each of the 256 values becomes. */
export function tonesOf(factors: readonly number[], into: Uint8Array): Uint8Array {
  for (let value = 0; value < 256; value++) {
    let tone = value
    for (const factor of factors) tone = Math.min(255, Math.max(0, Math.round(tone * factor)))
    into[value] = tone
  }
  return into
}
