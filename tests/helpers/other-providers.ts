import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { PREPROCESS_VERSION } from '#engine/images/preprocess.ts'
import { createEmbedPool } from '#engine/model/embed-pool.ts'
import type { Embedder } from '#engine/model/embed.ts'
import type { Predictor } from '#engine/model/predictor.ts'
import { openPredictor } from '#engine/model/predictor.ts'
import type { ProviderTools } from '#engine/model/providers/chosen-embedder.ts'
import { ProviderMemory } from '#engine/model/providers/memory.ts'
import { usualSetting } from '#engine/model/providers/provider.ts'
import type { LoadedModel } from '#engine/model/registry.ts'
import { BUNDLED, registry } from './bundled-model.ts'
import { temporaryFolder } from './temporary.ts'

/** What a provider does with a batch: its number from 1 on, the pictures, and what the CPU computes of them. */
export type Behaviour = (
  call: number,
  tensors: readonly Uint8Array[],
  onCpu: () => Promise<Float32Array[]>,
) => Promise<Float32Array[]>

/** A provider that computes as the CPU does except where it is told otherwise. */
export function providerThat(behaves: Behaviour, model: LoadedModel): Embedder {
  const cpu = createEmbedPool(model, { size: 1, threads: 1 })
  let calls = 0
  return {
    embed: (tensors) => behaves(++calls, tensors, () => cpu.embed(tensors)),
    close: () => cpu.close(),
  }
}

/** Remembers that another provider was found faster, on this machine and for this model. */
export function memoryOfFaster(model: LoadedModel): ProviderMemory {
  const memory = new ProviderMemory(join(temporaryFolder(), 'providers.json'))
  const setting = { batchSize: 4, batchesAtOnce: 2, threads: 1 }
  memory.keep(model, { name: 'onnxruntime-webgpu', setting, cpu: usualSetting(), measured: [] })
  return memory
}

export async function predictorWith(providers: ProviderTools, idOrFolder = BUNDLED): Promise<Predictor> {
  const predictor = await openPredictor(registry, idOrFolder, {
    preprocessVersion: PREPROCESS_VERSION,
    providers,
  })
  onTestFinished(() => predictor.close())
  return predictor
}
