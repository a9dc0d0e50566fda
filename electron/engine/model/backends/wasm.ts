import { setThreadsCount, setWasmPaths } from '@tensorflow/tfjs-backend-wasm'
import { createRequire } from 'node:module'
import { dirname, sep } from 'node:path'
import { useTrainingOps } from '../layers/training-ops.ts'
import { activate } from './activate.ts'
import { ownOps } from './own-ops.ts'
import type { TrainingBackend } from './training-backend.ts'
import { registerWasmKernels } from './wasm-kernels.ts'
import { registerWasmOps } from './wasm-ops.ts'

const TAKEN_EVENTS = ['uncaughtException', 'unhandledRejection']

let isPrepared = false

/**
 * WebAssembly with SIMD: the same on every machine. One thread: TensorFlow.js does not start its threaded module in
 * Node (tfjs issue 3830).
 * @throws AppError `backend/unavailable`
 */
export async function startWasm(): Promise<TrainingBackend> {
  if (!isPrepared) {
    const entry = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm')
    setWasmPaths(dirname(entry) + sep)
    setThreadsCount(1)
    registerWasmKernels()
    registerWasmOps()
    isPrepared = true
  }
  const handlers = TAKEN_EVENTS.map((event) => [event, process.rawListeners(event)] as const)
  await activate('wasm', 'wasm')
  // Emscripten makes the process rethrow whatever nobody caught; that is for the process itself to decide.
  for (const [event, before] of handlers) {
    for (const listener of process.rawListeners(event)) {
      if (!before.includes(listener)) process.removeListener(event, listener as () => void)
    }
  }
  useTrainingOps(ownOps)
  return { name: 'wasm', describe: () => 'WebAssembly with SIMD (1 thread)' }
}
