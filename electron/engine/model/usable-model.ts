import { AppError } from '#shared/errors.ts'
import type { LoadedModel, ModelManifest, Registry } from './registry.ts'

export interface UsableModel {
  manifest: ModelManifest
  /** Why that is not the current one; null: it is. */
  trouble: AppError | null
  /**
   * The same model or the same refusal whenever it is asked for: megabytes are read and hashed once.
   * @throws AppError as {@link Registry.load}
   */
  load(): LoadedModel
}

/**
 * The model to work with: the current one or, where its files or labels are not what they were or its trunk is gone, the
 * first other one that is whole, with what is to be said of that. Where there is no other, the current one whatever its state: it is refused
 * when it is loaded. Reads all files of a model that has another beside it.
 * @throws AppError `model/damaged`, `model/labels` when there is no other and the manifest cannot be used
 */
export function usableModel(registry: Registry): UsableModel {
  const [current = '', ...others] = registry.ids()
  const load = readOnce(registry, current)
  const refusal = others.length > 0 ? refusalOf(load) : null
  if (refusal !== null) {
    const loadOther = others.map((id) => readOnce(registry, id)).find((other) => refusalOf(other) === null)
    if (loadOther !== undefined) {
      const isOfOtherTrunk = refusal instanceof AppError && refusal.code === 'model/other-trunk'
      const trouble = isOfOtherTrunk ? refusal : new AppError('model/fallback', current)
      return { manifest: loadOther().manifest, trouble, load: loadOther }
    }
  }
  return { manifest: registry.current(), trouble: null, load }
}

function readOnce(registry: Registry, id: string): () => LoadedModel {
  let read: { model: LoadedModel } | { refusal: unknown } | null = null
  return () => {
    read ??= readNow(registry, id)
    if ('refusal' in read) throw read.refusal
    return read.model
  }
}

function readNow(registry: Registry, id: string): { model: LoadedModel } | { refusal: unknown } {
  try {
    return { model: registry.load(id) }
  } catch (refusal) {
    return { refusal }
  }
}

/** Why a model cannot be loaded; null: it can. */
function refusalOf(load: () => LoadedModel): unknown {
  try {
    load()
    return null
  } catch (refusal) {
    return refusal
  }
}
