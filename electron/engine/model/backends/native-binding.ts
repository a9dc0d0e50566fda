import type * as tf from '@tensorflow/tfjs-core'

/** What a TensorFlow operation is told besides its inputs. */
export interface OpAttribute {
  name: string
  type: number
  value: unknown
}

/** The addon's own surface, as far as it is used here (tfjs-node's tfjs_binding.d.ts). */
export interface NativeBinding {
  TF_Version: string
  TF_FLOAT: number
  TF_ATTR_TYPE: number
  TF_ATTR_FLOAT: number
  TF_ATTR_BOOL: number
  TF_ATTR_STRING: number
  TF_ATTR_SHAPE: number
  isUsingGpuDevice(): boolean
}

/** tfjs-node's backend, as far as it is used here. */
export interface NativeKernelBackend extends tf.KernelBackend {
  binding: NativeBinding
  isUsingGpuDevice: boolean
  executeSingleOutput(name: string, attributes: OpAttribute[], inputs: tf.Tensor[]): tf.Tensor
  executeMultipleOutputs(
    name: string,
    attributes: OpAttribute[],
    inputs: tf.Tensor[],
    outputs: number,
  ): tf.Tensor[]
}
