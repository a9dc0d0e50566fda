import type { Head } from '../heads.ts'
import type { FeatureMaps } from './feature-maps.ts'

/** What each place of the picture adds to a genre's logit. */
export interface ActivationMap {
  rows: number
  columns: number
  /** rows × columns; their sum and the bias are the logit. */
  contributions: Float32Array
  bias: number
}

/** More than rounding: the embedding is not the mean of the feature map. */
const LARGEST_DIFFERENCE = 1e-3

/**
 * The class activation map of a genre: Zhou, Khosla, Lapedriza, Oliva and Torralba, Learning Deep Features for
 * Discriminative Localization, 2016 (https://arxiv.org/abs/1512.04150). Where the embedding is the mean of the last
 * feature map over all places, the logit of a linear head is the mean over all places of the head's answer to that place
 * alone, so each place's share is exact. Activations before the pooling (ReLU, ReLU6) do not matter: the map is taken
 * behind them.
 *
 * Null where that does not hold, because something stands between map and embedding (the custom CNN, the wide VGG16): it
 * is looked at in these very numbers, not at the name of the architecture.
 */
export function activationMap(maps: FeatureMaps, head: Head, label: number): ActivationMap | null {
  if (!isPooled(maps) || maps.channels !== head.dimensions) return null
  const { channels, rows, columns, values } = maps
  const places = rows * columns
  const contributions = new Float64Array(places)
  for (let channel = 0; channel < channels; channel++) {
    const weight = (head.weights[label * channels + channel] as number) / places
    const from = channel * places
    for (let place = 0; place < places; place++) {
      contributions[place] = (contributions[place] as number) + weight * (values[from + place] as number)
    }
  }
  return { rows, columns, contributions: Float32Array.from(contributions), bias: head.bias[label] as number }
}

function isPooled({ channels, rows, columns, values, embedding }: FeatureMaps): boolean {
  if (embedding.length !== channels) return false
  const places = rows * columns
  return embedding.every((value, channel) => {
    const own = values.subarray(channel * places, (channel + 1) * places)
    const mean = own.reduce((sum, each) => sum + each, 0) / places
    return Math.abs(mean - value) <= LARGEST_DIFFERENCE * Math.max(1, Math.abs(value))
  })
}
