import type { ArchitectureName, InputSize } from '#engine/model/architectures/architecture.ts'
import type { TrainingBackendName } from '#engine/model/backends/training-backend.ts'
import { median } from './machine.ts'

/** What a process is to train with: `training-child.ts`. */
export interface ChildSettings {
  architecture: ArchitectureName
  input: InputSize
  batch: number
  backend: TrainingBackendName
  isComposed: boolean
  /** Dataset folder of the loop's epochs; null: only bare steps are asked for. */
  dataset: string | null
  /** Steps of such an epoch. */
  epochSteps: number
}

/** Milliseconds of each step, by the clock and of the processor. */
export interface StepTimes {
  wallMs: number[]
  coreMs: number[]
}

/** Per picture: the median of all steps. */
export interface PictureTimes {
  wallMs: number
  coreMs: number
}

export function perPicture(rounds: readonly StepTimes[], batch: number): PictureTimes {
  return {
    wallMs: median(rounds.flatMap(({ wallMs }) => wallMs)) / batch,
    coreMs: median(rounds.flatMap(({ coreMs }) => coreMs)) / batch,
  }
}

/** The median over the rounds of one against the other, which was measured right beside it. */
export function ratioOf(ones: readonly StepTimes[], others: readonly StepTimes[]): PictureTimes {
  const against = (times: (of: StepTimes) => number[]) =>
    median(
      ones.map((one, round) => {
        const other = others[round]
        return other === undefined ? Number.NaN : median(times(one)) / median(times(other))
      }),
    )
  return { wallMs: against(({ wallMs }) => wallMs), coreMs: against(({ coreMs }) => coreMs) }
}
