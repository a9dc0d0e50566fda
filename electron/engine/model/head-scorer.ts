import type { KernelMemory } from '../platform/kernels.ts'
import { openKernel, reserveBytes } from '../platform/kernels.ts'
import type { Head } from './heads.ts'
import { logitsOf } from './heads.ts'
import { LOGITS_KERNEL } from './logits-kernel.ts'
import { viewEmbedding } from './stored-embedding.ts'

/** What logits-kernel.wat exports; places in its memory, and counts. */
interface Kernel {
  memory: KernelMemory
  sums(out: number, values: number, weights: number, dimensions: number, blocks: number): void
}

/** Labels whose sums are made side by side. */
const BLOCK = 10

/**
 * {@link logitsOf} for many embeddings of one head, which must not change from here on: the same numbers, bit for bit, on
 * vectors of the processor. Where there are none it is that function.
 * @throws RangeError, when called, for an embedding of another length than the head's
 */
export function headScorer(head: Head): (stored: Uint8Array) => Float32Array {
  const kernel = openKernel<Kernel>(LOGITS_KERNEL)
  if (kernel === null || head.bias.length === 0) return (stored) => logitsOf(stored, head)
  const { weights, bias, dimensions } = head
  const blocks = Math.ceil(bias.length / BLOCK)
  const valuesAt = blocks * BLOCK * 8
  const weightsAt = valuesAt + dimensions * 8
  reserveBytes(kernel.memory, weightsAt + blocks * BLOCK * dimensions * 8)
  const sums = new Float64Array(kernel.memory.buffer, 0, blocks * BLOCK)
  const values = new Float64Array(kernel.memory.buffer, valuesAt, dimensions)
  const laid = new Float64Array(kernel.memory.buffer, weightsAt)
  bias.forEach((_, label) => {
    const from = Math.floor(label / BLOCK) * BLOCK * dimensions + (label % BLOCK)
    for (let at = 0; at < dimensions; at++) {
      laid[from + at * BLOCK] = weights[label * dimensions + at] as number
    }
  })
  return (stored) => {
    const { scale, values: given } = viewEmbedding(stored)
    // Says that it does not fit.
    if (given.length !== dimensions) return logitsOf(stored, head)
    values.set(given)
    kernel.sums(0, valuesAt, weightsAt, dimensions, blocks)
    return bias.map((each, label) => (sums[label] as number) * scale + each)
  }
}
