import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** What the shell remembers of its window between two starts; none of it is precious. */
export interface StateFile {
  read(): Record<string, unknown>
  /** Replaces some of it. Where it cannot be written the window opens as usual the next time. */
  merge(changes: Record<string, unknown>): void
}

export function openStateFile(path: string): StateFile {
  const read = (): Record<string, unknown> => {
    try {
      const value: unknown = JSON.parse(readFileSync(path, 'utf8'))
      return typeof value === 'object' && value !== null ? { ...value } : {}
    } catch {
      return {}
    }
  }
  return {
    read,
    merge(changes) {
      try {
        mkdirSync(dirname(path), { recursive: true })
        writeFileSync(`${path}.new`, JSON.stringify({ ...read(), ...changes }))
        renameSync(`${path}.new`, path)
      } catch {
        // A full disk or a folder that cannot be written is told by the engine, whose data matter.
      }
    },
  }
}
