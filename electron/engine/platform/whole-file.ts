import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs'

/** Writes a file and waits until it is on the disk. */
export function writeSynced(path: string, content: Uint8Array | string): void {
  const descriptor = openSync(path, 'w')
  try {
    writeFileSync(descriptor, content)
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

/** Written beside, synced and renamed: a file of this name is always whole, the old one or the new. */
export function writeWhole(path: string, content: Uint8Array | string): void {
  const partial = `${path}.partial`
  try {
    writeSynced(partial, content)
    renameSync(partial, path)
  } catch (error) {
    rmSync(partial, { force: true })
    throw error
  }
}

/** A new name is on the disk only when its folder is. Windows has no such call and needs none. */
export function syncFolder(folder: string | Buffer): void {
  if (process.platform === 'win32') return
  const descriptor = openSync(folder, 'r')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}
