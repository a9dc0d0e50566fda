import { expect, it } from 'vitest'
import { titleHash } from './title-hash.ts'

it.each([
  ['', 2872998923],
  ['a', 444641715],
  ['c^the$', 3693593595],
  ['wstar wars', 687003984],
  ['cé', 2796727884],
  ['七人', 1984159297],
  ['\ud800', 1205388858],
])('the hash of %j never changes', (text, hash) => {
  expect(titleHash(text)).toBe(hash)
})

it('spreads short texts over all buckets', () => {
  const counts = new Uint32Array(64)
  for (let serial = 0; serial < 64_000; serial++) {
    const bucket = titleHash(`c${serial.toString(36)}`) & 63
    counts[bucket] = (counts[bucket] ?? 0) + 1
  }
  // 1,000 are to be expected in each, give or take 32.
  expect(Math.min(...counts)).toBeGreaterThan(850)
  expect(Math.max(...counts)).toBeLessThan(1_150)
})
