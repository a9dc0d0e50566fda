import type { ModelInfo } from '#shared/contract/models.ts'

/** The measures that a person can make something of. */
const SHOWN = ['perLabelAccuracy', 'top3Hit', 'macroMAP'] as const

/** One measure of a model, beside what predicting nothing reaches where that can be said; shares of 1. */
export interface MeasureRow {
  measure: (typeof SHOWN)[number]
  model: number
  nothing: number | null
}

/** Those that the model has. */
export function measureRows({ measures }: Pick<ModelInfo, 'measures'>): MeasureRow[] {
  const nothing = {
    perLabelAccuracy: measures['predictNothingAccuracy'] ?? null,
    // Who names no genre never hits one; nor is there an order without predictions.
    top3Hit: 0,
    macroMAP: null,
  }
  return SHOWN.flatMap((measure) => {
    const model = measures[measure]
    return typeof model === 'number' ? [{ measure, model, nothing: nothing[measure] }] : []
  })
}
