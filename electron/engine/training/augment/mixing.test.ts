import { describe, expect, it } from 'vitest'
import { mixBatch, mixLabels } from './mixing.ts'
import { parseAugment } from './spec.ts'

const INPUT = { height: 12, width: 8 }
const SIZE = INPUT.height * INPUT.width * 3
const COUNT = 16

/** Half of the pictures black, half white. */
function blackAndWhite(): Uint8Array {
  return Uint8Array.from({ length: COUNT * SIZE }, (_, at) => (Math.floor(at / SIZE) % 2) * 255)
}

function mixed(list: string, step = 0) {
  const pixels = blackAndWhite()
  const mixing = mixBatch(pixels, parseAugment(list), { seed: 5, epoch: 1, step, count: COUNT, input: INPUT })
  const white = Float32Array.from({ length: COUNT }, (_, place) => place % 2)
  return { pixels, labels: mixing === null ? null : mixLabels(white, mixing) }
}

describe.each(['mixup=1', 'cutmix=1', 'mixup=1,cutmix=1'])('%s', (list) => {
  it('gives a picture as much of a label as it has of the other picture', () => {
    const { pixels, labels } = mixed(list)
    const whiteness = Float32Array.from({ length: COUNT }, (_, place) => {
      const picture = pixels.subarray(place * SIZE, (place + 1) * SIZE)
      return picture.reduce((sum, value) => sum + value, 0) / SIZE / 255
    })
    for (const [place, label] of (labels ?? new Float32Array()).entries()) {
      expect(label).toBeCloseTo(whiteness[place] ?? -1, 2)
    }
    expect((labels ?? new Float32Array()).some((label) => label > 0.05 && label < 0.95)).toBe(true)
  })

  it('is the same for the same step, another for the next', () => {
    expect(mixed(list)).toEqual(mixed(list))
    expect(mixed(list).labels).not.toEqual(mixed(list, 1).labels)
  })
})

it('leaves a batch alone when neither is on', () => {
  expect(mixed('zoom')).toEqual({ pixels: blackAndWhite(), labels: null })
})

it('keeps several labels of a picture together', () => {
  const mixing = { partners: Int32Array.of(1, 0), own: Float32Array.of(0.75, 0.5) }
  expect([...mixLabels(Float32Array.of(1, 0, 0, 1), mixing)]).toEqual([0.75, 0.25, 0.5, 0.5])
})
