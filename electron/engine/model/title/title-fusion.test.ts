import { describe, expect, it } from 'vitest'
import { decidedBy, explainFusion, fusedLogits } from './title-fusion.ts'

const FUSION = [
  { picture: 1, title: 0, bias: 0 },
  { picture: 0.5, title: 2, bias: -1 },
]

describe('picture and title together', () => {
  it('are joined genre by genre', () => {
    expect([...fusedLogits([3, 2], [7, 1.5], FUSION)]).toEqual([3, 3])
  })

  it('are shown apart, with how far each moved the answer from how common the genre is', () => {
    const [first, second] = explainFusion([3, 2], [7, 1.5], FUSION, [0.5, 0.5])
    expect(first).toMatchObject({ moved: { picture: 3, title: 0 }, fromPicture: first?.probability })
    expect(second?.moved).toEqual({ picture: 1, title: 3 })
    expect(second?.fromTitle).toBeCloseTo(0.8176, 4)
    // A genre that no training film had, or every one, is no division by zero.
    expect(explainFusion([0], [0], FUSION.slice(0, 1), [0])[0]?.probability).toBe(0.5)
  })

  it.each([
    [{ picture: 0.4, title: 2 }, true, 'title'],
    [{ picture: 2, title: -1 }, true, 'picture'],
    [{ picture: 2, title: 1 }, true, 'both'],
    // It is called so although the picture spoke against it more loudly than the title for it.
    [{ picture: -0.6, title: 0.5 }, true, 'title'],
    [{ picture: -0.2, title: -0.1 }, true, 'neither'],
    [{ picture: -2, title: 0.5 }, false, 'picture'],
    [{ picture: -1, title: -1.2 }, false, 'both'],
    [{ picture: 0.3, title: 0.1 }, false, 'neither'],
  ] as const)('moved by %o, said: %s, are decided by %s', (moved, isSaid, decider) => {
    expect(decidedBy(moved, isSaid)).toBe(decider)
  })
})
