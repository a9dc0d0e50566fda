import { describe, expect, it } from 'vitest'
import { measureRows } from './model-measures.ts'

describe('the measures of a model', () => {
  it('stand beside predicting nothing, and are left out where they were not taken', () => {
    const measures = { perLabelAccuracy: 0.896, predictNothingAccuracy: 0.881, top3Hit: null, macroMAP: 0.32 }
    expect(measureRows({ measures })).toEqual([
      { measure: 'perLabelAccuracy', model: 0.896, nothing: 0.881 },
      { measure: 'macroMAP', model: 0.32, nothing: null },
    ])
  })
})
