import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { AppError } from '#shared/errors.ts'
import { refusalOfWrite } from '../../platform/disk-full.ts'
import { fetchFile, unpack } from './fetch-archive.ts'
import { buildNative, findTensorflow, usualTensorflows } from './native-build.ts'
import { NATIVE_VARIABLE, nativeFolder, nativeLayout } from './native-library.ts'
import type { NativeSources } from './native-sources.ts'
import { nativeSources, thisMachine } from './native-sources.ts'
import { runProbe } from './run-probe.ts'

export type InstallPhase = 'library' | 'addon' | 'unpacking' | 'building' | 'trying'

export interface InstallNativeOptions {
  signal: AbortSignal
  /** Bytes while something is fetched; else 0 of 1. */
  report?(phase: InstallPhase, done: number, total: number | null): void
  /** A folder with TensorFlow to build against, `found` for one of the usual places; left out: everything is fetched. */
  library?: string
  folder?: string
  /** For tests: what to fetch, how to build and how to try it. */
  sources?: NativeSources
  build?: typeof buildNative
  probe?: typeof runProbe
}

/**
 * Installs TensorFlow and its addon in the data folder: prepared in a folder beside it, tried in a process of its own,
 * and only then put in the place of what is there.
 * @returns its description
 * @throws AppError `backend/download`, `backend/build`, `backend/no-library`, `backend/broken`, `catalog/disk-full`,
 * `app/cancelled`
 */
export async function installNative(options: InstallNativeOptions): Promise<string> {
  const { signal, folder = nativeFolder(), probe = runProbe, report = () => undefined } = options
  const stage = `${folder}.part-${process.pid}`
  removeLeftovers(folder)
  try {
    mkdirSync(stage, { recursive: true })
    if (options.library === undefined) await fetchNative(stage, options)
    else await buildFrom(options.library, stage, options)
    report('trying', 0, 1)
    const { reason, description } = await probe(
      { name: 'native', threads: null, task: null },
      { environment: { [NATIVE_VARIABLE]: stage } },
    )
    if (signal.aborted) throw new AppError('app/cancelled')
    if (reason !== null) throw new AppError('backend/broken', reason)
    replace(folder, stage)
    return description ?? 'TensorFlow'
  } catch (error) {
    throw refusalOfWrite(error)
  } finally {
    rmSync(stage, { recursive: true, force: true })
  }
}

async function fetchNative(stage: string, { signal, report, sources }: InstallNativeOptions): Promise<void> {
  const urls = sources ?? nativeSources(thisMachine())
  const { addon } = nativeLayout(stage)
  const parts = [
    { phase: 'addon', url: urls.addon, into: dirname(addon), leading: 1 },
    { phase: 'library', url: urls.library, into: join(stage, 'deps'), leading: 0 },
  ] as const
  for (const { phase, url, into, leading } of parts) {
    const archive = join(stage, basename(new URL(url).pathname))
    await fetchFile(url, archive, { signal, report: (done, total) => report?.(phase, done, total) })
    report?.('unpacking', 0, 1)
    await unpack(archive, into, { leading, signal })
    rmSync(archive)
  }
  if (!existsSync(addon)) throw new AppError('backend/download', `${urls.addon} (it holds no addon)`)
  if (process.platform === 'win32') placeDll(stage)
}

/** Windows looks for a DLL beside the module that wants it; some of the archives hold it above `lib`. */
function placeDll(stage: string): void {
  const { addon, libraries } = nativeLayout(stage)
  const places = [join(libraries, 'tensorflow.dll'), join(dirname(libraries), 'tensorflow.dll')]
  const dll = places.find((file) => existsSync(file))
  if (dll !== undefined) copyFileSync(dll, join(dirname(addon), 'tensorflow.dll'))
}

async function buildFrom(
  library: string,
  stage: string,
  { signal, report, build = buildNative }: InstallNativeOptions,
): Promise<void> {
  const places = library === 'found' ? usualTensorflows() : [library]
  const found = places.map(findTensorflow).find((each) => each !== null)
  if (found === undefined) throw new AppError('backend/no-library', places.join(', '))
  report?.('building', 0, 1)
  await build(found, stage, { signal })
}

/** Of an installation that was killed. */
function removeLeftovers(folder: string): void {
  const parent = dirname(folder)
  const name = basename(folder)
  if (!existsSync(parent)) return
  for (const entry of readdirSync(parent)) {
    const isLeftover = entry.startsWith(`${name}.part-`) || (entry === `${name}.old` && existsSync(folder))
    if (isLeftover) rmSync(join(parent, entry), { recursive: true, force: true })
  }
}

function replace(folder: string, stage: string): void {
  const old = `${folder}.old`
  rmSync(old, { recursive: true, force: true })
  if (existsSync(folder)) renameSync(folder, old)
  renameSync(stage, folder)
  rmSync(old, { recursive: true, force: true })
}
