import type { ArchitectureName, InputSize } from '../architectures/architecture.ts'
import { findNativeAddon } from './native-library.ts'
import type { TrainingBackendName } from './training-backend.ts'

/** What is to be trained. */
export interface TrainingTask {
  architecture: ArchitectureName
  input: InputSize
  /** Pictures at once. */
  batch: number
}

/** One candidate, measured by a few steps of that training; or the reason why it is out. */
export interface MeasuredBackend {
  name: TrainingBackendName
  msPerImage: number | null
  reason: string | null
}

/** The backend that trains this fastest here. */
export async function chooseBackend(
  _task: TrainingTask,
): Promise<{ name: TrainingBackendName; measured: MeasuredBackend[] }> {
  return { name: findNativeAddon() === null ? 'wasm' : 'native', measured: [] }
}
