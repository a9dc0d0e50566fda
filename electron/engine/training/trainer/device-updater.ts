import * as tf from '@tensorflow/tfjs-core'
import type { FlatWeights } from './flat-weights.ts'
import { flatten } from './flat-weights.ts'
import type { OptimizerSettings, Updater, WeightFactors } from './updater.ts'
import { ADAM, requireVector, slotCount } from './updater.ts'

/** Updates in tensors, for backends whose memory is not the processor's: nothing is read back. */
export class DeviceUpdater implements Updater {
  private readonly weights: FlatWeights
  private readonly settings: OptimizerSettings
  private readonly rate: tf.Tensor1D | null
  private readonly decay: tf.Tensor1D | null
  private parameters: tf.Tensor1D
  private slots: tf.Tensor1D[]
  private averaged: tf.Tensor1D | null
  private sum: tf.Tensor1D | null = null
  private pictures = 0
  updates = 0

  constructor(
    weights: FlatWeights,
    settings: OptimizerSettings,
    factors: WeightFactors,
    hasAverage: boolean,
  ) {
    this.weights = weights
    this.settings = settings
    this.rate = factors.rate === null ? null : tf.keep(tf.tensor1d(factors.rate))
    this.decay =
      factors.decay === null || settings.weightDecay === 0 ? null : tf.keep(tf.tensor1d(factors.decay))
    this.parameters = tf.keep(weights.gather())
    this.slots = Array.from({ length: slotCount(settings) }, () => zeros(weights.size))
    this.averaged = hasAverage ? tf.keep(weights.gather()) : null
  }

  add(gradients: readonly tf.Tensor[], pictures: number): void {
    const before = this.sum
    this.sum = tf.keep(
      tf.tidy(() => {
        const scaled = tf.mul<tf.Tensor1D>(flatten(gradients), pictures)
        return before === null ? scaled : tf.add(before, scaled)
      }),
    )
    tf.dispose([...gradients, ...(before === null ? [] : [before])])
    this.pictures += pictures
  }

  update(learningRate: number): tf.Scalar {
    this.updates += 1
    const sum = this.sum
    if (sum === null) throw new Error('An update needs a gradient')
    const { parameters, slots } = this
    const made = tf.tidy(() => {
      const gradient = tf.div<tf.Tensor1D>(sum, this.pictures)
      const { next, slots: nextSlots } = this.step(gradient, learningRate)
      return { next, slots: nextSlots, norm: tf.norm(gradient) as tf.Scalar }
    })
    this.parameters = tf.keep(made.next)
    this.slots = made.slots.map((slot) => tf.keep(slot))
    this.sum = null
    this.pictures = 0
    tf.dispose([sum, parameters, ...slots])
    this.showOwn()
    return tf.keep(made.norm)
  }

  private step(gradient: tf.Tensor1D, learningRate: number): { next: tf.Tensor1D; slots: tf.Tensor1D[] } {
    const { name, weightDecay } = this.settings
    const pull = this.decay === null ? null : tf.mul(tf.mul(this.decay, this.parameters), weightDecay)
    const slope = pull === null || name === 'adamw' ? gradient : tf.add<tf.Tensor1D>(gradient, pull)
    const { move, slots } = name === 'sgd' ? this.sgd(slope) : this.adam(slope)
    const whole = pull !== null && name === 'adamw' ? tf.add(move, pull) : move
    const scaled = this.rate === null ? whole : tf.mul(whole, this.rate)
    return { next: tf.sub(this.parameters, tf.mul(scaled, learningRate)), slots }
  }

  private sgd(slope: tf.Tensor1D): { move: tf.Tensor; slots: tf.Tensor1D[] } {
    const [velocity] = this.slots
    if (velocity === undefined) return { move: slope, slots: [] }
    const next = tf.add<tf.Tensor1D>(tf.mul(velocity, this.settings.momentum), slope)
    return { move: next, slots: [next] }
  }

  private adam(slope: tf.Tensor1D): { move: tf.Tensor; slots: tf.Tensor1D[] } {
    const { beta1, beta2, epsilon } = ADAM
    const [mean, variance] = this.slots as [tf.Tensor1D, tf.Tensor1D]
    const nextMean = tf.add<tf.Tensor1D>(tf.mul(mean, beta1), tf.mul(slope, 1 - beta1))
    const nextVariance = tf.add<tf.Tensor1D>(tf.mul(variance, beta2), tf.mul(tf.square(slope), 1 - beta2))
    const correction = Math.sqrt(1 - beta2 ** this.updates) / (1 - beta1 ** this.updates)
    const move = tf.mul(tf.div(nextMean, tf.add(tf.sqrt(nextVariance), epsilon)), correction)
    return { move, slots: [nextMean, nextVariance] }
  }

  average(decay: number): void {
    const old = this.averaged
    if (old === null) return
    this.averaged = tf.keep(
      tf.tidy(() => tf.add<tf.Tensor1D>(tf.mul(old, decay), tf.mul(this.parameters, 1 - decay))),
    )
    old.dispose()
  }

  showAverage(): void {
    this.weights.scatter(this.averaged ?? this.parameters)
  }

  showOwn(): void {
    this.weights.scatter(this.parameters)
  }

  restart(): void {
    tf.dispose(this.slots)
    this.slots = this.slots.map(() => zeros(this.weights.size))
    this.updates = 0
  }

  take(weights: Float32Array): void {
    this.parameters.dispose()
    this.parameters = tf.keep(tf.tensor1d(weights))
    if (this.averaged !== null) {
      this.averaged.dispose()
      this.averaged = tf.keep(tf.tensor1d(weights))
    }
    this.showOwn()
  }

  async save(): Promise<Map<string, Float32Array>> {
    const vectors = new Map([['weights', await copyOf(this.parameters)]])
    if (this.averaged !== null) vectors.set('average', await copyOf(this.averaged))
    for (const [index, slot] of this.slots.entries()) vectors.set(`slot-${index}`, await copyOf(slot))
    return vectors
  }

  restore(vectors: ReadonlyMap<string, Float32Array>, updates: number): void {
    const { size } = this.weights
    this.take(requireVector(vectors, 'weights', size))
    if (this.averaged !== null) {
      this.averaged.dispose()
      this.averaged = tf.keep(tf.tensor1d(requireVector(vectors, 'average', size)))
    }
    tf.dispose(this.slots)
    this.slots = this.slots.map((_, index) =>
      tf.keep(tf.tensor1d(requireVector(vectors, `slot-${index}`, size))),
    )
    this.updates = updates
  }

  dispose(): void {
    const optional = [this.rate, this.decay, this.averaged, this.sum]
    tf.dispose([this.parameters, ...this.slots, ...optional.filter((tensor) => tensor !== null)])
  }
}

function zeros(size: number): tf.Tensor1D {
  return tf.keep(tf.zeros([size]))
}

async function copyOf(tensor: tf.Tensor1D): Promise<Float32Array> {
  return Float32Array.from(await tensor.data())
}
