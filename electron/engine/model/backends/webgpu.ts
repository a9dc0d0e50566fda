import * as tf from '@tensorflow/tfjs-core'
import { useTrainingOps } from '../layers/training-ops.ts'
import { activate } from './activate.ts'
import { ownOps } from './own-ops.ts'
import { NO_CARD } from './reasons.ts'
import type { StartOptions, TrainingBackend } from './training-backend.ts'
import { unavailable } from './training-backend.ts'
import { registerWebgpuFilters } from './webgpu-filters.ts'
import { registerWebgpuOps } from './webgpu-ops.ts'

/** The adapter's limits that TensorFlow.js makes use of, asked for in full: a device has the smallest otherwise. */
const LIMITS = [
  'maxComputeWorkgroupStorageSize',
  'maxComputeWorkgroupsPerDimension',
  'maxStorageBufferBindingSize',
  'maxBufferSize',
  'maxComputeWorkgroupSizeX',
  'maxComputeInvocationsPerWorkgroup',
] as const

interface Card {
  /** Kept: the driver is unloaded with it. */
  gpu: GPU
  device: GPUDevice
  title: string
  isSoftware: boolean
}

let card: Card | null = null

/**
 * Any maker's graphics card, through Dawn. What tensors hold can only be read with `data()`, never `dataSync()`.
 * @throws AppError `backend/unavailable`
 */
export async function startWebgpu({ onLost }: StartOptions): Promise<TrainingBackend> {
  try {
    card ??= await openCard()
  } catch (error) {
    throw unavailable('webgpu', error)
  }
  const { device, title, isSoftware } = card
  if (onLost !== undefined) {
    let isTold = false
    const tell = (reason: string): void => {
      if (!isTold) onLost(reason)
      isTold = true
    }
    void device.lost.then(({ reason, message }) => tell(message === '' ? String(reason) : message))
    // Most of all: no memory left. Whatever is computed after it is made of zeros.
    device.onuncapturederror = ({ error }) => tell(error.message)
  }
  await activate('webgpu', 'webgpu')
  useTrainingOps(ownOps)
  return { name: 'webgpu', describe: () => `WebGPU (${title})`, isSoftware }
}

async function openCard(): Promise<Card> {
  // Loaded only here: Dawn weighs as much as the rest of the engine.
  const { create, globals } = await import('webgpu')
  Object.assign(globalThis, globals)
  const gpu = create([])
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' })
  if (adapter === null) throw new Error(NO_CARD)
  const requiredLimits = Object.fromEntries(LIMITS.map((limit) => [limit, adapter.limits[limit]]))
  const device = await adapter.requestDevice({ requiredLimits })
  const { WebGPUBackend } = await import('@tensorflow/tfjs-backend-webgpu')
  // After its import: it would register a backend of its own, of a device that nobody can watch. It asks again when it
  // is made.
  Object.defineProperty(globalThis.navigator, 'gpu', { value: gpu, configurable: true })
  registerWebgpuOps()
  registerWebgpuFilters()
  tf.registerBackend('webgpu', () => new WebGPUBackend(device, adapter.info))
  const { description, device: model, vendor, isFallbackAdapter } = adapter.info
  // Dawn's description is that of the driver.
  const title = [model, description, vendor].find((name) => name !== '') ?? 'unnamed card'
  return { gpu, device, title, isSoftware: isFallbackAdapter }
}
