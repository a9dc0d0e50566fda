import { decodeOnnx, floatsOf } from '#engine/model/export/onnx-schema.ts'

/**
 * The dense layer that makes the logits, as `head.bin` wants it: labels × dimensions weights, then the biases.
 * @throws Error when the graph does not end in Gemm (weights transposed) and Sigmoid
 */
export function readLastLayer(onnx: Uint8Array, labels: number): Float32Array {
  const { node, initializer } = decodeOnnx(onnx).graph
  const sigmoid = node.findLast((item) => item.opType === 'Sigmoid')
  const gemm = node.find((item) => item.opType === 'Gemm' && item.output[0] === sigmoid?.input[0])
  if (gemm === undefined) throw new Error('the network does not end in a dense layer and a sigmoid')
  const [weights, bias] = [gemm.input[1], gemm.input[2]].map((name) => {
    const tensor = initializer.find((item) => item.name === name)
    if (tensor === undefined) throw new Error('the last layer has no weights')
    return floatsOf(tensor)
  })
  if (weights === undefined || bias?.length !== labels)
    throw new Error(`the last layer does not have ${labels} labels`)
  const head = new Float32Array(weights.length + bias.length)
  head.set(weights)
  head.set(bias, weights.length)
  return head
}
