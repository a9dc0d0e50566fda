import type { Measures } from '#shared/contract/models.ts'
import type { CalibrationFigures } from '#shared/domain/scoreboard.ts'
import { meanOfKnown } from '../measures/average-precision.ts'
import type { Scores } from '../measures/average-precision.ts'
import { labelBrierSkills } from '../measures/calibration.ts'

/**
 * Calibration genre by genre: the mean error beside the floor that chance alone would show, and how many genres have
 * probabilities better than the genre prior.
 * @param ecePerGenre of the same scores
 * @param crossFitted whether these are from calibrations fitted without each film
 */
export function calibrationFigures(
  ecePerGenre: Measures['ecePerGenre'],
  {
    scores,
    truth,
    trainingPrevalence,
  }: { scores: Scores; truth: Uint8Array; trainingPrevalence: readonly number[] },
  crossFitted = false,
): CalibrationFigures {
  const skills = labelBrierSkills(scores, truth, trainingPrevalence)
  return {
    crossFitted,
    ece: meanOfKnown(ecePerGenre.map(({ ece }) => ece)) ?? 0,
    expected: meanOfKnown(ecePerGenre.map(({ expected }) => expected)) ?? 0,
    skilled: skills.filter((skill) => skill !== null && skill > 0).length,
    perGenre: ecePerGenre.map((genre, label) => ({ ...genre, brierSkill: skills[label] ?? null })),
  }
}
