import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu'
import type * as tf from '@tensorflow/tfjs-core'
import type { Shader } from './webgpu-shader.ts'
import { runShader, THREADS } from './webgpu-shader.ts'

/** Columns side by side in a workgroup: neighbours in memory, which a card reads at once. */
const COLUMNS = 32
/** Rows that a workgroup adds up at least, and into how many parts they are divided at most. */
const PART_ROWS = 256
const MOST_PARTS = 256

/** What is added up: a term for each row and column. */
export interface ColumnSums extends Pick<Shader, 'name' | 'inputs' | 'outputShape' | 'numbers'> {
  rows: number
  /** As many as the output has numbers. */
  columns: number
  /** Further i32 that the term reads. */
  sizes?: Record<string, number>
  /** WGSL of further functions. */
  helpers?: string
  /** WGSL: the body of `fn term(row : i32, column : i32) -> f32`. */
  term: string
  /** Of the sums; 1 unless said. */
  divisor?: number
}

/**
 * Sums over the rows. Many rows are added up in parts side by side, then the parts: one thread that adds a hundred
 * thousand numbers, one after the other, keeps a card waiting for milliseconds, and loses digits.
 */
export function columnSums(backend: WebGPUBackend, sums: ColumnSums): tf.TensorInfo {
  const { rows, columns, outputShape, divisor = 1 } = sums
  const partRows = Math.max(PART_ROWS, Math.ceil(rows / MOST_PARTS))
  const parts = Math.ceil(rows / partRows)
  if (parts === 1) return sumOnce(backend, { ...sums, partRows: rows, parts, divisor })
  const partial = sumOnce(backend, { ...sums, outputShape: [parts, columns], partRows, parts, divisor: 1 })
  const whole = rowSums(backend, partial, { rows: parts, columns, outputShape, divisor })
  backend.disposeData(partial.dataId)
  return whole
}

/** The same of the numbers themselves, [rows, columns] in any shape. */
export function rowSums(
  backend: WebGPUBackend,
  x: tf.TensorInfo,
  of: Pick<ColumnSums, 'rows' | 'columns' | 'outputShape' | 'divisor'>,
): tf.TensorInfo {
  const term = 'return x[row * uniforms.columns + column];'
  return columnSums(backend, { ...of, name: 'rows', inputs: { x }, term })
}

/** @returns [parts, columns] numbers */
function sumOnce(
  backend: WebGPUBackend,
  sums: ColumnSums & { partRows: number; parts: number; divisor: number },
): tf.TensorInfo {
  const { name, inputs, outputShape, rows, columns, sizes, numbers } = sums
  const { helpers = '', term, partRows, parts, divisor } = sums
  const tiles = Math.ceil(columns / COLUMNS)
  return runShader(backend, {
    name: `sums-${name}`,
    inputs,
    outputShape,
    workgroups: tiles * parts,
    sizes: { rows, columns, partRows, parts, tiles, ...sizes },
    numbers: { divisor, ...numbers },
    code: `
      var<workgroup> sums : array<f32, ${THREADS}>;
      ${helpers}
      fn term(row : i32, column : i32) -> f32 { ${term} }
      fn main(index : i32) {
        let here = i32(localId.x);
        let group = index / ${THREADS};
        let part = group / uniforms.tiles;
        let column = (group % uniforms.tiles) * ${COLUMNS} + here % ${COLUMNS};
        let isInside = column < uniforms.columns && part < uniforms.parts;
        let end = select(0, min((part + 1) * uniforms.partRows, uniforms.rows), isInside);
        var sum = 0.0;
        for (var row = part * uniforms.partRows + here / ${COLUMNS}; row < end; row += ${THREADS / COLUMNS}) {
          sum += term(row, column);
        }
        sums[here] = sum;
        workgroupBarrier();
        for (var left = ${THREADS / 2}; left >= ${COLUMNS}; left /= 2) {
          if (here < left) { sums[here] += sums[here + left]; }
          workgroupBarrier();
        }
        if (here < ${COLUMNS} && isInside) {
          result[part * uniforms.columns + column] = sums[here] / uniforms.divisor;
        }
      }`,
  })
}
