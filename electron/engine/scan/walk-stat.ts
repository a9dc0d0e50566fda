import { stat, statSync, type BigIntStats } from 'node:fs'
import { setImmediate } from 'node:timers/promises'

/** The few calls to the file system that the walk makes for one entry. Paths are raw bytes throughout. */

/** Stats at once: keeps the thread pool and a network file system busy without flooding either. */
const STATS_AT_ONCE = 32

const SLASH = 0x2f

export function joinPath(folder: Buffer, name: Buffer): Buffer {
  if (folder.length === 0) return name
  return folder.at(-1) === SLASH
    ? Buffer.concat([folder, name])
    : Buffer.concat([folder, Buffer.of(SLASH), name])
}

export function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException | null)?.code ?? 'UNKNOWN'
}

/** What the path leads to, links followed, or the code of the error; numbers have 64 bits, as inodes do. */
export function statOf(path: Buffer): Promise<BigIntStats | string> {
  // The callback form: at 50,000 files it takes half the time of fs.promises.
  return new Promise((resolve) => {
    try {
      stat(path, { bigint: true }, (error, stats) => resolve(error === null ? stats : codeOf(error)))
    } catch (error) {
      // A path with a NUL byte is refused by Node before the system sees it.
      resolve(codeOf(error))
    }
  })
}

/** The same directory has the same identity by whatever path it is reached. */
export function identityOf(stats: BigIntStats): string {
  return `${stats.dev}:${stats.ino}`
}

/** Smaller ones may lie in the directory itself, on some file systems, and have no block of their own. */
const LEAST_PLACEHOLDER_BYTES = 16_384n

/**
 * Whether a file's bytes are only in the cloud: it has a size and takes no room on the disk. Opening it would download
 * it, which nobody asked for. Windows and macOS only: elsewhere file systems leave the number out.
 */
export function isPlaceholder(
  stats: Pick<BigIntStats, 'size' | 'blocks'>,
  platform = process.platform,
): boolean {
  if (platform !== 'win32' && platform !== 'darwin') return false
  return stats.blocks === 0n && stats.size >= LEAST_PLACEHOLDER_BYTES
}

/** The same answer at once, while the engine waits. */
function statNow(path: Buffer): BigIntStats | string {
  try {
    return statSync(path, { bigint: true, throwIfNoEntry: false }) ?? 'ENOENT'
  } catch (error) {
    return codeOf(error)
  }
}

/** A folder whose first stats take longer than this, each, is not on a disk that answers at once. */
const SLOW_STAT_MS = 0.5
/** For so long nothing else runs in the engine. */
const SLICE_MS = 8

/**
 * Stats each item and tells what came of it, in no certain order. The first go through the thread pool; where
 * they answer as a local disk does, the rest are made in short synchronous slices, which takes a third of
 * the time at 50,000 files. A slice that turns slow sends what is left back to the thread pool, so that a
 * network share does not hold the engine up.
 * @throws the signal's reason
 */
export async function statEach<T>(
  items: readonly T[],
  pathOf: (item: T) => Buffer,
  signal: AbortSignal,
  onStat: (item: T, stats: BigIntStats | string) => void,
): Promise<void> {
  const inPool = (some: readonly T[]): Promise<void> =>
    forEachBounded(some, signal, async (item) => onStat(item, await statOf(pathOf(item))))
  const startedMs = performance.now()
  await inPool(items.slice(0, STATS_AT_ONCE))
  let isFast = performance.now() - startedMs < STATS_AT_ONCE * SLOW_STAT_MS
  let position = STATS_AT_ONCE
  while (isFast && position < items.length) {
    signal.throwIfAborted()
    const sliceStartMs = performance.now()
    const sliceStart = position
    let spentMs = 0
    while (spentMs < SLICE_MS && position < items.length) {
      const item = items[position]
      position += 1
      if (item !== undefined) onStat(item, statNow(pathOf(item)))
      spentMs = performance.now() - sliceStartMs
    }
    isFast = spentMs < Math.max(SLICE_MS * 2, (position - sliceStart) * SLOW_STAT_MS)
    await setImmediate()
  }
  await inPool(items.slice(position))
}

/**
 * Runs a task for each item, a bounded number at once; starts no more once the signal is given.
 * @throws the signal's reason
 */
export async function forEachBounded<T>(
  items: readonly T[],
  signal: AbortSignal,
  task: (item: T) => Promise<void>,
): Promise<void> {
  const queue = items.values()
  const lane = async (): Promise<void> => {
    for (const item of queue) {
      signal.throwIfAborted()
      await task(item)
    }
  }
  await Promise.all(Array.from({ length: Math.min(STATS_AT_ONCE, items.length) }, lane))
}
