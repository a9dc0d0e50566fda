import protobuf from 'protobufjs'

/**
 * The messages of onnx.proto (ONNX 1.x, https://github.com/onnx/onnx/blob/main/onnx/onnx.proto) that a network of
 * one graph needs. Fields left out here are left out of what is read.
 */
const schema = protobuf.parse(`
syntax = "proto3";
message AttributeProto { string name = 1; float f = 2; int64 i = 3; repeated int64 ints = 8; int32 type = 20; }
message TensorProto { repeated int64 dims = 1; int32 data_type = 2; repeated float float_data = 4; string name = 8; bytes raw_data = 9; }
message NodeProto { repeated string input = 1; repeated string output = 2; string name = 3; string op_type = 4; repeated AttributeProto attribute = 5; }
message DimensionProto { int64 dim_value = 1; string dim_param = 2; }
message ShapeProto { repeated DimensionProto dim = 1; }
message TensorTypeProto { int32 elem_type = 1; ShapeProto shape = 2; }
message TypeProto { TensorTypeProto tensor_type = 1; }
message ValueInfoProto { string name = 1; TypeProto type = 2; }
message GraphProto { repeated NodeProto node = 1; string name = 2; repeated TensorProto initializer = 5; repeated ValueInfoProto input = 11; repeated ValueInfoProto output = 12; }
message OperatorSetProto { string domain = 1; int64 version = 2; }
message EntryProto { string key = 1; string value = 2; }
message ModelProto { int64 ir_version = 1; string producer_name = 2; string producer_version = 3; GraphProto graph = 7; repeated OperatorSetProto opset_import = 8; repeated EntryProto metadata_props = 14; }
`).root
const modelType = schema.lookupType('ModelProto')

/** TensorProto.DataType. */
export const ELEMENT_TYPES = { float32: 1, uint8: 2, int64: 7 } as const

/** AttributeProto.AttributeType. */
export const ATTRIBUTE_TYPES = { float: 1, int: 2, ints: 7 } as const

export interface OnnxAttribute {
  name: string
  type: number
  f?: number
  i?: number
  ints?: number[]
}

export interface OnnxTensor {
  name: string
  dims: number[]
  dataType: number
  /** Little-endian. */
  rawData: Uint8Array
}

export interface OnnxNode {
  name: string
  opType: string
  input: string[]
  output: string[]
  attribute: OnnxAttribute[]
}

export interface OnnxValue {
  name: string
  type: { tensorType: { elemType: number; shape: { dim: ({ dimValue: number } | { dimParam: string })[] } } }
}

export interface OnnxModel {
  irVersion: number
  producerName: string
  graph: {
    name: string
    node: OnnxNode[]
    initializer: OnnxTensor[]
    input: OnnxValue[]
    output: OnnxValue[]
  }
  opsetImport: { domain: string; version: number }[]
  metadataProps: { key: string; value: string }[]
}

/** The bytes of an `.onnx` file. */
export function encodeOnnx(model: OnnxModel): Uint8Array {
  return modelType.encode(modelType.fromObject(model)).finish()
}

/** @throws Error when the bytes are no ONNX model */
export function decodeOnnx(bytes: Uint8Array): OnnxModel {
  return modelType.toObject(modelType.decode(bytes), { longs: Number, arrays: true }) as OnnxModel
}
