import type { OnnxAttribute, OnnxNode, OnnxTensor } from './onnx-schema.ts'
import { ATTRIBUTE_TYPES, ELEMENT_TYPES } from './onnx-schema.ts'

/** Whole numbers as `int` or `ints`. A float attribute is written as `{ float }`, for 1 would look like an int. */
export type Attributes = Record<string, number | readonly number[] | { float: number }>

/** Collects the nodes and constants of a graph, in the order in which they compute. */
export interface GraphWriter {
  readonly nodes: OnnxNode[]
  readonly constants: OnnxTensor[]
  /**
   * Adds a node of one output.
   * @param name unique in the graph; also the name of the output
   * @returns the output's name
   */
  node(name: string, opType: string, input: readonly string[], attributes?: Attributes): string
  /**
   * Adds a float32 constant.
   * @throws RangeError when the numbers do not fill the shape
   */
  floats(name: string, dims: readonly number[], values: ArrayLike<number>): string
  integers(name: string, values: readonly number[]): string
}

export function createGraph(): GraphWriter {
  const nodes: OnnxNode[] = []
  const constants: OnnxTensor[] = []
  const taken = new Set<string>()
  const take = (name: string) => {
    if (taken.has(name)) throw new RangeError(`the graph has a ${name} already`)
    taken.add(name)
    return name
  }
  const constant = (name: string, dataType: number, dims: number[], values: ArrayBufferView) => {
    const rawData = new Uint8Array(values.buffer, values.byteOffset, values.byteLength)
    constants.push({ name: take(name), dims, dataType, rawData })
    return name
  }
  return {
    nodes,
    constants,
    node(name, opType, input, attributes = {}) {
      const attribute = Object.entries(attributes).map(([key, value]) => attributeOf(key, value))
      nodes.push({ name: take(name), opType, input: [...input], output: [name], attribute })
      return name
    },
    floats(name, dims, values) {
      const count = dims.reduce((product, size) => product * size, 1)
      if (count !== values.length)
        throw new RangeError(`${name}: ${values.length} numbers for ${dims.join(' × ')}`)
      return constant(name, ELEMENT_TYPES.float32, [...dims], Float32Array.from(values))
    },
    integers: (name, values) =>
      constant(name, ELEMENT_TYPES.int64, [values.length], BigInt64Array.from(values, BigInt)),
  }
}

function attributeOf(name: string, value: Attributes[string]): OnnxAttribute {
  if (typeof value === 'number') return { name, type: ATTRIBUTE_TYPES.int, i: value }
  if ('float' in value) return { name, type: ATTRIBUTE_TYPES.float, f: value.float }
  return { name, type: ATTRIBUTE_TYPES.ints, ints: [...value] }
}

/**
 * Gives values of a graph the names under which they are its outputs, wherever they are written or read.
 * @param names old name → new name
 */
export function renameValues(nodes: readonly OnnxNode[], names: ReadonlyMap<string, string>): void {
  const renamed = (name: string) => names.get(name) ?? name
  for (const node of nodes) {
    node.input = node.input.map(renamed)
    node.output = node.output.map(renamed)
  }
}
