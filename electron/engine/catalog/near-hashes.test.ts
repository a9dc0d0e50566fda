import { describe, expect, it } from 'vitest'
import { seededRandom } from '../platform/random.ts'
import type { Hashes, NeighboursOf } from './near-hashes.ts'
import { MOST_NEIGHBOURS, NEAR_BITS, nearHashes } from './near-hashes.ts'

function finished(hashes: Hashes): NeighboursOf {
  const steps = nearHashes(hashes)
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
  }
}

/** Random hashes, each with three more that differ from it in up to six bits. */
function drawnHashes(count: number): Hashes {
  const random = seededRandom(count)
  const hashes: Hashes = { ids: [], halves: [] }
  let drawn: [number, number] = [0, 0]
  for (let at = 0; at < count; at++) {
    if (at % 4 === 0) drawn = [Math.floor(random() * 2 ** 32), Math.floor(random() * 2 ** 32)]
    const near = [...drawn] as [number, number]
    for (let flips = at % 4 === 0 ? 0 : Math.floor(random() * 7); flips > 0; flips--) {
      const half = random() < 0.5 ? 0 : 1
      near[half] = (near[half] ^ (1 << Math.floor(random() * 32))) >>> 0
    }
    hashes.ids.push(at * 3 + 1)
    hashes.halves.push(...near)
  }
  return hashes
}

function differing({ halves }: Hashes, left: number, right: number): number {
  const bits = (half: number) => BigInt(halves[left * 2 + half] ?? 0) ^ BigInt(halves[right * 2 + half] ?? 0)
  return [...`${bits(0).toString(2)}${bits(1).toString(2)}`].filter((bit) => bit === '1').length
}

describe('near hashes', () => {
  it('are those that comparing each with each finds', () => {
    const hashes = drawnHashes(600)
    const neighboursOf = finished(hashes)
    let found = 0
    hashes.ids.forEach((id, at) => {
      const near = hashes.ids.filter((_, other) => other !== at && differing(hashes, at, other) <= NEAR_BITS)
      expect(
        (neighboursOf(id) ?? []).toSorted((a, b) => a - b),
        String(id),
      ).toEqual(near)
      found += near.length
    })
    expect(found).toBeGreaterThan(200)
  })

  it('are so many of one at most, and unknown of an id that has no hash', () => {
    const ids = Array.from({ length: 40 }, (_, at) => at + 1)
    const neighboursOf = finished({ ids, halves: ids.flatMap(() => [7, 7]) })
    expect(neighboursOf(5)).toHaveLength(MOST_NEIGHBOURS)
    expect(neighboursOf(41)).toBeNull()
    expect(neighboursOf(0)).toBeNull()
  })
})
