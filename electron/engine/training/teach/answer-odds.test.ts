import { describe, expect, it } from 'vitest'
import { sigmoid } from '../../model/title/title-fusion.ts'
import { seededRandom } from '../../platform/random.ts'
import { taughtPoster, verdict } from '../../../../tests/helpers/taught-collection.ts'
import { answerOdds } from './answer-odds.ts'
import { examplesOf } from './examples.ts'
import type { Statement } from './statements.ts'
import { filmsOf } from './statements.ts'
import { fitMap } from './map-logistic.ts'

const embedding = new Uint8Array(12)
const TRUTH = -1.5

/** Posters of which one genre is denied where it was shown wrongly, confirmed where rightly, and added where missed. */
function reviewed(count: number): Statement[] {
  const random = seededRandom(4)
  const posters = Array.from({ length: count }, (_, at) => {
    const isShown = random() < 0.3
    const isYes = random() < sigmoid(TRUTH)
    const shown = verdict(0, isYes, { source: isYes ? 'confirmed' : 'explicit' })
    const added = isYes ? [verdict(0, true, { isAsked: false })] : []
    return taughtPoster(at + 1, embedding, { verdicts: isShown ? [shown] : added })
  })
  return [...(examplesOf(filmsOf(posters, { labels: 1, withNfo: false }), 1)[0]?.statements ?? [])]
}

function learnedBias(statements: readonly Statement[], odds: (statement: Statement) => number): number {
  const rows = {
    matrix: new Float32Array(statements.length).fill(1),
    columns: 1,
    offsets: Float64Array.from(statements, (statement) => TRUTH + odds(statement)),
    targets: Float64Array.from(statements, ({ isYes }) => (isYes ? 1 : 0)),
    weights: Float64Array.from(statements, ({ weight }) => weight),
  }
  return fitMap(rows, { deviations: Float64Array.of(1) })[0] ?? NaN
}

describe('the odds of an answer', () => {
  it('leave a model that is right as it is, however the answers are weighted', () => {
    const statements = reviewed(3000)
    const odds = answerOdds([{ label: 0, statements, films: new Int32Array(0), yes: 0, no: 0 }])
    expect(Math.abs(learnedBias(statements, odds))).toBeLessThan(0.12)
    // Without them a yes that nobody asked for would count for five of the silent no.
    expect(learnedBias(statements, () => 0)).toBeGreaterThan(0.5)
  })

  it('are even where only one answer was given', () => {
    const statements = reviewed(100).filter(({ isYes }) => isYes)
    const odds = answerOdds([{ label: 0, statements, films: new Int32Array(0), yes: 0, no: 0 }])
    expect(statements.map(odds).every((value) => value === 0)).toBe(true)
  })
})
