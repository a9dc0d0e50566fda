import protobuf from 'protobufjs'

/** The few messages of onnx.proto (ONNX 1.x) that hold a graph's constants and nodes. */
const schema = protobuf.parse(`
syntax = "proto3";
message TensorProto { repeated int64 dims = 1; int32 data_type = 2; repeated float float_data = 4; string name = 8; bytes raw_data = 9; }
message NodeProto { repeated string input = 1; repeated string output = 2; string name = 3; string op_type = 4; }
message GraphProto { repeated NodeProto node = 1; string name = 2; repeated TensorProto initializer = 5; }
message ModelProto { int64 ir_version = 1; GraphProto graph = 7; }
`).root

interface TensorMessage {
  dims: (number | { toNumber(): number })[]
  floatData: number[]
  name: string
  rawData: Uint8Array
}

interface ModelMessage {
  graph: { node: { input: string[]; output: string[]; opType: string }[]; initializer: TensorMessage[] }
}

/**
 * The dense layer that makes the logits, as `head.bin` wants it: labels × dimensions weights, then the biases.
 * @throws Error when the graph does not end in Gemm (weights transposed) and Sigmoid
 */
export function readLastLayer(onnx: Uint8Array, labels: number): Float32Array {
  const model = schema.lookupType('ModelProto').decode(onnx) as unknown as ModelMessage
  const { node, initializer } = model.graph
  const sigmoid = node.findLast((item) => item.opType === 'Sigmoid')
  const gemm = node.find((item) => item.opType === 'Gemm' && item.output[0] === sigmoid?.input[0])
  if (gemm === undefined) throw new Error('the network does not end in a dense layer and a sigmoid')
  const [weights, bias] = [gemm.input[1], gemm.input[2]].map((name) =>
    floatsOf(initializer.find((tensor) => tensor.name === name)),
  )
  if (weights === undefined || bias?.length !== labels)
    throw new Error(`the last layer does not have ${labels} labels`)
  const head = new Float32Array(weights.length + bias.length)
  head.set(weights)
  head.set(bias, weights.length)
  return head
}

function floatsOf(tensor: TensorMessage | undefined): Float32Array {
  if (tensor === undefined) throw new Error('the last layer has no weights')
  return tensor.floatData.length > 0
    ? Float32Array.from(tensor.floatData)
    : new Float32Array(new Uint8Array(tensor.rawData).buffer)
}
