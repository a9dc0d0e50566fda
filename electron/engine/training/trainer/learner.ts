import * as tf from '@tensorflow/tfjs-core'
import type { LayersModel } from '@tensorflow/tfjs-layers'
import { setMaskPosition } from '../../model/layers/mask-source.ts'
import { movingTogether } from '../../model/layers/normalization.ts'
import { DeviceUpdater } from './device-updater.ts'
import { FlatWeights } from './flat-weights.ts'
import { HostUpdater } from './host-updater.ts'
import { NativeUpdater } from './native-updater.ts'
import type { Loss } from './losses.ts'
import type { OptimizerSettings, Updater } from './updater.ts'
import { requireVector } from './updater.ts'

/** What a step is made of: network input [batch, …] and targets [batch, labels]. */
export interface StepInput {
  input: tf.Tensor
  targets: tf.Tensor2D
}

export interface LearnerSettings {
  optimizer: OptimizerSettings
  loss: Loss
  /** Decay of the averaged weights; 0: none are kept. */
  ema: number
  /** Learning rate of `headLayer` against the others'. */
  headRate: number
  headLayer: string
  seed: number
  /** Who updates the weights: `device` where the processor does not see the backend's memory. */
  updates: 'native' | 'host' | 'device'
}

const UPDATERS = { native: NativeUpdater, host: HostUpdater, device: DeviceUpdater }

/** Where a step stands: dropout masks are drawn from it. */
export interface StepPosition {
  epoch: number
  step: number
}

/** Read back together every so many steps: a read waits for the device. */
interface Pending {
  loss: tf.Scalar
  accuracy: tf.Scalar
  pictures: number
}

/** Figures of the steps since the last read. */
export interface StepFigures {
  lossSum: number
  accuracySum: number
  pictures: number
  largestNorm: number
  isFinite: boolean
}

/**
 * A network while it learns: its trainable weights as one vector with the optimizer over it, their average, and the
 * network's own statistics. The number of tensors alive is the same after every step but for figures not yet read.
 */
export class Learner {
  private readonly model: LayersModel
  private readonly settings: LearnerSettings
  private readonly weights: FlatWeights
  /** What is not trained: moving statistics, and the weights of frozen layers. */
  private readonly state: FlatWeights
  private readonly updater: Updater
  private stateAverage: tf.Tensor1D | null
  private pending: Pending[] = []
  private norms: (number | tf.Scalar)[] = []

  constructor(model: LayersModel, settings: LearnerSettings) {
    this.model = model
    this.settings = settings
    const trainable = model.trainableWeights
    this.weights = new FlatWeights(trainable)
    this.state = new FlatWeights(model.weights.filter((weight) => !trainable.includes(weight)))
    const isHead = new Set(model.getLayer(settings.headLayer).weights.map((weight) => weight.id))
    const factors = {
      rate:
        settings.headRate === 1
          ? null
          : this.weights.spread((weight) => (isHead.has(weight.id) ? settings.headRate : 1)),
      // Biases and normalisation have one axis.
      decay:
        settings.optimizer.weightDecay === 0
          ? null
          : this.weights.spread((weight) => (weight.shape.length > 1 ? 1 : 0)),
    }
    const Made = UPDATERS[settings.updates]
    this.updater = new Made(this.weights, settings.optimizer, factors, settings.ema > 0)
    this.stateAverage = settings.ema === 0 ? null : tf.keep(this.state.gather())
  }

  get updates(): number {
    return this.updater.updates
  }

  /**
   * One update from a batch given in parts (micro-batches); each part's gradient counts by its pictures. The parts are
   * disposed of.
   */
  step(parts: Iterable<StepInput>, position: StepPosition, learningRate: number): void {
    let microBatch = 0
    for (const part of parts) {
      const pictures = part.targets.shape[0]
      setMaskPosition({ seed: this.settings.seed, ...position, microBatch: microBatch++ })
      const { loss, accuracy, gradients } = this.gradient(part)
      tf.dispose([part.input, part.targets])
      this.updater.add(gradients, pictures)
      this.pending.push({ loss, accuracy, pictures })
    }
    if (microBatch === 0) return
    this.norms.push(this.updater.update(learningRate))
    this.average()
  }

  private gradient({ input, targets }: StepInput): {
    loss: tf.Scalar
    accuracy: tf.Scalar
    gradients: tf.Tensor[]
  } {
    let accuracy: tf.Scalar | null = null
    const made = movingTogether(() =>
      tf.tidy(() => {
        const variables = this.weights.variables()
        const { value, grads } = tf.variableGrads(() => {
          const [logits] = this.model.apply(input, { training: true }) as [tf.Tensor2D]
          accuracy = tf.keep(tf.tidy(() => rightShare(logits, targets)))
          return this.settings.loss(logits, targets)
        }, variables)
        return { loss: value, gradients: variables.map(({ name }) => grads[name] as tf.Tensor) }
      }),
    )
    if (accuracy === null) throw new Error('The network was not run')
    return { ...made, accuracy }
  }

  private average(): void {
    const old = this.stateAverage
    if (old === null) return
    // A long memory would keep the start for the first thousands of steps.
    const decay = Math.min(this.settings.ema, (1 + this.updates) / (10 + this.updates))
    this.updater.average(decay)
    const now = this.state.gather()
    this.stateAverage = tf.keep(
      // By the difference: what is frozen stays the same to the last bit.
      tf.tidy(() => tf.add<tf.Tensor1D>(old, tf.mul(tf.sub(now, old), 1 - decay))),
    )
    tf.dispose([old, now])
  }

  /** The figures of the steps since the last call; waits for the device. */
  async readFigures(): Promise<StepFigures> {
    const { pending, norms } = this
    this.pending = []
    this.norms = []
    const figures: StepFigures = { lossSum: 0, accuracySum: 0, pictures: 0, largestNorm: 0, isFinite: true }
    if (pending.length === 0) return figures
    const values = await readScalars(pending.flatMap(({ loss, accuracy }) => [loss, accuracy]))
    pending.forEach(({ pictures }, index) => {
      const [loss = NaN, accuracy = NaN] = values.subarray(2 * index, 2 * index + 2)
      figures.lossSum += loss * pictures
      figures.accuracySum += accuracy * pictures
      figures.pictures += pictures
      figures.isFinite &&= Number.isFinite(loss)
    })
    const onDevice = norms.filter((norm) => typeof norm !== 'number')
    const lengths = norms.filter((norm) => typeof norm === 'number')
    if (onDevice.length > 0) lengths.push(...(await readScalars(onDevice)))
    for (const length of lengths) {
      figures.largestNorm = Math.max(figures.largestNorm, length)
      figures.isFinite &&= Number.isFinite(length)
    }
    return figures
  }

  /** Runs `work` with the weights that are judged and kept: the averaged ones, where there are any. */
  async withJudgedWeights<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.stateAverage === null) return work()
    const state = tf.keep(this.state.gather())
    this.updater.showAverage()
    this.state.scatter(this.stateAverage)
    try {
      return await work()
    } finally {
      this.updater.showOwn()
      this.state.scatter(state)
      state.dispose()
    }
  }

  /** Copies of the weights as they stand in the network now, for {@link takeWeights}. */
  async copyWeights(): Promise<Map<string, Float32Array>> {
    return new Map([
      ['weights', await copyOf(this.weights.gather())],
      ['state', await copyOf(this.state.gather())],
    ])
  }

  /** Puts weights into the network, to go on from or to keep; the average begins again from them. */
  takeWeights(vectors: ReadonlyMap<string, Float32Array>): void {
    this.updater.take(requireVector(vectors, 'weights', this.weights.size))
    this.takeState(vectors, 'state')
    if (this.stateAverage === null) return
    this.stateAverage.dispose()
    this.stateAverage = tf.keep(this.state.gather())
  }

  private takeState(vectors: ReadonlyMap<string, Float32Array>, name: string): void {
    this.state.write(requireVector(vectors, name, this.state.size))
  }

  /** Slots and their clock as at the start, for training that goes on from saved weights. */
  restartOptimizer(): void {
    this.updater.restart()
  }

  /** Everything that the next step depends on. */
  async save(): Promise<Map<string, Float32Array>> {
    const vectors = await this.updater.save()
    vectors.set('state', await copyOf(this.state.gather()))
    if (this.stateAverage !== null) vectors.set('average-state', await copyOf(this.stateAverage.clone()))
    return vectors
  }

  restore(vectors: ReadonlyMap<string, Float32Array>, updates: number): void {
    this.updater.restore(vectors, updates)
    this.takeState(vectors, 'state')
    if (this.stateAverage === null) return
    this.stateAverage.dispose()
    this.stateAverage = tf.keep(tf.tensor1d(requireVector(vectors, 'average-state', this.state.size)))
  }

  /** The network and its weights stay. */
  dispose(): void {
    this.updater.dispose()
    tf.dispose(this.pending.flatMap(({ loss, accuracy }) => [loss, accuracy]))
    tf.dispose(this.norms.filter((norm) => typeof norm !== 'number'))
    this.stateAverage?.dispose()
  }
}

/** Share of the batch × labels answers that are right at 0.5. */
function rightShare(logits: tf.Tensor2D, targets: tf.Tensor2D): tf.Scalar {
  const right = tf.equal(tf.greater(logits, 0), tf.greater(targets, 0.5))
  return tf.mean(tf.cast(right, 'float32'))
}

/** Reads scalars in one go and disposes of them. */
async function readScalars(scalars: tf.Scalar[]): Promise<Float32Array> {
  const packed = tf.tidy(() => tf.stack(scalars))
  const values = (await packed.data()) as Float32Array
  tf.dispose([packed, ...scalars])
  return values
}

/** A copy in plain memory; the tensor is disposed of. */
async function copyOf(tensor: tf.Tensor1D): Promise<Float32Array> {
  // Data of the wasm and cpu backends may be a view of their own memory.
  const values = Float32Array.from(await tensor.data())
  tensor.dispose()
  return values
}
