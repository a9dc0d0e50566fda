import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu'
import type * as tf from '@tensorflow/tfjs-core'

/** What a kernel of ours is given. */
export interface WebgpuKernel {
  inputs: Record<string, tf.Tensor>
  backend: WebGPUBackend
  attrs: Record<string, unknown>
}

/** Threads of a workgroup, in one row: the most that every card has. */
export const THREADS = 256

/** A program of ours, in WGSL. */
export interface Shader {
  /** Of the same name is the same code, compiled once. */
  name: string
  /** By the names under which the code reads them, as flat arrays of f32. */
  inputs: Record<string, tf.TensorInfo>
  /** Written as the flat array `result`. */
  outputShape: number[]
  workgroups: number
  /** Seen as i32 of `uniforms`. */
  sizes: Record<string, number>
  /** Seen as f32 of `uniforms`; finite. */
  numbers?: Record<string, number>
  /**
   * Ends with `fn main(index : i32)`. The index counts the threads of all workgroups; there may be more of them than
   * were asked for.
   */
  code: string
}

/** Runs a program after all that was asked of the card before. */
export function runShader(backend: WebGPUBackend, shader: Shader): tf.TensorInfo {
  const { name, inputs, outputShape, workgroups, sizes, numbers = {}, code } = shader
  const declare = (names: string[], type: string) => names.map((each) => `${each} : ${type},`).join(' ')
  return backend.runWebGPUProgram(
    {
      shaderKey: `onesheet-${name}`,
      variableNames: Object.keys(inputs),
      uniforms: `${declare(Object.keys(sizes), 'i32')} ${declare(Object.keys(numbers), 'f32')}`,
      workgroupSize: [THREADS, 1, 1],
      outputShape,
      dispatchLayout: { x: outputShape.map((_, axis) => axis) },
      dispatch: [workgroups, 1, 1],
      getUserCode: () => code,
    },
    Object.values(inputs),
    'float32',
    [
      ...Object.values(sizes).map((size) => ({ type: 'int32', data: [size] })),
      ...Object.values(numbers).map((number) => ({ type: 'float32', data: [number] })),
    ],
  )
}

/**
 * A program that gives every number of the output by itself.
 * @param value WGSL of the number at `index`; `channel` is that of the last axis
 */
export function runElementwise(
  backend: WebGPUBackend,
  {
    name,
    inputs,
    outputShape,
    value,
    numbers = {},
  }: Pick<Shader, 'name' | 'inputs' | 'outputShape' | 'numbers'> & { value: string },
): tf.TensorInfo {
  const count = outputShape.reduce((product, size) => product * size, 1)
  return runShader(backend, {
    name,
    inputs,
    outputShape,
    workgroups: Math.ceil(count / THREADS),
    sizes: { count, channels: outputShape.at(-1) ?? 1 },
    numbers,
    code: `
      fn main(index : i32) {
        if (index >= uniforms.count) { return; }
        let channel = index % uniforms.channels;
        result[index] = ${value};
      }`,
  })
}
