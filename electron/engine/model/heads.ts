import { viewEmbedding } from './stored-embedding.ts'

/** A linear head over an embedding: twenty logits. */
export interface Head {
  /** labels × dimensions, row-major. */
  weights: Float32Array
  bias: Float32Array
  dimensions: number
}

/** Reads `head.bin`: float32 little-endian, the weights of each label, then the biases. */
export function parseHead(bytes: Uint8Array, labels: number): Head {
  const dimensions = bytes.byteLength / 4 / labels - 1
  if (!Number.isInteger(dimensions) || dimensions < 1) {
    throw new RangeError(`a head of ${labels} labels cannot have ${bytes.byteLength} bytes`)
  }
  const values = new Float32Array(new Uint8Array(bytes).buffer)
  return {
    weights: values.subarray(0, labels * dimensions),
    bias: values.subarray(labels * dimensions),
    dimensions,
  }
}

/** The same bytes of a head. */
export function encodeHead({ weights, bias }: Head): Uint8Array {
  const values = new Float32Array(weights.length + bias.length)
  values.set(weights)
  values.set(bias, weights.length)
  return new Uint8Array(values.buffer)
}

/**
 * Logits of a stored embedding, the same whoever asks: {@link headScorer} gives these very numbers faster. Each logit is one
 * sum in the order of the dimensions, so a head of some of the labels gives the same numbers.
 */
export function logitsOf(stored: Uint8Array, head: Head): Float32Array {
  const { scale, values } = viewEmbedding(stored)
  return linear(values, scale, head)
}

function linear(values: Int8Array | Float32Array, scale: number, head: Head): Float32Array {
  if (values.length !== head.dimensions) {
    throw new RangeError(`an embedding of ${values.length} values does not fit a head of ${head.dimensions}`)
  }
  const { weights, bias, dimensions } = head
  const logits = new Float32Array(bias.length)
  let label = 0
  // Four sums side by side: one alone would wait for each addition before it begins the next.
  for (; label + 4 <= logits.length; label += 4) {
    let [a, b, c, d] = [0, 0, 0, 0]
    const from = label * dimensions
    for (let at = 0; at < dimensions; at++) {
      const value = values[at] as number
      const place = from + at
      a += (weights[place] as number) * value
      b += (weights[place + dimensions] as number) * value
      c += (weights[place + 2 * dimensions] as number) * value
      d += (weights[place + 3 * dimensions] as number) * value
    }
    logits[label] = a * scale + (bias[label] as number)
    logits[label + 1] = b * scale + (bias[label + 1] as number)
    logits[label + 2] = c * scale + (bias[label + 2] as number)
    logits[label + 3] = d * scale + (bias[label + 3] as number)
  }
  for (; label < logits.length; label++) {
    let sum = 0
    const from = label * dimensions
    for (let at = 0; at < dimensions; at++) sum += (weights[from + at] as number) * (values[at] as number)
    logits[label] = sum * scale + (bias[label] as number)
  }
  return logits
}

/** The sigmoid of every logit: genres are independent yes-or-no questions. */
export function probabilitiesOf(stored: Uint8Array, head: Head): Float32Array {
  return logitsOf(stored, head).map(sigmoid)
}

/** The same of an embedding as the network gave it, before it is stored: to compare what computes embeddings. */
export function probabilitiesOfVector(vector: Float32Array, head: Head): Float32Array {
  return logitsOfVector(vector, head).map(sigmoid)
}

/** Its logits. */
export function logitsOfVector(vector: Float32Array, head: Head): Float32Array {
  return linear(vector, 1, head)
}

/** The probability that a logit stands for. */
export function sigmoid(logit: number): number {
  return 1 / (1 + Math.exp(-logit))
}
