import { dirname, join } from 'node:path'
import type { JobInfo } from '#shared/contract/jobs.ts'
import type { NfoPreview, NfoWritten, RefusedNfo } from '#shared/contract/nfo.ts'
import { nfoContract } from '#shared/contract/nfo.ts'
import type { ErrorCode } from '#shared/errors.ts'
import { ERROR_SENTENCES } from '#shared/errors.ts'
import { allNfoGenres, setNfoGenres } from '../catalog/queries/nfos.ts'
import type { CatalogStore } from '../catalog/store.ts'
import type { JobContext, JobDefinition } from '../jobs/define.ts'
import { defineJob } from '../jobs/define.ts'
import type { Clock } from '../platform/clock.ts'
import type { GenreTable } from '../scan/genre-names.ts'
import { refreshPoster } from '../scan/identity.ts'
import type { NfoCandidate } from '../scan/nfo-write/candidates.ts'
import { nfoCandidates } from '../scan/nfo-write/candidates.ts'
import { keepCopy, readScannedNfo, replaceNfo, whyNotWritable } from '../scan/nfo-write/nfo-file.ts'
import type { NfoPatch } from '../scan/nfo-write/patch-nfo.ts'
import { patchNfo } from '../scan/nfo-write/patch-nfo.ts'
import type { Spelling } from '../scan/nfo-write/vocabulary.ts'
import { learnSpelling } from '../scan/nfo-write/vocabulary.ts'
import { displayPath } from '../scan/paths.ts'
import type { EngineContext } from './context.ts'

export const WRITE_NFO = 'write-nfo'
const MOST_SHOWN = 20
const MOST_NAMED = 1_000
/** Between two transactions; what was written before a death the next scan reads again. */
const PER_TRANSACTION = 20

interface Services {
  store: CatalogStore
  genres: GenreTable
  clock: Clock
  /** Of the catalog; the copies are kept beside it. */
  catalogPath: string
}

/**
 * Reads files until twenty changes are found, however many there are; beyond them only those whose tags nothing else can
 * tell of.
 */
export async function previewNfos(
  { store, genres, paths }: EngineContext,
  signal: AbortSignal,
): Promise<NfoPreview> {
  const candidates = nfoCandidates(store, genres)
  const spelling = spellingIn(store, genres)
  const preview: NfoPreview = {
    files: 0,
    changes: [],
    refused: [],
    copiesFolder: copiesIn(paths.catalog),
  }
  for (const candidate of candidates) {
    signal.throwIfAborted()
    const isFull = preview.changes.length === MOST_SHOWN || preview.refused.length === MOST_NAMED
    if (isFull && candidate.isKnown) {
      preview.files++
      continue
    }
    const { patch } = await planned(candidate, genres, spelling)
    if (patch.kind !== 'same') preview.files++
    if (isFull) continue
    if (patch.kind === 'refused') preview.refused.push(refusal(candidate, patch.code))
    if (patch.kind === 'patched') preview.changes.push({ path: pathOf(candidate), lines: patch.lines })
  }
  return preview
}

export function writeNfos({ jobs }: EngineContext): JobInfo {
  return jobs.start(WRITE_NFO, {})
}

/** Writes every NFO file that says otherwise than a person. Begun anew after an interruption, it finds the rest. */
export function writeNfoJob(services: Services): JobDefinition<Record<string, never>, NfoWritten> {
  return defineJob({
    kind: WRITE_NFO,
    lane: 'labels',
    params: nfoContract['nfo.write'].params,
    title: () => 'Writing genres into NFO files',
    subject: () => null,
    run: (_, context) => run(services, context),
  })
}

async function run(services: Services, { signal, report }: JobContext): Promise<NfoWritten> {
  const { store, genres, clock, catalogPath } = services
  const candidates = nfoCandidates(store, genres)
  const spelling = spellingIn(store, genres)
  const copiesFolder = join(copiesIn(catalogPath), new Date(clock.now()).toISOString().replaceAll(':', '-'))
  const result: NfoWritten = { written: 0, refused: [], copiesFolder: null }
  let refused = 0
  for (let from = 0; from < candidates.length && !signal.aborted; from += PER_TRANSACTION) {
    const written: Written[] = []
    try {
      for (const candidate of candidates.slice(from, from + PER_TRANSACTION)) {
        if (signal.aborted) break
        const outcome = await writeOne(candidate, { genres, spelling, copiesFolder })
        if (outcome === null) continue
        if ('key' in outcome) written.push(outcome)
        else if (refused++ < MOST_NAMED) result.refused.push(refusal(candidate, outcome.code))
      }
    } finally {
      learn(services, written)
    }
    result.written += written.length
    const done = Math.min(from + PER_TRANSACTION, candidates.length)
    report({ phase: 'writing', done, total: candidates.length, problems: refused })
  }
  return { ...result, copiesFolder: result.written > 0 ? copiesFolder : null }
}

interface Written {
  candidate: NfoCandidate
  key: string
  genres: readonly string[]
}

/** @returns null where the file says the same as the person already */
async function writeOne(
  candidate: NfoCandidate,
  options: { genres: GenreTable; spelling: Spelling; copiesFolder: string },
): Promise<Written | { code: ErrorCode } | null> {
  const { patch, bytes } = await planned(candidate, options.genres, options.spelling)
  if (patch.kind === 'same') return null
  if (patch.kind === 'refused') return patch
  const problem = await keepCopy(options.copiesFolder, candidate, bytes)
  if (problem !== null) return { code: problem }
  const replaced = await replaceNfo(candidate, patch.bytes)
  return 'code' in replaced ? replaced : { candidate, key: replaced.key, genres: patch.genres }
}

async function planned(
  candidate: NfoCandidate,
  table: GenreTable,
  spelling: Spelling,
): Promise<{ patch: NfoPatch; bytes: Uint8Array }> {
  const nothing = new Uint8Array()
  if (!candidate.isRootThere) return { patch: { kind: 'refused', code: 'folder/not-found' }, bytes: nothing }
  const found = await readScannedNfo(candidate)
  if ('code' in found) return { patch: { kind: 'refused', code: found.code }, bytes: nothing }
  const patch = patchNfo(found.bytes, candidate.said, { table, spelling })
  const problem = patch.kind === 'patched' ? await whyNotWritable(candidate) : null
  return { patch: problem === null ? patch : { kind: 'refused', code: problem }, bytes: found.bytes }
}

/** The catalog knows what it has written: no scan is needed, and none takes the files for changed ones. */
function learn({ store, genres }: Services, written: readonly Written[]): void {
  if (written.length === 0) return
  store.write((changes) => {
    for (const { candidate, key, genres: names } of written) {
      for (const file of candidate.files) {
        setNfoGenres(store.db, file.id, { key, genres: names })
        refreshPoster(store.db, file.posterId, genres)
        changes.posterIds.add(file.posterId)
      }
    }
  })
}

function spellingIn(store: CatalogStore, table: GenreTable): Spelling {
  return learnSpelling(
    allNfoGenres(store.db).map((names) => JSON.parse(names) as string[]),
    table,
  )
}

function copiesIn(catalogPath: string): string {
  return join(dirname(catalogPath), 'nfo-copies')
}

function pathOf({ rootPath, path }: NfoCandidate): string {
  return displayPath(rootPath, path).path
}

function refusal(candidate: NfoCandidate, code: ErrorCode): RefusedNfo {
  return { path: pathOf(candidate), code, message: ERROR_SENTENCES[code] }
}
