import { availableParallelism } from 'node:os'
import type { Embedder } from '../embed.ts'

/** ONNX Runtime on the processor: what all others are compared with, and what is left when they fail. */
export const CPU = 'onnxruntime-cpu' as const
/** TensorFlow.js in WebAssembly: slow, and only for a system on which ONNX Runtime does not load. */
export const WITHOUT_RUNTIME = 'tensorflow-wasm'
/** What computes embeddings in a process of its own, because it may take the process with it. */
export const PROCESS_PROVIDERS = ['onnxruntime-webgpu', 'tensorflow', WITHOUT_RUNTIME] as const

export type ProcessProvider = (typeof PROCESS_PROVIDERS)[number]
export type ProviderName = typeof CPU | ProcessProvider

/** How a provider is asked. */
export interface Setting {
  /** Pictures that are computed together. */
  batchSize: number
  /** Batches under way at the same time. */
  batchesAtOnce: number
  /** Of each network on the processor. */
  threads: number
}

/** With the decoder beside them, two networks keep two cores busy and four keep four or more. */
const MOST_NETWORKS = 4

/** How the processor is asked where nothing was measured. */
export function usualSetting(cores = availableParallelism()): Setting {
  return { batchSize: 8, batchesAtOnce: Math.min(MOST_NETWORKS, cores), threads: 1 }
}

/** All that is measured of the processor, the usual first: smaller and larger batches, and networks of more threads. */
export function cpuSettings(cores = availableParallelism()): [usual: Setting, ...others: Setting[]] {
  const usual = usualSetting(cores)
  const shared = Math.floor(cores / usual.batchesAtOnce)
  const threaded =
    shared > 1 ? { ...usual, threads: shared } : { ...usual, batchesAtOnce: 1, threads: usual.batchesAtOnce }
  return [
    usual,
    { ...usual, batchSize: 4 },
    { ...usual, batchSize: 16 },
    ...(threaded.threads > 1 ? [threaded] : []),
  ]
}

/** Of a provider in a process: a second batch travels while the first is computed. */
export const PROCESS_SETTINGS: readonly Setting[] = [
  { batchSize: 8, batchesAtOnce: 2, threads: 1 },
  { batchSize: 32, batchesAtOnce: 2, threads: 1 },
]

/** Opens a provider that has a process; what is wrong with it is the answer to the first request. */
export type OpenProvider = (name: ProcessProvider) => Embedder
