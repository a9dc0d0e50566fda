import { buildNetwork } from '#engine/model/architectures/architecture.ts'
import type { Network } from '#engine/model/architectures/architecture.ts'
import type { ModelFolder } from '#engine/model/export/model-folder.ts'
import { GENRES } from '#shared/domain/genres.ts'
import { pretendToLearn } from './learned-weights.ts'

export const SMALL_INPUT = { height: 24, width: 24 }

/** A small network as if it had learned; a backend of TensorFlow.js must have been started. */
export function smallNetwork(seed = 11): Network {
  const network = buildNetwork('custom-cnn', { input: SMALL_INPUT, labels: GENRES.length, seed })
  pretendToLearn(network.model, seed)
  return network
}

/** What makes such a network the folder of a model. */
export function smallModel(folder: string, network = smallNetwork()): ModelFolder {
  return {
    network,
    folder,
    id: 'mine-1',
    title: 'Mine',
    levels: GENRES.map((name) => ({ name, likely: 0.7, maybe: 0.4 })),
    reliability: [],
    trainingPrevalence: GENRES.map(() => 0.1),
    measures: { macroMAP: 0.3 },
    card: '# Mine\n',
    trainedOn: 'three drawn posters',
    licence: 'MIT',
    parent: null,
  }
}
