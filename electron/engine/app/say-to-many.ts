import { z } from 'zod'
import type { VerdictSource } from '#shared/contract/values.ts'
import type { ActChange } from '../catalog/queries/acts.ts'
import {
  appendToAct,
  beginAct,
  lastAct,
  latestActId,
  setSummary,
  withoutLaterWords,
} from '../catalog/queries/acts.ts'
import type { CatalogStore } from '../catalog/store.ts'
import type { JobContext } from '../jobs/define.ts'
import type { Clock } from '../platform/clock.ts'
import { onPosters } from './act-words.ts'

/** As many as are announced by name; a transaction of them takes a few hundredths of a second. */
const PER_TRANSACTION = 500

/** What is to be said of many posters, as one act. */
export interface SaidOfMany {
  ids: Int32Array
  source: VerdictSource
  changesOf(posterId: number, at: number): ActChange[]
  /** The act in words, without the posters that it is about. */
  words(act: { wanted: readonly ActChange[]; verdicts: number }): string
}

export interface BulkResult {
  /** Posters that were named. */
  asked: number
  changed: number
  /** Posters that are gone, or of which something else was said meanwhile. */
  skipped: number
}

/** How far it is. Saved with each transaction, so that it holds for exactly what was written. */
const noteSchema = z.object({
  /** The latest act when it began: what was said after that stands. */
  since: z.int(),
  /** The act that the next changes belong to, null before the first. */
  actId: z.int().nullable(),
  /** Of that act. */
  position: z.int(),
  posters: z.int(),
  verdicts: z.int(),
  /** Of the job, which may have begun a second act. */
  done: z.int(),
  changed: z.int(),
  skipped: z.int(),
})
type Note = z.output<typeof noteSchema>

/** Runs as a job: writes some hundred posters at a time, so that everything else goes on. */
export async function sayToMany(
  { store, clock }: { store: CatalogStore; clock: Clock },
  said: SaidOfMany,
  { signal, note: kept, keep, report }: JobContext,
): Promise<BulkResult> {
  const { ids } = said
  let note = noteFrom(kept, store)
  const progress = () => ({ phase: 'saying', done: note.done, total: ids.length, problems: 0 })
  while (note.done < ids.length && !signal.aborted) {
    const batch = ids.subarray(note.done, note.done + PER_TRANSACTION)
    note = store.write((changes) => {
      const next = writeBatch(store, said, { batch, note, at: clock.now() })
      for (const id of next.changedIds) changes.posterIds.add(id)
      note = next.note
      keep(progress(), note)
      return note
    })
    report(progress())
    // Whoever asks something meanwhile is answered between two transactions.
    await new Promise((resolve) => setImmediate(resolve))
  }
  return { asked: ids.length, changed: note.changed, skipped: note.skipped }
}

/**
 * Goes on with the act of the last run while it is still the one that undo would take back; what was said after it,
 * or that it was undone, makes the rest an act of its own.
 */
function noteFrom(kept: unknown, store: CatalogStore): Note {
  const parsed = noteSchema.safeParse(kept)
  const fresh = { actId: null, position: 0, posters: 0, verdicts: 0 }
  if (!parsed.success) return { ...fresh, since: latestActId(store.db), done: 0, changed: 0, skipped: 0 }
  const note = parsed.data
  return note.actId === null || lastAct(store.db)?.id === note.actId ? note : { ...note, ...fresh }
}

function writeBatch(
  store: CatalogStore,
  { source, changesOf, words }: SaidOfMany,
  { batch, note, at }: { batch: Int32Array; note: Note; at: number },
): { note: Note; changedIds: ReadonlySet<number> } {
  const wanted: ActChange[] = []
  let skipped = 0
  for (const posterId of batch) {
    if (store.columns.rowOf(posterId) < 0) {
      skipped++
      continue
    }
    const asked = changesOf(posterId, at)
    const changes = withoutLaterWords(store.db, posterId, note.since, asked)
    if (asked.length > 0 && changes.length === 0) skipped++
    for (const change of changes) wanted.push(change)
  }
  const changedIds = new Set(wanted.map(({ posterId }) => posterId))
  const next = { ...note, done: note.done + batch.length, skipped: note.skipped + skipped }
  if (wanted.length === 0) return { note: next, changedIds }
  next.changed += changedIds.size
  next.posters += changedIds.size
  next.verdicts += wanted.filter(({ field }) => field === 'genre').length
  next.actId ??= beginAct(store.db, { at, source, summary: '' })
  appendToAct(store.db, next.actId, note.position, wanted)
  next.position += wanted.length
  setSummary(store.db, next.actId, words({ wanted, verdicts: next.verdicts }) + onPosters(next.posters))
  return { note: next, changedIds }
}
