import { startCpu } from './cpu.ts'
import { startNative } from './native.ts'
import type { StartOptions, TrainingBackend, TrainingBackendName } from './training-backend.ts'
import { startWasm } from './wasm.ts'
import { startWebgpu } from './webgpu.ts'

/**
 * Starts a backend and makes it the one TensorFlow.js computes with in this process, with the training operations
 * it is fastest at. Starting another later is possible; tensors stay where they were made.
 * @throws AppError `backend/unavailable`
 */
export async function startBackend(
  name: TrainingBackendName,
  options: StartOptions = {},
): Promise<TrainingBackend> {
  switch (name) {
    case 'native':
      return startNative(options)
    case 'wasm':
      return startWasm()
    case 'cpu':
      return startCpu()
    case 'webgpu':
      return startWebgpu(options)
  }
}
