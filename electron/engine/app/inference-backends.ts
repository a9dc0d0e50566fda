import type { BackendInfo } from '#shared/contract/settings.ts'
import { toErrorBody } from '#shared/errors.ts'
import { createEmbedPool } from '../model/embed-pool.ts'
import { candidatesFor } from '../model/providers/candidates.ts'
import type { Choice } from '../model/providers/choose-provider.ts'
import { measureProviders } from '../model/providers/measure-providers.ts'
import { openProcessEmbedder } from '../model/providers/process-embedder.ts'
import { CPU, usualSetting } from '../model/providers/provider.ts'
import type { LoadedModel } from '../model/registry.ts'
import type { ModelTools } from './model-tools.ts'

type InferenceTools = Pick<ModelTools, 'registry' | 'manifest' | 'providers'>

/**
 * What can run the model here, and which of it is used for many pictures (null: nothing can).
 * @param options.isAnew measures and keeps the answer; else what is kept, and what is measured only where nothing is
 */
export async function inferenceBackends(
  { registry, manifest, providers }: InferenceTools,
  { isAnew }: { isAnew: boolean },
): Promise<{ backends: BackendInfo[]; chosen: string | null }> {
  try {
    const model = registry.load(manifest.id)
    const choice = (isAnew ? null : providers.choiceFor(model)) ?? (await measureOnce(model))
    if (isAnew) providers.keep(model, choice)
    const backends = choice.measured.map((each): BackendInfo => {
      const { name, agrees, msPerImage } = each
      const dropped = name === CPU ? undefined : providers.dropped.get(name)
      const reason = dropped ?? each.reason
      const available = dropped === undefined && (agrees === true || reason === null)
      return { name, use: 'inference', description: null, available, reason, msPerImage, agrees }
    })
    const isDropped = backends.some(({ name, available }) => name === choice.name && !available)
    return { backends, chosen: isDropped ? CPU : choice.name }
  } catch (error) {
    return { backends: [unavailableCpu(toErrorBody(error).message)], chosen: null }
  }
}

async function measureOnce(model: LoadedModel): Promise<Choice> {
  const { batchesAtOnce, threads } = usualSetting()
  const cpu = createEmbedPool(model, { size: batchesAtOnce, threads })
  try {
    return await measureProviders(model, {
      cpu,
      candidates: candidatesFor(model),
      open: (name) => openProcessEmbedder({ name, model }),
      alone: (work) => work(),
      signal: new AbortController().signal,
    })
  } finally {
    await cpu.close()
  }
}

function unavailableCpu(reason: string): BackendInfo {
  return {
    name: CPU,
    use: 'inference',
    description: null,
    available: false,
    reason,
    msPerImage: null,
    agrees: null,
  }
}
