import { describe, expect, it } from 'vitest'
import { seededRandom } from '../../platform/random.ts'
import type { FusionInput } from './fit-fusion.ts'
import { fitFusion } from './fit-fusion.ts'

/** Films whose truth follows known weights of two drawn logits. */
function drawn(
  films: number,
  weightsOf: (label: number) => [number, number, number],
  labels = 3,
): FusionInput {
  const random = seededRandom(2)
  const input: FusionInput = {
    picture: Float64Array.from({ length: films * labels }, () => 6 * random() - 3),
    title: Float64Array.from({ length: films * labels }, () => 6 * random() - 3),
    truth: new Uint8Array(films * labels),
    prior: Array.from({ length: labels }, (_, label) => label - 2),
  }
  input.truth.forEach((_, pair) => {
    const [a, b, c] = weightsOf(pair % labels)
    const logit = a * (input.picture[pair] ?? 0) + b * (input.title[pair] ?? 0) + c
    input.truth[pair] = random() < 1 / (1 + Math.exp(-logit)) ? 1 : 0
  })
  return input
}

describe('the weights that join picture and title', () => {
  it('are found again where there are films enough', () => {
    const { weights } = fitFusion(drawn(8_000, (label) => [1, label / 2, -1]))
    weights.forEach(({ picture, title, bias }, label) => {
      expect(picture).toBeCloseTo(1, 0.5)
      expect(title).toBeCloseTo(label / 2, 0.5)
      expect(bias).toBeCloseTo(-1, 0.5)
    })
  })

  it('leave a picture alone that its title says nothing about', () => {
    const input = drawn(4_000, () => [1, 0, 0])
    for (const { picture, title } of fitFusion(input).weights) {
      expect(Math.abs(title)).toBeLessThan(0.1)
      expect(Math.abs(picture - 1)).toBeLessThan(0.15)
    }
  })

  it('are cross-fitted without the film itself: what it is of does not move its own logits', () => {
    const input = drawn(40, () => [1, 1, 0])
    const before = fitFusion(input)
    // With one strength for both the other films' weights must stay; a film's own truth is not among them.
    const film = 7
    const truth = input.truth.slice()
    for (let label = 0; label < 3; label++) truth[film * 3 + label] = 1 - (truth[film * 3 + label] ?? 0)
    const after = fitFusion({ ...input, truth }, 1, [before.strength])
    const row = (of: Float64Array) => [...of.subarray(film * 3, film * 3 + 3)]
    expect(row(after.crossFitted)).toEqual(row(before.crossFitted))
    expect(after.crossFitted).not.toEqual(before.crossFitted)
  })

  it('are finite and the same every time, with few films and with extreme logits', () => {
    const few = drawn(6, () => [1, 1, 0])
    few.picture[0] = 60
    few.title[1] = -60
    const fit = fitFusion(few)
    expect(fit).toEqual(fitFusion(few))
    for (const { picture, title, bias } of fit.weights)
      expect([picture, title, bias].every(Number.isFinite)).toBe(true)
  })
})
