import type { TrainingReport } from '#shared/domain/report.ts'
import type { ModelManifest } from '../../model/manifest.ts'

/** A genre's average precision must be so many times what chance would give. */
const LEAST_GAIN = 2

/**
 * Genres that a model tells well enough for its doubt to mean something, in label order: those whose average precision
 * on its validation films is at least twice their share of these. A manifest does not hold that; of a model without a
 * report it is the genres that reach a likely level.
 */
export function trustedGenres(
  { levels }: Pick<ModelManifest, 'levels'>,
  report: Pick<TrainingReport, 'genres'> | null,
): number[] {
  return levels.flatMap(({ likely }, genre) => {
    const measured = report?.genres[genre]
    if (measured === undefined) return likely === null ? [] : [genre]
    return measured.ap !== null && measured.ap >= LEAST_GAIN * measured.prevalence ? [genre] : []
  })
}
