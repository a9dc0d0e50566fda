import { seededRandom } from '../../platform/random.ts'
import { CONSTANT, NOT_FINITE } from '../backends/reasons.ts'
import type { Head } from '../heads.ts'
import { probabilitiesOfVector } from '../heads.ts'

/** Enough that none of them is like another; a card made of software takes seconds for each. */
const PICTURES = 4
/**
 * The most by which any of the twenty probabilities may differ from the CPU's. Kernels sum in other orders, which came
 * to 9e-6 at most; storing an embedding as int8 moves a logit by up to 0.03 and so a probability by up to 7e-3 (docs/models.md,
 * "Why a genre"). A tenth of that is no difference to anybody, and far below what a wrong kernel does.
 */
export const MOST_APART = 1e-3

/** Made-up model inputs, the same every time: a slope of two colours under noise each; height × width × 3 bytes. */
export function fixedPictures({ height, width }: { height: number; width: number }): Uint8Array[] {
  const random = seededRandom(1)
  return Array.from({ length: PICTURES }, () => {
    const [from, to] = [0, 1].map(() => [random(), random(), random()].map((value) => value * 256)) as [
      number[],
      number[],
    ]
    const noise = random() * 96
    return Uint8Array.from({ length: height * width * 3 }, (_, at) => {
      const share = Math.floor(at / (width * 3)) / height
      const shade = (from[at % 3] as number) * (1 - share) + (to[at % 3] as number) * share
      return Math.max(0, Math.min(255, shade + (random() - 0.5) * noise))
    })
  })
}

/** The largest difference between the probabilities of embeddings, in any genre of any picture. */
export function farthestApart(
  vectors: readonly Float32Array[],
  expected: readonly Float32Array[],
  head: Head,
): number {
  if (vectors.length !== expected.length) return Infinity
  const differences = vectors.flatMap((vector, at) => {
    const wanted = probabilitiesOfVector(expected[at] as Float32Array, head)
    return Array.from(probabilitiesOfVector(vector, head), (value, label) =>
      Math.abs(value - (wanted[label] as number)),
    )
  })
  return Math.max(...differences)
}

/**
 * What is wrong with embeddings by themselves; null: nothing.
 * @param tensors the pictures they are of
 */
export function faultOf(vectors: readonly Float32Array[], tensors: readonly Uint8Array[]): string | null {
  if (!vectors.every((vector) => vector.every(Number.isFinite))) return NOT_FINITE
  const [firstVector, firstTensor] = [vectors[0], tensors[0]]
  if (firstVector === undefined || firstTensor === undefined) return null
  const isDifferent = tensors.some((tensor) => Buffer.compare(tensor, firstTensor) !== 0)
  const isSame = vectors.every((vector) => vector.every((value, at) => value === firstVector[at]))
  return isDifferent && isSame ? CONSTANT : null
}
