import * as tf from '@tensorflow/tfjs-core'
import { halfSquares, NativeVector } from '../../model/backends/native-vector.ts'
import { flatten, FlatWeights } from './flat-weights.ts'
import type { OptimizerSettings, Updater, WeightFactors } from './updater.ts'
import { ADAM, requireVector, slotCount } from './updater.ts'

/** Weights with the same factors: one vector each, since the fused optimizers take one learning rate. */
interface Group {
  /** Places of its variables among all. */
  members: number[]
  weights: FlatWeights
  rate: number
  decays: boolean
  vector: NativeVector
  slots: NativeVector[]
  average: NativeVector | null
}

/** Updates by TensorFlow's own fused optimizers, in its own variables. */
export class NativeUpdater implements Updater {
  private readonly all: FlatWeights
  private readonly settings: OptimizerSettings
  private readonly groups: Group[]
  private gradients: tf.Tensor[] | null = null
  private pictures = 0
  updates = 0

  constructor(all: FlatWeights, settings: OptimizerSettings, factors: WeightFactors, hasAverage: boolean) {
    this.all = all
    this.settings = settings
    this.groups = groupsOf(all, factors).map((group) => {
      const start = group.weights.gather()
      const made = {
        ...group,
        vector: new NativeVector(start),
        slots: Array.from({ length: slotCount(settings) }, () => zeros(group.weights.size)),
        average: hasAverage ? new NativeVector(start) : null,
      }
      start.dispose()
      return made
    })
  }

  add(gradients: readonly tf.Tensor[], pictures: number): void {
    const before = this.gradients
    const total = this.pictures + pictures
    this.gradients =
      before === null
        ? gradients.map((gradient) => tf.keep(gradient))
        : gradients.map((gradient, index) => {
            const old = before[index] as tf.Tensor
            const mean = tf.tidy(() =>
              tf.add(tf.mul(old, this.pictures / total), tf.mul(gradient, pictures / total)),
            )
            tf.dispose([old, gradient])
            return tf.keep(mean)
          })
    this.pictures = total
  }

  update(learningRate: number): tf.Scalar {
    const { gradients } = this
    if (gradients === null) throw new Error('An update needs a gradient')
    this.updates += 1
    const norm = tf.tidy(() => {
      const squares = this.groups.map((group) => {
        const gradient = flatten(group.members.map((member) => gradients[member] as tf.Tensor))
        this.step(group, gradient, learningRate * group.rate)
        return halfSquares(gradient)
      })
      return tf.sqrt(tf.mul(tf.addN(squares), 2)) as tf.Scalar
    })
    tf.dispose(gradients)
    this.gradients = null
    this.pictures = 0
    this.showOwn()
    return tf.keep(norm)
  }

  private step(group: Group, gradient: tf.Tensor1D, learningRate: number): void {
    const { name, momentum, weightDecay } = this.settings
    const { vector, slots } = group
    const decay = group.decays ? weightDecay : 0
    const pull = decay === 0 ? null : tf.mul<tf.Tensor1D>(vector.read(), decay)
    const slope = pull === null || name === 'adamw' ? gradient : tf.add<tf.Tensor1D>(gradient, pull)
    if (pull !== null && name === 'adamw') vector.subtract(tf.mul<tf.Tensor1D>(pull, learningRate))
    const [first, second] = slots
    if (name === 'sgd') {
      vector.applySgd(slope, learningRate, first === undefined ? null : { vector: first, momentum })
    } else if (first !== undefined && second !== undefined) {
      const step = { ...ADAM, updates: this.updates, learningRate }
      vector.applyAdam(slope, { mean: first, variance: second }, step)
    }
  }

  average(decay: number): void {
    for (const { vector, average } of this.groups) {
      if (average === null) continue
      tf.tidy(() => {
        // average − (1 − decay)(average − now)
        average.subtract(tf.mul<tf.Tensor1D>(tf.sub(average.read(), vector.read()), 1 - decay))
      })
    }
  }

  showAverage(): void {
    for (const { weights, average, vector } of this.groups) show(weights, average ?? vector)
  }

  showOwn(): void {
    for (const { weights, vector } of this.groups) show(weights, vector)
  }

  restart(): void {
    for (const { slots, weights } of this.groups) {
      tf.tidy(() => {
        for (const slot of slots) slot.assign(tf.zeros([weights.size]))
      })
    }
    this.updates = 0
  }

  take(weights: Float32Array): void {
    this.put(weights, (group, values) => {
      group.vector.assign(values)
      group.average?.assign(values)
    })
    this.showOwn()
  }

  async save(): Promise<Map<string, Float32Array>> {
    const vectors = new Map([['weights', await this.collect(({ vector }) => vector)]])
    if (this.groups.some(({ average }) => average !== null)) {
      vectors.set('average', await this.collect(({ average, vector }) => average ?? vector))
    }
    for (let slot = 0; slot < slotCount(this.settings); slot++) {
      vectors.set(`slot-${slot}`, await this.collect(({ slots }) => slots[slot] as NativeVector))
    }
    return vectors
  }

  restore(vectors: ReadonlyMap<string, Float32Array>, updates: number): void {
    const { size } = this.all
    this.take(requireVector(vectors, 'weights', size))
    if (this.groups.some(({ average }) => average !== null)) {
      this.put(requireVector(vectors, 'average', size), ({ average }, values) => average?.assign(values))
    }
    for (let slot = 0; slot < slotCount(this.settings); slot++) {
      this.put(requireVector(vectors, `slot-${slot}`, size), ({ slots }, values) =>
        slots[slot]?.assign(values),
      )
    }
    this.updates = updates
  }

  dispose(): void {
    for (const { vector, slots, average } of this.groups) {
      for (const each of [vector, ...slots, ...(average === null ? [] : [average])]) each.dispose()
    }
    tf.dispose(this.gradients ?? [])
  }

  /** Values in the order of all variables, cut into those of each group. */
  private put(values: Float32Array, into: (group: Group, values: tf.Tensor1D) => void): void {
    const places = this.places()
    for (const group of this.groups) {
      const own = new Float32Array(group.weights.size)
      let to = 0
      for (const member of group.members) {
        const { from, size } = places[member] as { from: number; size: number }
        own.set(values.subarray(from, from + size), to)
        to += size
      }
      tf.tidy(() => {
        into(group, tf.tensor1d(own))
      })
    }
  }

  private async collect(vectorOf: (group: Group) => NativeVector): Promise<Float32Array> {
    const values = new Float32Array(this.all.size)
    const places = this.places()
    for (const group of this.groups) {
      const tensor = vectorOf(group).read()
      const own = (await tensor.data()) as Float32Array
      tensor.dispose()
      let at = 0
      for (const member of group.members) {
        const { from, size } = places[member] as { from: number; size: number }
        values.set(own.subarray(at, at + size), from)
        at += size
      }
    }
    return values
  }

  /** Where each variable's values begin among all. */
  private places(): { from: number; size: number }[] {
    let next = 0
    return this.all.sizes.map((size) => {
      const from = next
      next += size
      return { from, size }
    })
  }
}

function groupsOf(all: FlatWeights, { rate, decay }: WeightFactors) {
  const groups = new Map<string, { members: number[]; rate: number; decays: boolean }>()
  let at = 0
  all.sizes.forEach((size, member) => {
    // A factor is the same for all values of a variable.
    const own = { rate: rate?.[at] ?? 1, decays: (decay?.[at] ?? 0) > 0 }
    const key = `${own.rate}/${own.decays}`
    const group = groups.get(key) ?? { members: [], ...own }
    group.members.push(member)
    groups.set(key, group)
    at += size
  })
  return [...groups.values()].map((group) => ({
    ...group,
    weights: new FlatWeights(
      group.members.map((member) => all.weights[member] as (typeof all.weights)[number]),
    ),
  }))
}

function zeros(size: number): NativeVector {
  const start: tf.Tensor1D = tf.zeros([size])
  const vector = new NativeVector(start)
  start.dispose()
  return vector
}

function show(weights: FlatWeights, vector: NativeVector): void {
  const values = vector.read()
  weights.scatter(values)
  values.dispose()
}
