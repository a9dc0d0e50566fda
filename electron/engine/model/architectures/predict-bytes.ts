import * as tf from '@tensorflow/tfjs-core'
import type { Network } from './architecture.ts'

/**
 * What a network makes of pictures as bytes, on the backend of TensorFlow.js in use. To be called within `tf.tidy`.
 * @param dims [pictures, height, width, 3]
 */
export function predictBytes(
  { model, scaling }: Pick<Network, 'model' | 'scaling'>,
  bytes: Uint8Array,
  dims: number[],
): { logits: tf.Tensor; embedding: tf.Tensor } {
  const scaled = tf.div(tf.sub(tf.tensor(bytes, dims, 'float32'), scaling.mean), scaling.std)
  const [logits, embedding] = model.predict(scaled) as [tf.Tensor, tf.Tensor]
  return { logits, embedding }
}
