import type { ArchitectureName } from '../architectures/architecture.ts'

/**
 * How a stored kernel's axes lie; a network has HWIO, depthwise HWC1. `vector` is taken as it is.
 */
export type Layout = 'vector' | 'HWIO' | 'HWC1' | 'OIHW' | 'O1HW' | 'OHWI'

/** For each axis of the network's kernel the axis of the stored one. */
const AXES: Record<Layout, readonly number[]> = {
  vector: [0],
  HWIO: [0, 1, 2, 3],
  HWC1: [0, 1, 2, 3],
  OIHW: [2, 3, 1, 0],
  O1HW: [2, 3, 0, 1],
  OHWI: [1, 2, 3, 0],
}

/** Where a weight of the network comes from: a stored tensor, or a number for all of it. */
export type Origin = { tensor: string; layout: Layout; times?: number } | { constant: number }

/** Initial weights of a known make. */
export interface WeightSource {
  title: string
  licence: string
  architecture: ArchitectureName
  variant: string | null
  /** Whether tensors of that name are of this make. */
  isOf(tensor: string): boolean
  /** By the network's layer/weight. What is not named here is left out. */
  origins(): Map<string, Origin>
  /** Its normalisations have lost their statistics, so training needs `calibrateNormalization` first. */
  needsCalibration: boolean
}

/** The shape a tensor must be stored with to become one of the network's shape. */
export function storedShape(shape: readonly number[], layout: Layout): number[] {
  const stored = new Array<number>(shape.length)
  for (const [axis, from] of AXES[layout].entries()) stored[from] = shape[axis] as number
  return stored
}

/** Numbers of a stored tensor in the order of the network's axes. */
export function inNetworkOrder(values: Float32Array, shape: readonly number[], layout: Layout): Float32Array {
  const axes = AXES[layout]
  if (axes.every((from, axis) => from === axis)) return values
  const stored = storedShape(shape, layout)
  const strides = stored.map((_, axis) => stored.slice(axis + 1).reduce((product, side) => product * side, 1))
  const [rows, columns, ins, outs] = shape as [number, number, number, number]
  const [rowStep, columnStep, inStep, outStep] = axes.map((from) => strides[from] as number) as [
    number,
    number,
    number,
    number,
  ]
  const ordered = new Float32Array(values.length)
  let place = 0
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const window = row * rowStep + column * columnStep
      for (let input = 0; input < ins; input++) {
        for (let output = 0; output < outs; output++) {
          ordered[place++] = values[window + input * inStep + output * outStep] as number
        }
      }
    }
  }
  return ordered
}
