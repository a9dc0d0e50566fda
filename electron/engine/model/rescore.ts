import { changedLabels, someRows } from './head-rows.ts'
import { headScorer } from './head-scorer.ts'
import { sigmoid } from './heads.ts'
import type { FilmTitle } from './predictor.ts'
import type { LoadedModel } from './registry.ts'
import { fusedLogits } from './title/title-fusion.ts'
import { titleLogits } from './title/title-model.ts'

/** What another head of the same trunk makes of stored embeddings. */
export interface Rescorer {
  /** Labels on which the two heads differ; of no other does anything change. */
  readonly labels: readonly number[]
  /**
   * The probabilities of {@link Rescorer.labels}, in that order: the very numbers that a scan would store.
   * @param film where the title had a say
   */
  score(stored: Uint8Array, film: FilmTitle | null): Float32Array
}

/** @param from the head whose predictions are there; only rows that differ from it are computed */
export function rescorer(from: LoadedModel, to: LoadedModel): Rescorer {
  const labels = changedLabels(from.head, to.head)
  const logits = headScorer(someRows(to.head, labels))
  const fusion = labels.flatMap((label) => to.manifest.titleModel?.fusion[label] ?? [])
  return {
    labels,
    score(stored, film) {
      const picture = logits(stored)
      const read = film === null || to.title === null ? null : titleLogits(to.title, film.title, film.year)
      if (read === null) return picture.map(sigmoid)
      const title = labels.map((label) => read[label] ?? 0)
      return Float32Array.from(fusedLogits(picture, title, fusion), sigmoid)
    },
  }
}
