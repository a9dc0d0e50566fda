import { describe, expect, it } from 'vitest'
import { seededRandom } from '../../platform/random.ts'
import { TITLE_BUCKETS, titleFeatures, YEAR_SLOTS } from './title-features.ts'
import type { TitleWeights } from './title-model.ts'
import { encodeTitleModel, parseTitleModel, quantiseTitle, titleLogits } from './title-model.ts'

const LABELS = 20

function drawn(seed = 3): TitleWeights {
  const random = seededRandom(seed)
  const draw = (count: number) => Float64Array.from({ length: count }, () => 4 * random() - 2)
  return {
    labels: LABELS,
    bias: draw(LABELS),
    years: draw(YEAR_SLOTS * LABELS),
    buckets: draw(TITLE_BUCKETS * LABELS),
  }
}

function exactLogits({ bias, years, buckets }: TitleWeights, title: string, year: number | null): number[] {
  const features = titleFeatures(title, year)
  return Array.from(bias, (sum, label) => {
    features?.buckets.forEach((bucket, at) => {
      sum += (features.values[at] ?? 0) * (buckets[bucket * LABELS + label] ?? 0)
    })
    for (const slot of features?.yearSlots ?? []) sum += years[slot * LABELS + label] ?? 0
    return sum
  })
}

const weights = drawn()
const model = quantiseTitle(weights)

describe('a title model', () => {
  it('is off by at most half a step a weight once it is stored', () => {
    for (const [title, year] of [
      ['The Hollow Pines', 1984],
      ['七人の侍', 1954],
      ['1917', null],
    ] as const) {
      const values = titleFeatures(title, year)?.values ?? new Float64Array(0)
      const reach = values.reduce((sum, value) => sum + value, 0)
      const exact = exactLogits(weights, title, year)
      titleLogits(model, title, year)?.forEach((logit, label) => {
        const bound = (reach * (model.scales[label] ?? 0)) / 2 + 1e-5
        expect(Math.abs(logit - (exact[label] ?? Number.NaN))).toBeLessThan(bound)
      })
    }
  })

  it('comes back from its file as it was, in less than 2 MB', () => {
    const bytes = encodeTitleModel(model)
    expect(bytes.byteLength).toBeLessThan(2_000_000)
    // A file is read into a buffer that may begin anywhere.
    const shifted = Buffer.from(new ArrayBuffer(bytes.byteLength + 3), 3)
    shifted.set(bytes)
    for (const read of [bytes, shifted]) {
      const parsed = parseTitleModel(read, LABELS)
      expect(Buffer.compare(encodeTitleModel(parsed), bytes)).toBe(0)
      expect(titleLogits(parsed, 'The Hollow Pines', 1984)).toEqual(
        titleLogits(model, 'The Hollow Pines', 1984),
      )
    }
  })

  it('says nothing of a title that says nothing', () => {
    expect(titleLogits(model, '🎬', 1999)).toBeNull()
    expect(titleLogits(model, 'Up', null)).not.toEqual(titleLogits(model, 'Up', 1999))
  })

  it.each<[string, (bytes: Uint8Array) => Uint8Array]>([
    ['another name', (bytes) => bytes.with(0, 0) as Uint8Array],
    ['another version', (bytes) => bytes.with(8, 2) as Uint8Array],
    ['other labels', (bytes) => bytes.with(12, 19) as Uint8Array],
    ['other buckets', (bytes) => bytes.with(18, 2) as Uint8Array],
    ['a byte less', (bytes) => bytes.subarray(1)],
    ['nothing', () => new Uint8Array(0)],
    ['a scale that is no number', (bytes) => bytes.with(26, 0xff).with(27, 0xff) as Uint8Array],
  ])('is refused with %s', (_, spoil) => {
    expect(() => parseTitleModel(spoil(encodeTitleModel(model)), LABELS)).toThrow(RangeError)
  })
})
