import { describe, expect, it } from 'vitest'
import { packIds, unpackIds } from './packed-ids.ts'

describe('packed ids', () => {
  it('come back sorted, each once', () => {
    expect([...(unpackIds(packIds([40, 7, 1, 31, 32, 33, 7, 2_147_483_647])) ?? [])]).toEqual([
      1, 7, 31, 32, 33, 40, 2_147_483_647,
    ])
    expect(packIds([])).toBe('')
  })

  it('fit a message: the ids of 100,000 posters', () => {
    const ids = Array.from({ length: 100_000 }, (_, index) => 3 * index + 1)
    const text = packIds(ids)
    expect(text.length).toBeLessThan(110_000)
    expect([...(unpackIds(text) ?? [])]).toEqual(ids)
  })

  it.each(['A', 'BA', 'f_', '_', '_______B', 'B C', 'é', 'ggggggggB'])('%j is none', (text) => {
    expect(unpackIds(text)).toBeNull()
  })
})
