import { findNativeAddon } from '../backends/native-library.ts'
import { NO_LAYERS, NOT_INSTALLED, ONLY_WITHOUT_RUNTIME } from '../backends/reasons.ts'
import type { LoadedModel } from '../registry.ts'
import type { ProcessProvider } from './provider.ts'
import { PROCESS_PROVIDERS } from './provider.ts'

export interface Candidate {
  name: ProcessProvider
  /** Why it is not even tried; null: it is. */
  reason: string | null
}

/** The providers beside the CPU, and which of them no process needs to be started for. */
export function candidatesFor({ layers }: Pick<LoadedModel, 'layers'>): Candidate[] {
  return PROCESS_PROVIDERS.map((name) => ({ name, reason: whyNot(name, layers !== null) }))
}

function whyNot(name: ProcessProvider, hasLayers: boolean): string | null {
  if (name === 'onnxruntime-webgpu') return null
  if (!hasLayers) return NO_LAYERS
  if (name !== 'tensorflow') return ONLY_WITHOUT_RUNTIME
  return findNativeAddon() === null ? NOT_INSTALLED : null
}
