import { stat } from 'node:fs/promises'
import type { FileRow } from '../catalog/queries/files.ts'
import { filesOfRoot } from '../catalog/queries/files.ts'
import type { RootRow } from '../catalog/queries/roots.ts'
import { setRootState } from '../catalog/queries/roots.ts'
import { sql } from '../catalog/sql.ts'
import type { CatalogStore } from '../catalog/store.ts'
import type { FoundFile } from './discover.ts'
import { discover, isUnreadable } from './discover.ts'
import type { Reconciliation } from './reconcile.ts'
import { reconcile } from './reconcile.ts'

/** One root as a walk found it, compared with the catalog. */
export interface SurveyedRoot {
  root: RootRow
  startedAt: number
  files: FoundFile[]
  skipped: Map<string, number>
  reconciled: Reconciliation
  /** File ids the catalog had before this scan. */
  knownIds: Set<number>
  state: RootRow['state']
  reason: string | null
}

/** So many files at least must be known before their absence freezes a root. */
const FREEZE_FROM_FILES = 10
const FREEZE_SHARE = 0.2

/**
 * Walks one root. A root that cannot be reached, or that is suddenly empty, is set aside as it is: its posters and
 * verdicts stay, and nothing is called missing.
 */
export async function surveyRoot(
  store: CatalogStore,
  root: RootRow,
  options: { signal: AbortSignal; startedAt: number; onFolder(found: number): void },
): Promise<SurveyedRoot> {
  const known = filesOfRoot(store.db, root.id)
  const surveyed: SurveyedRoot = {
    root,
    startedAt: options.startedAt,
    files: [],
    skipped: new Map(),
    reconciled: { added: [], changed: [], unchanged: [], gone: [] },
    knownIds: new Set(known.map((row) => row.id)),
    state: 'ok',
    reason: null,
  }
  if (!(await isFolder(root.path))) {
    return freeze(
      store,
      surveyed,
      'offline',
      'The folder cannot be reached. Its posters and verdicts stay as they are.',
    )
  }
  const found = await discover(root.path, {
    includeAllArt: root.include_all_art === 1,
    signal: options.signal,
    onFolder: options.onFolder,
  })
  if (found.rootProblem !== null) {
    return freeze(
      store,
      surveyed,
      'offline',
      `The folder cannot be listed (${found.rootProblem}). Check its permissions.`,
    )
  }
  surveyed.files = found.files
  surveyed.skipped = found.skipped
  const present = known.filter((row) => row.state !== 'missing').length
  if (found.files.length === 0 && present > 0) {
    return freeze(
      store,
      surveyed,
      'frozen',
      'The folder is empty, which may be an unmounted drive. Nothing was changed.',
    )
  }
  const reconciled = reconcile(found.files, known, root.scanned_at)
  surveyed.reconciled = {
    ...reconciled,
    gone: reconciled.gone.filter((row) => !isUnreadable(row.path, found.unreadable)),
  }
  return surveyed
}

/**
 * Freezes a root when more than a fifth of its files are gone at once, unless the person accepted it.
 * @returns whether it was frozen; otherwise the root is marked well
 */
export function freezeFor(
  store: CatalogStore,
  surveyed: SurveyedRoot,
  gone: number,
  acceptMissing: boolean,
): boolean {
  const known = surveyed.knownIds.size
  if (!acceptMissing && known >= FREEZE_FROM_FILES && gone > known * FREEZE_SHARE) {
    freeze(store, surveyed, 'frozen', `${gone} of ${known} files are gone at once. Nothing was changed.`)
    return true
  }
  if (surveyed.root.state !== 'ok') {
    store.write(() => {
      setRootState(store.db, surveyed.root.id, 'ok', null)
    })
  }
  return false
}

/** Rows that a new file may turn out to be: gone in this scan, or missing since an earlier one. */
export function moveCandidates(store: CatalogStore, surveys: readonly SurveyedRoot[]): FileRow[] {
  const missing = sql(store.db, `SELECT * FROM file WHERE state = 'missing'`).all() as FileRow[]
  return [...surveys.flatMap((surveyed) => surveyed.reconciled.gone), ...missing]
}

function freeze(
  store: CatalogStore,
  surveyed: SurveyedRoot,
  state: 'frozen' | 'offline',
  reason: string,
): SurveyedRoot {
  store.write(() => {
    setRootState(store.db, surveyed.root.id, state, reason)
  })
  surveyed.state = state
  surveyed.reason = reason
  return surveyed
}

async function isFolder(path: Buffer): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory()
  } catch {
    // Whatever the reason it cannot be looked at, it is offline for this scan.
    return false
  }
}
