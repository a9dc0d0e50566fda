import type { BackendInfo } from '#shared/contract/settings.ts'
import { AppError, toErrorBody } from '#shared/errors.ts'
import type { Choice } from '../model/providers/choose-provider.ts'
import { CPU, WITHOUT_RUNTIME } from '../model/providers/provider.ts'
import type { LoadedModel } from '../model/registry.ts'
import type { FindOptions, FindTools } from './find-choice.ts'
import { findChoice } from './find-choice.ts'
import type { ModelTools } from './model-tools.ts'

interface Listed {
  backends: BackendInfo[]
  /** What is used for many pictures; null: nothing can. */
  chosen: string | null
}

/**
 * What can run the model here. What is measured because somebody asks is kept, unless a job computed beside it.
 * @throws AppError `app/cancelled`
 */
export async function inferenceBackends(
  tools: FindTools & Pick<ModelTools, 'registry' | 'manifest'>,
  options: FindOptions,
): Promise<Listed> {
  const { registry, manifest, providers } = tools
  let model: LoadedModel | null = null
  try {
    model = registry.load(manifest.id)
    const { choice, isUndisturbed } = await findChoice(tools, model, options)
    if (options.isAnew && isUndisturbed) providers.keep(model, choice)
    return listed(choice, providers.dropped)
  } catch (error) {
    if (error instanceof AppError && error.code === 'app/cancelled') throw error
    return withoutCpu(error, model)
  }
}

function listed(choice: Choice, dropped: ReadonlyMap<string, string>): Listed {
  const backends = choice.measured.map(({ name, agrees, msPerImage, reason }) => {
    const why = dropped.get(name) ?? reason
    const available = !dropped.has(name) && (agrees === true || why === null)
    return backend(name, { available, reason: why, msPerImage, agrees })
  })
  return { backends, chosen: dropped.has(choice.name) ? CPU : choice.name }
}

/** Where the CPU cannot: the slower way, if the model has the layers for it. */
function withoutCpu(error: unknown, model: LoadedModel | null): Listed {
  const unmeasured = { msPerImage: null, agrees: null }
  const cpu = backend(CPU, { available: false, reason: toErrorBody(error).message, ...unmeasured })
  const isSystem = error instanceof AppError && error.code === 'model/no-backend'
  if (!isSystem || model?.layers == null) return { backends: [cpu], chosen: null }
  const slower = backend(WITHOUT_RUNTIME, { available: true, reason: null, ...unmeasured })
  return { backends: [cpu, slower], chosen: WITHOUT_RUNTIME }
}

function backend(
  name: string,
  found: Pick<BackendInfo, 'available' | 'reason' | 'msPerImage' | 'agrees'>,
): BackendInfo {
  return { name, use: 'inference', description: null, ...found }
}
