import { setImmediate } from 'node:timers/promises'
import { PREPROCESS_VERSION } from '../images/preprocess.ts'
import { genresReaching } from '../catalog/levels.ts'
import { embeddingOf } from '../catalog/queries/cache.ts'
import { pictureHashes } from '../catalog/queries/posters.ts'
import { toldOf } from '../catalog/told.ts'
import { titleReader } from '../model/predictor.ts'
import type { LoadedModel } from '../model/registry.ts'
import { levelsOf } from '../model/registry.ts'
import { rescorer } from '../model/rescore.ts'
import type { EngineContext } from './context.ts'
import { levelChoices } from './settings.ts'

/** A poster whose likely genres would be others. */
export interface ChangedPoster {
  id: number
  /** Bits of the genres that would be called likely, and that would no longer be. */
  addedMask: number
  removedMask: number
  /** How far the probability of one of these genres moves, at most: what is worst comes first. */
  moved: number
}

/** Whoever asks something meanwhile is answered between two slices. */
const SLICE = 500
const ALL_GENRES = (1 << 20) - 1

/**
 * The posters on the wall that would show other likely genres with another head of the trunk in use, the largest move
 * first, equal ones by id: with the numbers that a scan would store, and the levels that a person chose. What a
 * verdict or an NFO decides does not change. Posters without a stored embedding are passed over.
 * @throws the signal's reason when it is aborted
 */
export async function changedPosters(
  { store, model }: Pick<EngineContext, 'store' | 'model'>,
  target: LoadedModel,
  signal: AbortSignal,
): Promise<ChangedPoster[]> {
  const { db, cache, columns } = store
  const scorer = rescorer(model.load(), target)
  const levels = levelsOf(target.manifest, levelChoices(db))
  const reader = titleReader(target.title, target.manifest)?.key ?? null
  const trunk = { trunkSha256: target.manifest.trunkSha256, preprocessVersion: PREPROCESS_VERSION }
  const isShown = columns.shownIn('wall')
  const changed: ChangedPoster[] = []
  const rows = scorer.labels.length === 0 ? [] : Array.from({ length: columns.count }, (_, row) => row)
  const open = rows.filter((row) => columns.isPredicted(row) && isShown(row) && decidedAt(row) !== ALL_GENRES)
  const after = new Float32Array(columns.levels.picture.maybe.length)
  for (let from = 0; from < open.length; from += SLICE) {
    const slice = new Map(open.slice(from, from + SLICE).map((row) => [columns.ids[row] ?? 0, row]))
    for (const [id, contentHash] of [...pictureHashes(db, [...slice.keys()])]) {
      const stored = embeddingOf(cache, { contentHash, ...trunk })
      if (stored !== null) add(id, slice.get(id) as number, stored)
    }
    await setImmediate()
    signal.throwIfAborted()
  }
  return changed.sort((left, right) => right.moved - left.moved || left.id - right.id)

  function decidedAt(row: number): number {
    if (columns.nfo[row] !== 0) return ALL_GENRES
    return (columns.yes[row] ?? 0) | (columns.no[row] ?? 0)
  }

  function add(id: number, row: number, stored: Uint8Array): void {
    const isTitled = columns.isTitled(row)
    const film = isTitled && reader !== null ? toldOf(db, id, reader) : null
    const scores = scorer.score(stored, film)
    after.set(columns.probabilities.subarray(row * after.length, (row + 1) * after.length))
    scorer.labels.forEach((label, at) => {
      after[label] = scores[at] as number
    })
    const { likely } = genresReaching(isTitled ? levels.titled : levels.picture, after, 0)
    const differs = ((columns.likely[row] ?? 0) ^ likely) & ~decidedAt(row)
    if (differs === 0) return
    const moved = scorer.labels.reduce((most, label, at) => {
      if (((differs >>> label) & 1) === 0) return most
      const before = columns.probabilities[row * after.length + label] as number
      return Math.max(most, Math.abs((scores[at] as number) - before))
    }, 0)
    changed.push({ id, addedMask: differs & likely, removedMask: differs & ~likely, moved })
  }
}
