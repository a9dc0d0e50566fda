import type * as tf from '@tensorflow/tfjs-core'

export interface OptimizerSettings {
  name: 'adam' | 'adamw' | 'sgd'
  /** Of SGD; 0: none. */
  momentum: number
  weightDecay: number
}

/** What differs between the weights of one vector; null: nothing. */
export interface WeightFactors {
  /** [size], of the learning rate. */
  rate: Float32Array | null
  /** [size], 1 where weights decay; biases and normalisation do not. */
  decay: Float32Array | null
}

export const ADAM = { beta1: 0.9, beta2: 0.999, epsilon: 1e-7 } as const

/**
 * The trainable weights of a network as one flat vector, with the optimizer over it and the average of it. Adam
 * (Kingma & Ba 2015) with L2 in the gradient, AdamW (Loshchilov & Hutter 2019) with decay apart from it, SGD with
 * momentum as PyTorch and TensorFlow.js have it: the rate multiplies what rolls on, too.
 */
export interface Updater {
  /** Updates since the start or {@link restart}. */
  readonly updates: number
  /** Adds one part's gradients, in the order of the variables, counted by its pictures; disposes of them. */
  add(gradients: readonly tf.Tensor[], pictures: number): void
  /**
   * One step with the mean of what was added, into the network's variables.
   * @returns length of the gradient; a tensor where reading it would wait for a device (the caller disposes of it)
   */
  update(learningRate: number): number | tf.Scalar
  /** Mixes the weights as they are into their average. */
  average(decay: number): void
  /** Puts the averaged weights into the network's variables; {@link showOwn} puts the learning ones back. */
  showAverage(): void
  showOwn(): void
  /** Slots of the optimizer and the average as at the start, from the weights as they are. */
  restart(): void
  /** Takes weights [size] into the vector and the network; the average begins again from them. */
  take(weights: Float32Array): void
  /** Copies of the weights, the slots and the average, by name. */
  save(): Promise<Map<string, Float32Array>>
  restore(vectors: ReadonlyMap<string, Float32Array>, updates: number): void
  dispose(): void
}

/** @throws RangeError when a vector is missing or of another network */
export function requireVector(
  vectors: ReadonlyMap<string, Float32Array>,
  name: string,
  size: number,
): Float32Array {
  const values = vectors.get(name)
  if (values?.length !== size) throw new RangeError(`${name} of ${values?.length ?? 0} values, not ${size}`)
  return values
}

/** Slots that an optimizer keeps beside the weights. */
export function slotCount({ name, momentum }: OptimizerSettings): number {
  return name === 'sgd' ? (momentum > 0 ? 1 : 0) : 2
}
