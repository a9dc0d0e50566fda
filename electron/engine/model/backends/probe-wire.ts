import type { ArchitectureName, InputSize } from '../architectures/architecture.ts'
import type { TrainingBackendName } from './training-backend.ts'

/** What is to be trained. */
export interface TrainingTask {
  architecture: ArchitectureName
  input: InputSize
  /** Pictures at once. */
  batch: number
}

export interface ProbeRequest {
  name: TrainingBackendName
  /** Null: as many as there are cores. */
  threads: number | null
  /** Measured on this; null: only started and compared with the CPU. */
  task: TrainingTask | null
}

export interface ProbeAnswer {
  description: string | null
  /** From the CPU's numbers on a fixed step, as a part of the largest. */
  apart: number | null
  msPerImage: number | null
  /** Why it is not to be used; null: it is. */
  reason: string | null
}
