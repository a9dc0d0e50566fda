import { describe, expect, it } from 'vitest'
import { seededRandom } from '../../platform/random.ts'
import { averagePrecision, rank, rankLabel } from './average-precision.ts'
import { bootstrapError, macroAveragePrecision, pairedDifference } from './bootstrap.ts'

const LABELS = 4

/** Films with scores in steps, so that there are ties. */
function drawn(films: number, seed: number, strength = 0.4) {
  const random = seededRandom(seed)
  const truth = Uint8Array.from({ length: films * LABELS }, () => (random() < 0.3 ? 1 : 0))
  const scores = Float32Array.from(
    truth,
    (value) => Math.round(32 * (strength * value + 0.6 * random())) / 32,
  )
  return { scores, truth }
}

/** Average precision straight from its definition, a scan of all films for each distinct score. */
function plainAveragePrecision(scores: readonly number[], truth: readonly number[]): number | null {
  const positives = truth.filter((value) => value === 1).length
  if (positives === 0) return null
  let sum = 0
  let recallBefore = 0
  for (const threshold of [...new Set(scores)].sort((left, right) => right - left)) {
    const said = truth.filter((_, film) => (scores[film] ?? 0) >= threshold)
    const right = said.filter((value) => value === 1).length
    sum += (right / positives - recallBefore) * (right / said.length)
    recallBefore = right / positives
  }
  return sum
}

/** The slow bootstrap: copies the rows drawn and computes all anew. */
function plainError(
  scores: Float32Array,
  truth: Uint8Array,
  resamples: number,
  random: () => number,
): number {
  const films = truth.length / LABELS
  const values = Array.from({ length: resamples }, () => {
    const rows = Array.from({ length: films }, () => Math.floor(random() * films))
    const perLabel = Array.from({ length: LABELS }, (_, label) =>
      plainAveragePrecision(
        rows.map((film) => scores[film * LABELS + label] ?? 0),
        rows.map((film) => truth[film * LABELS + label] ?? 0),
      ),
    ).filter((value) => value !== null)
    return perLabel.reduce((sum, value) => sum + value, 0) / perLabel.length
  })
  const mean = values.reduce((sum, value) => sum + value, 0) / resamples
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (resamples - 1))
}

function rankingsOf(scores: Float32Array, truth: Uint8Array) {
  return Array.from({ length: LABELS }, (_, label) => rankLabel(scores, truth, LABELS, label))
}

describe('averagePrecision', () => {
  it('takes films by weight as if each stood there so often', () => {
    const scores = Float32Array.of(0.75, 0.5, 0.5, 0.25, 0.125)
    const truth = Uint8Array.of(0, 1, 0, 1, 1)
    const weights = Uint16Array.of(1, 2, 1, 0, 3)
    const copies = [...weights].flatMap((weight, film) => Array.from({ length: weight }, () => film))
    const repeated = rank(
      Float32Array.from(copies, (film) => scores[film] ?? 0),
      Uint8Array.from(copies, (film) => truth[film] ?? 0),
    )
    expect(averagePrecision(rank(scores, truth), weights)).toBeCloseTo(averagePrecision(repeated) ?? 0, 12)
  })

  it('has no value when all positives have weight 0', () => {
    const ranking = rank(Float32Array.of(0.5, 0.25), Uint8Array.of(1, 0))
    expect(averagePrecision(ranking, Uint16Array.of(0, 2))).toBeNull()
  })
})

describe('bootstrapError', () => {
  it('is that of the plain, slow bootstrap but for the draws', () => {
    const { scores, truth } = drawn(60, 21)
    const rankings = rankingsOf(scores, truth)
    const quick = bootstrapError(60, (weights) => macroAveragePrecision(rankings, weights), { seed: 3 })
    const slow = plainError(scores, truth, 500, seededRandom(99))
    expect((quick ?? 0) / slow).toBeGreaterThan(0.88)
    expect((quick ?? 0) / slow).toBeLessThan(1.14)
  })

  it('is the textbook error for a mean', () => {
    const values = Array.from({ length: 400 }, (_, index) => index % 2)
    const error = bootstrapError(400, (weights) => {
      return values.reduce((sum, value, index) => sum + value * (weights[index] ?? 0), 0) / 400
    })
    expect(error ?? 0).toBeGreaterThan(0.9 * (0.5 / Math.sqrt(400)))
    expect(error ?? 0).toBeLessThan(1.1 * (0.5 / Math.sqrt(400)))
  })

  it('has no value when nothing could be measured', () => {
    expect(bootstrapError(5, () => null)).toBeNull()
    expect(bootstrapError(5, () => 1, { resamples: 0 })).toBeNull()
  })
})

describe('pairedDifference', () => {
  it('finds nothing between a model and itself', () => {
    const { scores, truth } = drawn(50, 31)
    expect(pairedDifference(scores, scores, truth, LABELS)).toEqual({ difference: 0, interval: [0, 0] })
  })

  it('finds the better of two, from either side', () => {
    const { scores, truth } = drawn(150, 32, 0.5)
    const random = seededRandom(33)
    const worse = scores.map((score) => 0.5 * score + 0.5 * random())
    const better = pairedDifference(scores, worse, truth, LABELS, { resamples: 300, seed: 2 })
    expect(better?.difference).toBeGreaterThan(0)
    expect(better?.interval?.[0]).toBeGreaterThan(0)
    expect(better?.interval?.[1]).toBeGreaterThan(better?.difference ?? 1)
    const swapped = pairedDifference(worse, scores, truth, LABELS, { resamples: 300, seed: 2 })
    expect(swapped?.difference).toBeCloseTo(-(better?.difference ?? 0), 12)
    expect(swapped?.interval?.[1]).toBeCloseTo(-(better?.interval?.[0] ?? 0), 12)
  })

  it('is narrower than the models’ own intervals when they err on the same films', () => {
    const { scores, truth } = drawn(100, 34)
    const random = seededRandom(35)
    const alike = scores.map((score) => score + 0.02 * random())
    const rankings = rankingsOf(scores, truth)
    const own = bootstrapError(100, (weights) => macroAveragePrecision(rankings, weights)) ?? 0
    const [low, high] = pairedDifference(alike, scores, truth, LABELS)?.interval ?? [0, 1]
    expect((high - low) / 2).toBeLessThan(0.5 * 1.96 * own)
  })

  it('has no value without positives, and refuses different films', () => {
    const scores = new Float32Array(8)
    expect(pairedDifference(scores, scores, new Uint8Array(8), LABELS)).toBeNull()
    expect(() => pairedDifference(scores, scores, new Uint8Array(4), LABELS)).toThrow(RangeError)
    expect(() => pairedDifference(scores, new Float32Array(4), new Uint8Array(8), LABELS)).toThrow(RangeError)
  })
})
