import type { AxisWeights } from './resample-weights.ts'
import { WEIGHT_BITS } from './resample-weights.ts'

/** Both passes of {@link resamplePlain} in one call: RGB bytes of `width` pixels a line to RGB bytes. */
export type Resampler = (
  data: Uint8Array,
  across: AxisWeights,
  down: AxisWeights,
  width: number,
) => Uint8Array

/** Fractional bits of a gathered line: what 16 bits hold of a byte and the filter's overshoot. */
const LINE_BITS = 5
const LINE_SHIFT = WEIGHT_BITS - LINE_BITS
const OUT_SHIFT = WEIGHT_BITS + LINE_BITS

/** What the resampling kernel computes, in plain loops: used where the kernel does not run, and to check it by. */
export function resamplePlain(
  data: Uint8Array,
  across: AxisWeights,
  down: AxisWeights,
  width: number,
): Uint8Array {
  const outWidth = across.first.length
  const line = new Int32Array(width * 3)
  // The filter overshoots at edges; the clamped array cuts at 0 and 255.
  const out = new Uint8ClampedArray(outWidth * down.first.length * 3)
  for (let y = 0; y < down.first.length; y++) {
    gather(data, line, down, y)
    narrow(line, out, y * outWidth * 3, across)
  }
  return new Uint8Array(out.buffer)
}

/** One output line at full width: the weighted sum of the picture's lines it draws from. */
function gather(data: Uint8Array, line: Int32Array, { first, weights, taps }: AxisWeights, y: number): void {
  line.fill(1 << (LINE_SHIFT - 1))
  for (let tap = 0; tap < taps; tap++) {
    const weight = weights[y * taps + tap] ?? 0
    if (weight === 0) continue
    const from = ((first[y] ?? 0) + tap) * line.length
    for (let x = 0; x < line.length; x++) line[x] = (line[x] ?? 0) + weight * (data[from + x] ?? 0)
  }
  for (let x = 0; x < line.length; x++) line[x] = (line[x] ?? 0) >> LINE_SHIFT
}

/** One line at its final width. */
function narrow(
  line: Int32Array,
  out: Uint8ClampedArray,
  start: number,
  { first, weights, taps }: AxisWeights,
): void {
  for (let x = 0; x < first.length; x++) {
    for (let channel = 0; channel < 3; channel++) {
      let sum = 1 << (OUT_SHIFT - 1)
      for (let tap = 0; tap < taps; tap++) {
        const from = ((first[x] ?? 0) + tap) * 3 + channel
        sum += (weights[x * taps + tap] ?? 0) * (line[from] ?? 0)
      }
      out[start + x * 3 + channel] = sum >> OUT_SHIFT
    }
  }
}
