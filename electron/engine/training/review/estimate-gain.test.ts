import { describe, expect, it } from 'vitest'
import type { JudgedTeaching } from './estimate-gain.ts'
import { estimateGain } from './estimate-gain.ts'

/** A teaching that took a share of the loss off, from so many new verdicts. */
function teaching(share: number, newVerdicts: number, more: Partial<JudgedTeaching> = {}): JudgedTeaching {
  return { basis: 'audit', lossBefore: 0.4, lossAfter: 0.4 * (1 - share), newVerdicts, ...more }
}

const THREE = [teaching(0.01, 100), teaching(0.06, 200), teaching(0.1, 200)]

describe('the gain that a teaching is expected to bring', () => {
  it('is the median of the last three for each verdict, for as many as wait, with their range', () => {
    const gain = estimateGain([...THREE, teaching(0.9, 10)], 50)
    expect(gain).toMatchObject({ verdicts: 50, basis: 'audit' })
    expect([gain?.low, gain?.share, gain?.high]).toEqual([
      expect.closeTo(0.005, 9),
      expect.closeTo(0.015, 9),
      expect.closeTo(0.025, 9),
    ])
  })

  it('is counted for no more verdicts than one of the three had', () => {
    const gain = estimateGain(THREE, 5_000)
    expect(gain?.verdicts).toBe(5_000)
    expect(gain?.share).toBeCloseTo(0.06, 9)
  })

  it('may be a loss', () => {
    const gain = estimateGain([teaching(-0.02, 100), teaching(-0.01, 100), teaching(0.03, 100)], 100)
    expect([gain?.low, gain?.share, gain?.high]).toEqual([
      expect.closeTo(-0.02, 9),
      expect.closeTo(-0.01, 9),
      expect.closeTo(0.03, 9),
    ])
  })

  it.each([
    ['there were two', THREE.slice(1), 50],
    ['nothing waits', THREE, 0],
    ['other films judged one of them', [teaching(0.01, 100, { basis: 'picked' }), ...THREE], 50],
    ['one had nothing new', [teaching(0.01, 0), ...THREE], 50],
    ['verdicts were taken back since the model learned', [teaching(0.01, -3), ...THREE], 50],
  ])('is not told where %s', (_, last, waiting) => {
    expect(estimateGain(last, waiting)).toBeNull()
  })
})
