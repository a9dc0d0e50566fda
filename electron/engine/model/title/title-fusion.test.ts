import { describe, expect, it } from 'vitest'
import { explainFusion, fusedLogits, mayTitleSpeak } from './title-fusion.ts'

const FUSION = [
  { picture: 1, title: 0, bias: 0 },
  { picture: 0.5, title: 2, bias: -1 },
]

describe('picture and title together', () => {
  it('are joined genre by genre', () => {
    expect([...fusedLogits([3, 2], [7, 1.5], FUSION)]).toEqual([3, 3])
  })

  it('are shown apart, with what decided', () => {
    const [first, second] = explainFusion([3, 2], [7, 1.5], FUSION, [0.5, 0.5])
    expect(first).toMatchObject({ decidedBy: 'picture', fromPicture: first?.probability })
    expect(second?.decidedBy).toBe('title')
    expect(second?.fromTitle).toBeCloseTo(0.8176, 4)
    // A genre that no training film had, or every one, is no division by zero.
    expect(explainFusion([0], [0], FUSION.slice(0, 1), [0])[0]?.probability).toBe(0.5)
  })

  it('need a title that may be trusted: one out of a bare file name is none', () => {
    expect(mayTitleSpeak('person', null)).toBe(true)
    expect(mayTitleSpeak('nfo', null)).toBe(true)
    expect(mayTitleSpeak('id', null)).toBe(true)
    expect(mayTitleSpeak('name', 1984)).toBe(true)
    expect(mayTitleSpeak('name', null)).toBe(false)
    expect(mayTitleSpeak(null, 1984)).toBe(false)
  })
})
