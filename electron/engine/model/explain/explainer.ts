import { openRequestThread } from '../../platform/request-thread.ts'
import type { LoadedModel } from '../registry.ts'
import type { ActivationMap } from './activation-map.ts'
import { activationMap } from './activation-map.ts'
import type { FeatureMaps } from './feature-maps.ts'

/** Says where on a picture a model sees a genre. */
export interface Explainer {
  /**
   * Null where the network's architecture does not let it be said.
   * @param picture names the picture: asked again of another genre, its tensor is not wanted
   * @param tensor gives its model input; null where there is none, which is then the answer
   * @throws AppError `model/damaged`, `model/no-backend`
   */
  explain(
    picture: string,
    label: number,
    tensor: () => Promise<Uint8Array | null>,
  ): Promise<ActivationMap | null | 'no-picture'>
  close(): Promise<void>
}

/** The network goes from memory after so long without a question. */
const IDLE_MS = 60_000

/** @param load gives the model in use: its network may go from memory, and its head may become another */
export function openExplainer(load: () => LoadedModel): Explainer {
  const thread = openRequestThread<Uint8Array, FeatureMaps | null>({
    name: 'explain-worker',
    source: 'model/explain/explain-worker.ts',
    data: () => {
      const model = load()
      return { manifest: model.manifest, trunkBytes: model.trunkBytes }
    },
    idleMs: IDLE_MS,
  })
  /** Of the picture last asked about: its other genres cost nothing. */
  let last: { picture: string; maps: FeatureMaps | null } | null = null

  return {
    async explain(picture, label, tensor) {
      if (last?.picture !== picture) {
        const input = await tensor()
        if (input === null) return 'no-picture'
        last = { picture, maps: await thread.ask(input) }
      }
      if (last.maps === null) return null
      return activationMap(last.maps, load().head, label)
    },
    close: () => thread.close(),
  }
}
