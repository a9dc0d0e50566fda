import type { KernelMemory } from '../../platform/kernels.ts'
import { openKernel, PAGE_BYTES } from '../../platform/kernels.ts'
import { DOT_KERNEL } from './dot-kernel.ts'

/** Dot products of int8 vectors that lie in a memory of their own; places, counts and bytes are numbers. */
export interface Dots {
  memory: KernelMemory
  /**
   * Writes `count` sums of 32 bits to `out`.
   * @param query as many int16 as a vector has values
   * @param steps the length of a vector over sixteen
   */
  dots(out: number, vectors: number, query: number, steps: number, count: number): void
}

/** Vectors are so many values long, or a multiple of that. */
export const STEP = 16

/** On vectors of the processor. Null where it or the runtime has none. */
export function openDots(): Dots | null {
  return openKernel<Dots>(DOT_KERNEL)
}

/** The same in plain loops, about twenty times slower. */
export function plainDots(): Dots {
  let buffer = new ArrayBuffer(PAGE_BYTES)
  return {
    memory: {
      get buffer() {
        return buffer
      },
      grow(pages) {
        buffer = buffer.transfer(buffer.byteLength + pages * PAGE_BYTES)
      },
    },
    dots(out, vectors, query, steps, count) {
      const length = steps * STEP
      const sums = new Int32Array(buffer, out, count)
      const asked = new Int16Array(buffer, query, length)
      const values = new Int8Array(buffer, vectors, count * length)
      for (let vector = 0; vector < count; vector++) {
        const from = vector * length
        let sum = 0
        for (let at = 0; at < length; at++) sum += Math.imul(asked[at] as number, values[from + at] as number)
        sums[vector] = sum
      }
    },
  }
}
