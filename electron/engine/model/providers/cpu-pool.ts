import { createEmbedPool } from '../embed-pool.ts'
import type { Embedder } from '../embed.ts'
import type { LoadedModel } from '../registry.ts'
import type { Setting } from './provider.ts'

/** Opens the processor at a setting. */
export type OpenCpu = (setting: Setting) => Embedder

/** ONNX Runtime on as many threads of the engine as batches are under way at once. */
export function cpuPools(model: Pick<LoadedModel, 'manifest' | 'trunkBytes'>): OpenCpu {
  return ({ batchesAtOnce, threads }) => createEmbedPool(model, { size: batchesAtOnce, threads })
}
