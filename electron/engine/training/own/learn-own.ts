import type { OwnFilms, OwnStanding } from '#shared/contract/own.ts'
import { LIKELY_PRECISION } from '../levels.ts'
import { rocAuc } from '../measures/roc-auc.ts'
import { seedOf, verdictHash } from '../teach/seed.ts'
import { isEnough, isEnoughForPercentages, OWN_NEEDS } from './needs.ts'
import { calibrate } from './own-calibration.ts'
import type { OwnExample } from './own-films.ts'
import { countFilms, ownFilmsOf, taughtPoster } from './own-films.ts'
import type { OwnHead } from './own-fit.ts'
import { crossValidated, fitOwnHead, ownRowsOf } from './own-fit.ts'

/** What was learned of a genre of the user's own. */
export interface LearnedOwn {
  standing: OwnStanding
  films: OwnFilms
  /** Cross-validated, by film; null where nothing could be learned. */
  auc: number | null
  /** For `ranked`, and for `scored`, where its logits are those of probabilities; null: the genre is a tag. */
  head: OwnHead | null
}

/** Right as often as what is called likely of the twenty, where percentages mean what they say. */
export const OWN_LIKELY_FROM = LIKELY_PRECISION

/**
 * Learns a head of its own for a genre from what was said of it: a logistic regression on stored embeddings. The same
 * verdicts give the same head, bit for bit.
 * @param dimensions of the embeddings
 */
export function learnOwn(examples: readonly OwnExample[], dimensions: number): LearnedOwn {
  const films = ownFilmsOf(examples)
  const counts = countFilms(films)
  if (!isEnough(counts)) return { standing: 'few', films: counts, auc: null, head: null }
  const rows = ownRowsOf(films, dimensions)
  const logits = crossValidated(films, rows, seedOf(verdictHash(examples.map(taughtPoster))))
  const auc = rocAuc(
    logits,
    Uint8Array.from(films, ({ isYes }) => (isYes ? 1 : 0)),
    Float64Array.from(films, ({ weight }) => weight),
  )
  if (auc === null || auc < OWN_NEEDS.auc) return { standing: 'untold', films: counts, auc, head: null }
  const head = fitOwnHead(rows)
  const calibration = isEnoughForPercentages(counts) ? calibrate(films, logits) : null
  if (calibration === null) return { standing: 'ranked', films: counts, auc, head }
  const { scale, shift } = calibration
  return {
    standing: 'scored',
    films: counts,
    auc,
    head: { direction: head.direction.map((value) => value * scale), bias: head.bias * scale + shift },
  }
}
