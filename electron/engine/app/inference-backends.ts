import type { BackendInfo } from '#shared/contract/settings.ts'
import { AppError, toErrorBody } from '#shared/errors.ts'
import { createEmbedPool } from '../model/embed-pool.ts'
import type { Embedder } from '../model/embed.ts'
import { candidatesFor } from '../model/providers/candidates.ts'
import type { Choice } from '../model/providers/choose-provider.ts'
import { fixedPictures } from '../model/providers/fixed-pictures.ts'
import { measureProviders } from '../model/providers/measure-providers.ts'
import { openProcessEmbedder } from '../model/providers/process-embedder.ts'
import { CPU, usualSetting, WITHOUT_RUNTIME } from '../model/providers/provider.ts'
import type { LoadedModel } from '../model/registry.ts'
import type { ModelTools } from './model-tools.ts'

interface Listed {
  backends: BackendInfo[]
  /** What is used for many pictures; null: nothing can. */
  chosen: string | null
}

/**
 * What can run the model here.
 * @param options.isAnew measures and keeps the answer; else what is kept, measured only where nothing is
 * @param options.openCpu another CPU, for tests
 */
export async function inferenceBackends(
  tools: Pick<ModelTools, 'registry' | 'manifest' | 'providers'>,
  { isAnew, openCpu = usualCpu }: { isAnew: boolean; openCpu?: (model: LoadedModel) => Embedder },
): Promise<Listed> {
  let model: LoadedModel | null = null
  try {
    model = tools.registry.load(tools.manifest.id)
    const cpu = openCpu(model)
    try {
      // Whatever is kept of it: ONNX Runtime must load today.
      await cpu.embed(fixedPictures(model.manifest.input))
      const kept = isAnew ? null : tools.providers.choiceFor(model)
      const choice = kept ?? (await measured(model, cpu))
      if (isAnew) tools.providers.keep(model, choice)
      return listed(choice, tools.providers.dropped)
    } finally {
      await cpu.close()
    }
  } catch (error) {
    return withoutCpu(error, model)
  }
}

function usualCpu(model: LoadedModel): Embedder {
  const { batchesAtOnce, threads } = usualSetting()
  return createEmbedPool(model, { size: batchesAtOnce, threads })
}

function measured(model: LoadedModel, cpu: Embedder): Promise<Choice> {
  return measureProviders(model, {
    cpu,
    candidates: candidatesFor(model),
    open: (name) => openProcessEmbedder({ name, model }),
    alone: (work) => work(),
    signal: new AbortController().signal,
  })
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
