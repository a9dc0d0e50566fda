import { closeSync, openSync } from 'node:fs'

/** A file that is read. */
export interface OpenFile {
  /** Throws once it is closed: the number may be another file's by then. */
  descriptor(): number
  /** Twice is no harm. */
  close(): void
}

/** Opens a file to read; throws as `openSync` does. */
export function openToRead(path: string): OpenFile {
  let open: number | null = openSync(path, 'r')
  return {
    descriptor() {
      if (open === null) throw new Error(`${path} is closed`)
      return open
    },
    close() {
      if (open !== null) closeSync(open)
      open = null
    },
  }
}
