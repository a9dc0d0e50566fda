import type { KernelMemory } from '../platform/kernels.ts'
import { openKernel, reserveBytes } from '../platform/kernels.ts'
import { RESAMPLE_KERNEL } from './resample-kernel.ts'
import type { Resampler } from './resample-plain.ts'

/** What resample-kernel.wat exports; numbers are places in its memory, counts and bytes. */
interface Kernel {
  memory: KernelMemory
  gather(line: number, pixels: number, stride: number, weights: number, pairs: number): void
  narrow(line: number, out: number, first: number, weights: number, pairs: number, count: number): void
}

/** One vector: places are aligned to it, and the kernel reads and writes up to so much past an end. */
const VECTOR_BYTES = 16

/** The resampler on vectors. Null where the processor or the runtime has none: older ones, and interpreters. */
export function openResampler(): Resampler | null {
  const kernel = openKernel<Kernel>(RESAMPLE_KERNEL)
  if (kernel === null) return null
  const { memory, gather, narrow } = kernel
  return (data, across, down, width) => {
    const stride = width * 3
    const outStride = across.first.length * 3
    const outBytes = outStride * down.first.length
    // Places are handed out one after the other.
    let end = 0
    const reserve = (bytes: number) => {
      const start = end
      end = start + Math.ceil(bytes / VECTOR_BYTES + 1) * VECTOR_BYTES
      return start
    }
    const firstPlace = reserve(across.first.byteLength)
    const acrossPlace = reserve(across.weights.byteLength)
    const downPlace = reserve(down.weights.byteLength)
    // A window wider than the picture reads zero times whatever lies behind a line.
    const linePlace = reserve((stride + across.taps * 3) * 2)
    const outPlace = reserve(outBytes)
    const pixelsPlace = reserve(data.length + down.taps * stride)
    reserveBytes(memory, end)

    const bytes = new Uint8Array(memory.buffer)
    new Int32Array(memory.buffer, firstPlace).set(across.first)
    new Int16Array(memory.buffer, acrossPlace).set(across.weights)
    new Int16Array(memory.buffer, downPlace).set(down.weights)
    bytes.set(data, pixelsPlace)
    for (let y = 0; y < down.first.length; y++) {
      const from = pixelsPlace + (down.first[y] as number) * stride
      gather(linePlace, from, stride, downPlace + y * down.taps * 2, down.taps / 2)
      narrow(
        linePlace,
        outPlace + y * outStride,
        firstPlace,
        acrossPlace,
        across.taps / 2,
        across.first.length,
      )
    }
    return bytes.slice(outPlace, outPlace + outBytes)
  }
}
