import type { Head } from '../heads.ts'
import type { OnnxTensor } from './onnx-schema.ts'
import { decodeOnnx } from './onnx-schema.ts'

/**
 * The same network with another head as its last layer. Every other byte stays as it was, whatever the schema does not
 * know of the file.
 * @throws Error when the graph does not end in Gemm (weights transposed) and Sigmoid, or in a layer of another size
 */
export function withLastLayer(onnx: Uint8Array, head: Head): Uint8Array {
  const copy = new Uint8Array(onnx)
  const { weights, bias } = lastLayerOf(copy, head.bias.length)
  overwrite(copy, weights, head.weights)
  overwrite(copy, bias, head.bias)
  return copy
}

function lastLayerOf(onnx: Uint8Array, labels: number): { weights: OnnxTensor; bias: OnnxTensor } {
  const { node, initializer } = decodeOnnx(onnx).graph
  const sigmoid = node.findLast((item) => item.opType === 'Sigmoid')
  const gemm = node.find((item) => item.opType === 'Gemm' && item.output[0] === sigmoid?.input[0])
  if (gemm === undefined) throw new Error('the network does not end in a dense layer and a sigmoid')
  const [weights, bias] = [gemm.input[1], gemm.input[2]].map((name) =>
    initializer.find((item) => item.name === name),
  )
  if (weights === undefined || bias === undefined) throw new Error('the last layer has no weights')
  if (weights.dims[0] !== labels || bias.dims[0] !== labels)
    throw new Error(`the last layer does not have ${labels} labels`)
  return { weights, bias }
}

/** What was decoded without a copy is a view of the file. */
function overwrite(file: Uint8Array, { name, rawData }: OnnxTensor, values: Float32Array): void {
  if (rawData.buffer !== file.buffer || rawData.byteLength !== values.byteLength)
    throw new Error(`${name} cannot be overwritten with ${values.length} numbers`)
  rawData.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength))
}
