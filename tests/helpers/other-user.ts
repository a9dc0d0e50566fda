import { spawnSync } from 'node:child_process'
import { chownSync } from 'node:fs'
import { SCRIPT } from './onesheet.ts'

/** A user without rights: `nobody`, where the tests run as root, who may read and write everything. */
const NOBODY = 65_534
const isRoot = process.getuid?.() === 0

/**
 * Whether permissions can be tried at all: as a user whom they hold, or as root who may become one and whose checkout
 * that one can read. Elsewhere such tests are reported as skipped.
 */
export const canBeRefused =
  process.platform !== 'win32' &&
  (!isRoot ||
    spawnSync(process.execPath, ['-e', `require('node:fs').readFileSync(${JSON.stringify(SCRIPT)})`], {
      uid: NOBODY,
      gid: NOBODY,
      cwd: '/',
    }).status === 0)

/** The user to run a command as, so that permissions hold it. */
export const ordinaryUser = isRoot ? { uid: NOBODY, gid: NOBODY } : {}

/** Gives a file or folder to that user. */
export function give(path: string): void {
  if (isRoot) chownSync(path, NOBODY, NOBODY)
}
