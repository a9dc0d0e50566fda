import { closeSync, fstatSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { dirname, join, parse } from 'node:path'

export interface RotatingFileOptions {
  /** A file that would grow beyond this is put aside first. */
  mostBytes?: number
  /** Files put aside that are kept: `engine.1.log` is the last. */
  kept?: number
}

const MOST_BYTES = 5 * 1024 * 1024
const KEPT = 3

/**
 * Appends lines to a file of bounded size. Each line is written before the call returns: the last one before a crash is
 * the one that is wanted.
 */
export class RotatingFile {
  private readonly path: string
  private readonly mostBytes: number
  private readonly kept: number
  private file: number
  private size: number

  constructor(path: string, options: RotatingFileOptions = {}) {
    this.path = path
    this.mostBytes = options.mostBytes ?? MOST_BYTES
    this.kept = options.kept ?? KEPT
    mkdirSync(dirname(path), { recursive: true })
    this.file = openSync(path, 'a')
    this.size = fstatSync(this.file).size
  }

  write(line: string): void {
    const bytes = Buffer.from(line)
    if (this.size > 0 && this.size + bytes.length > this.mostBytes) this.rotate()
    try {
      writeSync(this.file, bytes)
      this.size += bytes.length
    } catch (error) {
      // A log must not be what ends the engine when the disk is full.
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error
    }
  }

  close(): void {
    closeSync(this.file)
  }

  private rotate(): void {
    closeSync(this.file)
    rmSync(numbered(this.path, this.kept), { force: true })
    for (let at = this.kept - 1; at >= 0; at--) {
      try {
        renameSync(numbered(this.path, at), numbered(this.path, at + 1))
      } catch (error) {
        // Fewer than are kept, or another process of the same log was first.
        if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
      }
    }
    this.file = openSync(this.path, 'a')
    this.size = fstatSync(this.file).size
  }
}

/** The log file and those put aside, newest first. */
export function rotatedPaths(path: string, kept = KEPT): string[] {
  return Array.from({ length: kept + 1 }, (_, at) => numbered(path, at))
}

function numbered(path: string, at: number): string {
  if (at === 0) return path
  const { dir, name, ext } = parse(path)
  return join(dir, `${name}.${at}${ext}`)
}
