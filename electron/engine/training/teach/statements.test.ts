import { describe, expect, it } from 'vitest'
import { POSTER_FLAGS } from '#shared/domain/effective.ts'
import { LABELS, taughtPoster, verdict } from '../../../../tests/helpers/taught-collection.ts'
import type { TaughtPoster } from './input.ts'
import { filmsOf } from './statements.ts'

const embedding = new Uint8Array(12)

function poster(id: number, known: Partial<TaughtPoster> = {}): TaughtPoster {
  return taughtPoster(id, embedding, { isReviewed: false, ...known })
}

/** `poster label yes|no origin weight`, in order. */
function said(posters: readonly TaughtPoster[], withNfo = false): string[] {
  return filmsOf(posters, { labels: LABELS, withNfo }).flatMap(({ statements }) =>
    statements.map(
      ({ poster: { id }, label, isYes, origin, weight }) =>
        `${id} ${label} ${isYes ? 'yes' : 'no'} ${origin} ${weight}`,
    ),
  )
}

describe('what is said of films', () => {
  it('weighs an explicit word fully, and others half', () => {
    const verdicts = [
      verdict(0, true),
      verdict(1, false, { source: 'bulk', isAsked: false }),
      verdict(2, true, { source: 'confirmed' }),
      verdict(3, true, { source: 'imported', isAsked: false }),
    ]
    expect(said([poster(1, { verdicts })])).toEqual([
      '1 0 yes asked 1',
      '1 1 no unasked 0.5',
      '1 2 yes asked 0.5',
      '1 3 yes unasked 0.5',
    ])
  })

  it('takes what a reviewed poster was left without for a weak no, unless its NFO claims it', () => {
    const reviewed = poster(1, { isReviewed: true, nfoMask: 0b1000, verdicts: [verdict(0, true)] })
    expect(said([reviewed])).toEqual(['1 0 yes asked 1', '1 1 no unshown 0.2', '1 2 no unshown 0.2'])
  })

  it('learns from NFO files only when it is told to, and never against a verdict', () => {
    const posters = [poster(1, { nfoMask: 0b0011, verdicts: [verdict(0, false)] })]
    expect(said(posters)).toEqual(['1 0 no asked 1'])
    expect(said(posters, true)).toEqual([
      '1 0 no asked 1',
      '1 1 yes nfo 0.3',
      '1 2 no nfo 0.3',
      '1 3 no nfo 0.3',
    ])
  })

  it.each(['damaged', 'shared', 'low-information'] as const)('learns nothing from a %s picture', (flag) => {
    expect(said([poster(1, { flags: POSTER_FLAGS[flag], verdicts: [verdict(0, true)] })])).toEqual([])
  })

  it('learns nothing from a poster without an embedding, or of a genre that is gone', () => {
    expect(said([poster(1, { embedding: null, verdicts: [verdict(0, true)] })])).toEqual([])
    expect(said([poster(1, { verdicts: [verdict(LABELS, true), verdict(-1, true)] })])).toEqual([])
  })

  it('shares the weight of a film among its posters', () => {
    const two = [1, 2].map((id) => poster(id, { filmId: 7, verdicts: [verdict(0, true)] }))
    expect(said(two)).toEqual(['1 0 yes asked 0.5', '2 0 yes asked 0.5'])
  })

  it('goes by the latest of verdicts that disagree within a film, in whatever order they come', () => {
    const two = [
      poster(1, { stackId: 9, verdicts: [verdict(0, true, { at: 5 })] }),
      poster(2, { stackId: 9, verdicts: [verdict(0, false, { at: 8 })] }),
    ]
    expect(said(two)).toEqual(['2 0 no asked 1'])
    expect(said(two.toReversed())).toEqual(['2 0 no asked 1'])
  })

  it('lets a verdict on one poster of a film silence what was not shown on another', () => {
    const two = [
      poster(1, {
        filmId: 7,
        isReviewed: true,
        verdicts: [verdict(1, false), verdict(2, false), verdict(3, false)],
      }),
      poster(2, { filmId: 7, verdicts: [verdict(0, true)] }),
    ]
    expect(said(two).filter((line) => line.split(' ')[1] === '0')).toEqual(['2 0 yes asked 1'])
  })

  it('lets a verdict on an unfit picture hold of its film, without learning from that picture', () => {
    const [fit, unfit] = [
      { filmId: 7, nfoMask: 0b0001, verdicts: [verdict(1, true, { at: 5 })] },
      { filmId: 7, embedding: null, verdicts: [verdict(0, false), verdict(1, false, { at: 8 })] },
    ]
    const lines = said([poster(1, fit), poster(2, unfit)], true)
    expect(lines.filter((line) => ['0', '1'].includes(line.split(' ')[1] ?? ''))).toEqual([])
  })

  it('lets only answers to a question judge, on posters that were looked through', () => {
    const judging = (known: Partial<TaughtPoster>, of = verdict(0, true)) =>
      filmsOf([poster(1, { ...known, verdicts: [of] })], { labels: 1, withNfo: false })[0]?.statements[0]
        ?.isJudging
    expect(judging({ isReviewed: true })).toBe(true)
    expect(judging({ isReviewed: true }, verdict(0, true, { source: 'confirmed' }))).toBe(true)
    expect(judging({ isReviewed: true }, verdict(0, true, { isAsked: false }))).toBe(false)
    expect(judging({ isReviewed: true }, verdict(0, true, { source: 'imported' }))).toBe(false)
    expect(judging({ isReviewed: false })).toBe(false)
  })
})
