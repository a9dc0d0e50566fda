import type { InputSize } from '../../images/preprocess.ts'
import { isIdentity, warp } from '../augment/affine.ts'
import { drawsFor } from '../augment/draws.ts'
import { blur, throughJpeg } from '../augment/filters.ts'
import type { Mixing } from '../augment/mixing.ts'
import { mixBatch } from '../augment/mixing.ts'
import type { Recipe } from '../augment/recipe.ts'
import { bothRecipes, drawRecipe, tonesOf } from '../augment/recipe.ts'
import type { AugmentSpec } from '../augment/spec.ts'
import type { PixelPlace } from './cache-file.ts'
import { readPictures } from './cache-file.ts'
import { openToRead } from './open-file.ts'

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
  /** uint8 n × height × width × 3. */
  pixels: Uint8Array
  /** Null when no picture has anything of another. */
  mixing: Mixing | null
}

export interface Renderer {
  /** What comes out depends on the settings and the request alone. */
  batch(request: BatchRequest): Promise<RenderedBatch>
  close(): void
}

/** Reads and augments batches from a cache's file. */
export function createRenderer(path: string, settings: RenderSettings): Renderer {
  const { size, input, seed } = settings
  const file = openToRead(path)
  const tones = new Uint8Array(256)
  let read = new Uint8Array(0)

  return {
    async batch(request) {
      const { films, epoch, step } = request
      const count = films.length
      if (read.length < count * size) read = new Uint8Array(count * size)
      readPictures(file.descriptor(), films, settings, read)
      const pixels = new Uint8Array(count * size)
      const recipes = Array.from(films, (_, place) => recipeOf(settings, request, place))
      const ofPlace = (bytes: Uint8Array, place: number) => bytes.subarray(place * size, (place + 1) * size)
      for (const [place, recipe] of recipes.entries()) {
        const target = ofPlace(pixels, place)
        if (isIdentity(recipe.affine) && recipe.brightness.length === 0) target.set(ofPlace(read, place))
        else warp(ofPlace(read, place), target, input, recipe.affine, tonesOf(recipe.brightness, tones))
        blur(target, input, recipe.blur)
      }
      for (const [place, { jpeg }] of recipes.entries())
        if (jpeg > 0) await throughJpeg(ofPlace(pixels, place), input, jpeg)
      return { pixels, mixing: mixBatch(pixels, settings.augment, { seed, epoch, step, count, input }) }
    },
    close: () => {
      file.close()
    },
  }
}

/** A fixed copy is drawn from its film and number, the same in every epoch, and what the epoch adds comes on top. */
function recipeOf(settings: RenderSettings, request: BatchRequest, place: number): Recipe {
  const { seed, input } = settings
  const draws = drawsFor(seed, 'picture', request.epoch, request.step, place)
  const recipe = drawRecipe(settings.augment, input, draws)
  const film = request.films[place] ?? 0
  const copy = request.copies[place] ?? 0
  if (copy === 0) return recipe
  return bothRecipes(drawRecipe(settings.copies, input, drawsFor(seed, 'copy', film, copy)), recipe)
}
