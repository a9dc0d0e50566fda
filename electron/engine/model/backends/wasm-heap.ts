import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm'
import type * as tf from '@tensorflow/tfjs-core'

/**
 * The numbers of a tensor where they lie in the module's memory. Valid until the next tensor is made: the memory may
 * move when it grows.
 */
export function onHeap(backend: BackendWasm, tensor: tf.TensorInfo): Float32Array {
  return backend.typedArrayFromHeap(tensor) as Float32Array
}

/** What a kernel of ours is given. */
export interface WasmKernel {
  inputs: Record<string, tf.Tensor>
  backend: BackendWasm
  attrs: Record<string, unknown>
}
