import { AppError } from '#shared/errors.ts'
import type { ModelManifest, Registry } from './registry.ts'

/**
 * The model to work with: the current one or, where its files or labels are not what they were, the first other one that
 * is whole, with what is to be said of that. Where there is no other, the current one whatever its state: it is refused
 * when it is loaded. Reads all files of a model that has another beside it.
 * @throws AppError `model/damaged`, `model/labels` when there is no other and the manifest cannot be used
 */
export function usableModel(registry: Registry): { manifest: ModelManifest; trouble: AppError | null } {
  const [current = '', ...others] = registry.ids()
  if (others.length > 0 && !isWhole(registry, current)) {
    const other = others.find((id) => isWhole(registry, id))
    if (other !== undefined) {
      return { manifest: registry.load(other).manifest, trouble: new AppError('model/fallback', current) }
    }
  }
  return { manifest: registry.current(), trouble: null }
}

function isWhole(registry: Registry, id: string): boolean {
  try {
    registry.load(id)
    return true
  } catch {
    return false
  }
}
