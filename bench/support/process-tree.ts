import { readdirSync, readFileSync } from 'node:fs'

const MEGABYTE_IN_KILOBYTES = 1024

/**
 * The most memory a process and its descendants held at once, MB: proportional set size, so that pages two of them
 * share count once. Linux only; elsewhere null.
 */
export function watchMemory(processId: number, everyMs = 250): { peakMb: () => number | null } {
  let peak: number | null = null
  const timer = setInterval(() => {
    const now = treeMb(processId)
    if (now !== null) peak = Math.max(peak ?? 0, now)
  }, everyMs)
  timer.unref()
  return {
    peakMb: () => {
      clearInterval(timer)
      return peak
    },
  }
}

function treeMb(root: number): number | null {
  const parents = new Map<number, number>()
  try {
    for (const name of readdirSync('/proc')) {
      if (!/^\d+$/.test(name)) continue
      const stat = readText(`/proc/${name}/stat`)
      // The command's name stands in brackets and may hold blanks.
      const parent = stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[1]
      if (parent !== undefined) parents.set(Number(name), Number(parent))
    }
  } catch {
    return null
  }
  const isInside = (id: number): boolean => {
    for (let at: number | undefined = id; at !== undefined; at = parents.get(at)) if (at === root) return true
    return false
  }
  let kilobytes = 0
  for (const id of parents.keys()) {
    if (!isInside(id)) continue
    kilobytes += Number(/^Pss:\s+(\d+)/m.exec(readText(`/proc/${id}/smaps_rollup`) ?? '')?.[1] ?? 0)
  }
  return kilobytes / MEGABYTE_IN_KILOBYTES
}

/** Null where a process ended in between. */
function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}
