import * as tf from '@tensorflow/tfjs-core'

/**
 * Registers a kernel of ours over the backend's own, which is handed to `make`; null where it has none.
 * @param backendName as TensorFlow.js has it
 */
export function replaceKernel<Kernel>(
  backendName: string,
  kernelName: string,
  make: (before: tf.KernelFunc | null) => (kernel: Kernel) => tf.TensorInfo,
): void {
  const before = tf.getKernel(kernelName, backendName) as tf.KernelConfig | undefined
  if (before !== undefined) tf.unregisterKernel(kernelName, backendName)
  tf.registerKernel({
    ...before,
    kernelName,
    backendName,
    kernelFunc: make(before?.kernelFunc ?? null) as unknown as tf.KernelFunc,
  })
}

/** Leaves to the backend's own kernel what ours is not for. */
export function runBefore(before: tf.KernelFunc | null, kernel: unknown): tf.TensorInfo {
  if (before === null) throw new Error('the backend has no such kernel')
  return before(kernel as Parameters<tf.KernelFunc>[0]) as tf.TensorInfo
}
