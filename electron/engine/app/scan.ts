import { realpath, stat } from 'node:fs/promises'
import type { ParsedParams } from '#shared/contract/contract.ts'
import type { JobInfo } from '#shared/contract/jobs.ts'
import type { ScanPreview } from '#shared/contract/scan.ts'
import { AppError } from '#shared/errors.ts'
import { chooseRoots } from '../scan/choose-roots.ts'
import { discover } from '../scan/discover.ts'
import type { EngineContext } from './context.ts'

const PREVIEW_TIMEOUT_MS = 10_000

/** @throws AppError `folder/not-found`, `folder/not-a-folder`, before a job is made of it; `job/running` */
export function startScan(context: EngineContext, params: ParsedParams<'scan.start'>): JobInfo {
  const asked = JSON.stringify([...params.folders].sort())
  if (context.jobs.isRunning('scan', (held) => foldersOf(held) === asked)) throw new AppError('job/running')
  chooseRoots(context.store, params, context.clock.now())
  context.emit('folders.changed', {})
  return context.jobs.start('scan', params)
}

function foldersOf(params: unknown): string {
  const folders = (params as { folders?: string[] }).folders ?? []
  return JSON.stringify([...folders].sort())
}

/** @throws AppError `folder/not-found`, `folder/not-a-folder` */
export async function previewScan(params: { path: string }, signal: AbortSignal): Promise<ScanPreview> {
  const path = await realpath(params.path).catch(() => null)
  if (path === null) throw new AppError('folder/not-found', params.path)
  if (!(await stat(path)).isDirectory()) throw new AppError('folder/not-a-folder', params.path)
  const limit = AbortSignal.any([signal, AbortSignal.timeout(PREVIEW_TIMEOUT_MS)])
  let posters = 0
  try {
    const found = await discover(Buffer.from(path), {
      includeAllArt: false,
      signal: limit,
      onFolder: (count) => (posters = count),
    })
    return {
      path,
      posters: found.files.length,
      otherPictures: found.otherPictures,
      nfoFiles: found.nfoFiles,
      complete: true,
    }
  } catch (error) {
    if (!limit.aborted) throw error
    return { path, posters, otherPictures: 0, nfoFiles: 0, complete: false }
  }
}
