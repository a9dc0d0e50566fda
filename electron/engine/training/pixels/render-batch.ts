import type { InputSize } from '../../images/preprocess.ts'
import { isIdentity, warp } from '../augment/affine.ts'
import { drawsFor } from '../augment/draws.ts'
import type { Recipe } from '../augment/recipe.ts'
import { bothRecipes, drawRecipe, tonesOf } from '../augment/recipe.ts'
import type { AugmentSpec } from '../augment/spec.ts'
import type { PixelPlace } from './cache-file.ts'
import { readPictures } from './cache-file.ts'

/** What does not change from batch to batch. */
export interface RenderSettings extends PixelPlace {
  input: InputSize
  augment: AugmentSpec
  /** What the fixed copies are made with. */
  copies: AugmentSpec
  seed: number
}

/** One batch asked for: pictures by place in the cache, and which copy of each. */
export interface BatchRequest {
  epoch: number
  step: number
  films: Int32Array
  copies: Int32Array
}

export interface RenderedBatch {
  pixels: Uint8Array
}

const tones = new Uint8Array(256)

/** Reads and augments one batch. What comes out depends on the settings and the request alone. */
export async function renderBatch(
  descriptor: number,
  settings: RenderSettings,
  request: BatchRequest,
): Promise<RenderedBatch> {
  const { size, input } = settings
  const source = readPictures(descriptor, request.films, settings)
  const pixels = new Uint8Array(source.length)
  for (let place = 0; place < request.films.length; place++) {
    const recipe = recipeOf(settings, request, place)
    const from = source.subarray(place * size, (place + 1) * size)
    const to = pixels.subarray(place * size, (place + 1) * size)
    if (isIdentity(recipe.affine) && recipe.brightness.length === 0) to.set(from)
    else warp(from, to, input, recipe.affine, tonesOf(recipe.brightness, tones))
  }
  return Promise.resolve({ pixels })
}

function recipeOf(settings: RenderSettings, request: BatchRequest, place: number): Recipe {
  const { seed, input } = settings
  const draws = drawsFor(seed, 'picture', request.epoch, request.step, place)
  const recipe = drawRecipe(settings.augment, input, draws)
  const film = request.films[place] ?? 0
  const copy = request.copies[place] ?? 0
  if (copy === 0) return recipe
  return bothRecipes(drawRecipe(settings.copies, input, drawsFor(seed, 'copy', film, copy)), recipe)
}
