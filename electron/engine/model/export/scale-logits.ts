import * as tf from '@tensorflow/tfjs-core'
import type { Network } from '../architectures/architecture.ts'
import { headOf } from './export-onnx.ts'
import type { LayerWeight } from './layer-weights.ts'
import { readWeights } from './layer-weights.ts'

/** What becomes of a label's logit: scale × logit + bias. */
export interface LogitScale {
  scale: number
  bias: number
}

/**
 * Puts a scale and a bias of every label into the last layer of a network, so that whatever is written of it says the
 * same: its ONNX file, its head and its layers.
 * @param scales in label order
 * @throws Error when the last layer is no dense layer with a bias
 */
export async function scaleLogits(
  { model }: Pick<Network, 'model'>,
  scales: readonly LogitScale[],
): Promise<void> {
  const head = headOf(model)
  const weights = (await readWeights(model)).get(head.name)
  const [kernel, bias] = [weights?.get('kernel'), weights?.get('bias')]
  if (kernel === undefined || bias === undefined) throw new Error(`${head.name} has no bias to change`)
  const labels = scales.length
  const of = (index: number) => scales[index % labels] as LogitScale
  tf.tidy(() => {
    head.setWeights([
      // The kernel is dimensions × labels.
      tensorOf(kernel, (value, at) => value * of(at).scale),
      tensorOf(bias, (value, label) => value * of(label).scale + of(label).bias),
    ])
  })
}

function tensorOf({ values, shape }: LayerWeight, change: (value: number, at: number) => number): tf.Tensor {
  return tf.tensor(values.map(change), shape)
}
