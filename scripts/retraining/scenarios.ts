import { NULLS, SHIFTS } from './collections.ts'
import type { Asking, Scenario } from './simulate.ts'

export interface NamedScenario extends Scenario {
  name: string
  runs: number
}

const POINTS = [60, 120, 240, 480, 960, 1920]
const NULL_POINTS = [480, 960, 1920]
const ASKINGS: readonly Asking[] = ['random', 'review', 'asked']

/** The runs of the curves, then those with nothing to be learned. */
export const SCENARIOS: readonly NamedScenario[] = [
  ...Object.entries(SHIFTS).flatMap(([name, collection]) =>
    ASKINGS.map((asking): NamedScenario => ({
      name: `${name}-${asking}`,
      runs: 20,
      collection,
      asking,
      points: POINTS,
      endsAtPromotion: false,
    })),
  ),
  ...Object.entries(NULLS).map(([name, collection]): NamedScenario => ({
    name,
    runs: 200,
    collection,
    asking: 'review',
    points: NULL_POINTS,
    endsAtPromotion: true,
  })),
]
