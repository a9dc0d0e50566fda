import type { FileRow } from '../catalog/queries/files.ts'
import { filesOfRoot, hasFilesThere } from '../catalog/queries/files.ts'
import type { RootRow } from '../catalog/queries/roots.ts'
import { setRootState, setRootVolume } from '../catalog/queries/roots.ts'
import { sql } from '../catalog/sql.ts'
import type { CatalogStore } from '../catalog/store.ts'
import type { FileSystems } from '../platform/file-systems.ts'
import type { FoundFile } from './discover.ts'
import { discover, isUnreadable } from './discover.ts'
import type { Reconciliation } from './reconcile.ts'
import { fitToArt } from './all-art.ts'
import { reconcile } from './reconcile.ts'
import { isOtherVolume, presenceOf, whereNow } from './root-presence.ts'

/** One root as a walk found it, compared with the catalog. */
export interface SurveyedRoot {
  root: RootRow
  startedAt: number
  /** Device and inode of the folder that was walked; null when there was none. */
  presence: string | null
  /** Another drive than the last time is at this place. */
  isOtherVolume: boolean
  files: FoundFile[]
  skipped: Map<string, number>
  reconciled: Reconciliation
  /** File ids the catalog had before this scan. */
  knownIds: Set<number>
  /** Of the files found, those registered while it was still walked: they are among the added. */
  registeredIds: ReadonlySet<number>
  state: RootRow['state']
  reason: string | null
}

/** So many files at least must be known before their absence freezes a root. */
const FREEZE_FROM_FILES = 10
const FREEZE_SHARE = 0.2

const UNREACHABLE = 'The folder cannot be reached. Its posters and verdicts stay as they are.'

export interface SurveyOptions {
  signal: AbortSignal
  startedAt: number
  fileSystems: FileSystems
  /** The person said that what is gone is gone. */
  acceptMissing: boolean
  onFolder(found: number): void
  /** Registers the first pictures found; answers their ids. Null where what is found may be known under another path. */
  registerFirst: ((files: readonly FoundFile[]) => Promise<ReadonlySet<number>>) | null
}

/**
 * Walks one root. A root that cannot be reached, that goes while it is walked, or that is suddenly empty, is set aside
 * as it is: its posters and verdicts stay, and nothing is called missing.
 */
export async function surveyRoot(
  store: CatalogStore,
  root: RootRow,
  options: SurveyOptions,
): Promise<SurveyedRoot> {
  const surveyed: SurveyedRoot = {
    root,
    startedAt: options.startedAt,
    presence: await presenceOf(root.path),
    isOtherVolume: false,
    files: [],
    skipped: new Map(),
    reconciled: { added: [], changed: [], unchanged: [], gone: [] },
    knownIds: new Set(),
    registeredIds: new Set(),
    state: 'ok',
    reason: null,
  }
  // Before any row is read: that a folder of 100,000 is not there, or empty, should be known at once.
  if (surveyed.presence === null) return setOffline(store, surveyed, options.fileSystems)
  const volume = await options.fileSystems.volumeOf(root.path.toString('utf8'))
  surveyed.isOtherVolume = isOtherVolume(root, volume)
  const { registerFirst } = options
  const found = await discover(root.path, {
    includeAllArt: root.include_all_art === 1,
    signal: options.signal,
    onFolder: options.onFolder,
    ...(registerFirst === null
      ? {}
      : {
          onFirst: async (files) => {
            surveyed.registeredIds = await registerFirst(files)
          },
        }),
  })
  if (found.rootProblem !== null) {
    const reason = `The folder cannot be listed (${found.rootProblem}). Check its permissions.`
    return freeze(store, surveyed, 'offline', reason)
  }
  // Unplugged or renamed while it was walked: what was found is half of it.
  if ((await presenceOf(root.path)) !== surveyed.presence) {
    return setOffline(store, surveyed, options.fileSystems)
  }
  surveyed.files = found.files
  surveyed.skipped = found.skipped
  if (found.files.length === 0 && !options.acceptMissing && hasFilesThere(store.db, root.id)) {
    const reason = 'The folder is empty, which may be an unmounted drive. Nothing was changed.'
    return freeze(store, surveyed, 'frozen', reason)
  }
  fitToArt(store, root)
  const known = filesOfRoot(store.db, root.id).filter((row) => !surveyed.registeredIds.has(row.id))
  surveyed.knownIds = new Set(known.map((row) => row.id))
  const reconciled = reconcile(found.files, known, root.scanned_at)
  surveyed.reconciled = {
    ...reconciled,
    gone: reconciled.gone.filter(
      (row) =>
        !isUnreadable(row.path, found.unreadable) && (row.kind === 'poster' || root.include_all_art === 1),
    ),
  }
  if (!surveyed.isOtherVolume && volume !== null && root.volume !== volume.id) {
    store.write(() => {
      setRootVolume(store.db, root.id, volume)
    })
  }
  return surveyed
}

/**
 * Freezes a root when more than a fifth of its files are gone at once, or when another drive is at its place and any
 * is gone, unless the person accepted it.
 * @param gone files that are neither there nor found elsewhere
 * @param options.known files they are of; by default those known before this scan
 * @returns whether it was frozen; otherwise the root is marked well
 */
export async function freezeFor(
  store: CatalogStore,
  surveyed: SurveyedRoot,
  gone: number,
  options: { acceptMissing: boolean; fileSystems: FileSystems; known?: number },
): Promise<boolean> {
  const known = options.known ?? surveyed.knownIds.size
  if (!options.acceptMissing && gone > 0) {
    if (surveyed.isOtherVolume) {
      const reason = `Another drive is at this place, and ${gone} of ${known} files are not on it. Nothing was changed.`
      freeze(store, surveyed, 'frozen', reason)
      return true
    }
    if (isTooMuch(gone, known)) {
      const reason = `${gone} of ${known} files are gone at once. Nothing was changed.`
      freeze(store, surveyed, 'frozen', reason)
      return true
    }
  }
  const volume = surveyed.isOtherVolume
    ? await options.fileSystems.volumeOf(surveyed.root.path.toString('utf8'))
    : null
  if (surveyed.root.state !== 'ok' || volume !== null) {
    store.write(() => {
      setRootState(store.db, surveyed.root.id, 'ok', null)
      if (volume !== null) setRootVolume(store.db, surveyed.root.id, volume)
    })
  }
  return false
}

/** Whether so many files cannot have gone by themselves. */
export function isTooMuch(gone: number, known: number): boolean {
  return known >= FREEZE_FROM_FILES && gone > known * FREEZE_SHARE
}

/** Rows that a new file may turn out to be: gone in this scan, or missing since an earlier one. */
export function moveCandidates(store: CatalogStore, surveys: readonly SurveyedRoot[]): FileRow[] {
  const missing = sql(store.db, `SELECT * FROM file WHERE state = 'missing'`).all() as FileRow[]
  return [...surveys.flatMap((surveyed) => surveyed.reconciled.gone), ...missing]
}

/** Sets a root aside that cannot be reached, and says where its drive is now if that is known. */
export async function setOffline(
  store: CatalogStore,
  surveyed: SurveyedRoot,
  fileSystems: FileSystems,
): Promise<SurveyedRoot> {
  const elsewhere = await whereNow(surveyed.root, fileSystems)
  const hint =
    elsewhere === null ? '' : ` Its drive is now at ${elsewhere}: onesheet relocate makes it known there.`
  return freeze(store, surveyed, 'offline', UNREACHABLE + hint)
}

export function freeze(
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
