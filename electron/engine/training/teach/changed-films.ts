import type { Head } from '../../model/heads.ts'
import { probabilitiesOf } from '../../model/heads.ts'
import type { GenreLevel } from '../levels.ts'
import { changedLabels, someRows } from './head-rows.ts'
import type { LevelledHead } from './input.ts'

/** A poster of the catalog with its stored embedding. */
export interface ScoredPoster {
  id: number
  embedding: Uint8Array
  /** Genres that a verdict or an NFO decides, a bit a label: what a head says of them changes nothing. */
  decidedMask: number
}

/** A poster whose likely genres would be others. */
export interface ChangedFilm {
  id: number
  /** Bits of the genres that would be called likely, and that would no longer be. */
  addedMask: number
  removedMask: number
  /** How far the probability of one of these genres moves, at most: what is worst comes first. */
  moved: number
}

/**
 * The posters whose likely genres change from one head and its levels to another, the largest move first, equal ones by
 * id. One pass; only genres whose row or level differs are scored, with the numbers that a scan would store.
 */
export function changedFilms(
  posters: Iterable<ScoredPoster>,
  before: LevelledHead,
  after: LevelledHead,
): ChangedFilm[] {
  const labels = labelsThatDiffer(before, after)
  const [first, second] = [before, after].map(({ head, levels }) => scorer(head, levels, labels)) as [
    Scorer,
    Scorer,
  ]
  const changed: ChangedFilm[] = []
  if (labels.length === 0) return changed
  for (const { id, embedding, decidedMask } of posters) {
    const [was, is] = [first(embedding), second(embedding)]
    const differs = (was.mask ^ is.mask) & ~decidedMask
    if (differs === 0) continue
    const moved = labels.reduce((most, label, row) => {
      if (((differs >>> label) & 1) === 0) return most
      return Math.max(most, Math.abs((is.scores[row] as number) - (was.scores[row] as number)))
    }, 0)
    changed.push({ id, addedMask: differs & is.mask, removedMask: differs & was.mask, moved })
  }
  return changed.sort((left, right) => right.moved - left.moved || left.id - right.id)
}

function labelsThatDiffer(before: LevelledHead, after: LevelledHead): number[] {
  const rows = new Set(changedLabels(before.head, after.head))
  return before.levels.flatMap(({ likely }, label) =>
    rows.has(label) || likely !== after.levels[label]?.likely ? [label] : [],
  )
}

type Scorer = (embedding: Uint8Array) => { scores: Float32Array; mask: number }

function scorer(head: Head, levels: readonly GenreLevel[], labels: readonly number[]): Scorer {
  const some = someRows(head, labels)
  const likely = labels.map((label) => levels[label]?.likely ?? Infinity)
  return (embedding) => {
    const scores = probabilitiesOf(embedding, some)
    let mask = 0
    labels.forEach((label, row) => {
      if ((scores[row] as number) >= (likely[row] as number)) mask |= 1 << label
    })
    return { scores, mask }
  }
}
