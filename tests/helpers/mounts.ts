import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { temporaryFolder } from './temporary.ts'

function run(program: string, ...parameters: string[]): boolean {
  return spawnSync(program, parameters, { stdio: 'ignore' }).status === 0
}

function tryMount(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'onesheet-mount-'))
  const isMounted = run('mount', '-t', 'tmpfs', '-o', 'size=64k', 'none', folder)
  if (isMounted) run('umount', folder)
  rmSync(folder, { recursive: true })
  return isMounted
}

/** Whether this user may mount: root on Linux. Elsewhere what needs it is reported as skipped. */
export const canMount = process.platform === 'linux' && process.getuid?.() === 0 && tryMount()

/** A small disk of the test's own. Unmounted when the test has ended. */
export function smallDisk(sizeKilobytes: number): { path: string; resize(kilobytes: number): void } {
  const path = temporaryFolder()
  if (!run('mount', '-t', 'tmpfs', '-o', `size=${sizeKilobytes}k`, 'none', path)) throw new Error('no mount')
  onTestFinished(() => {
    run('umount', '-l', path)
  })
  return {
    path,
    resize: (kilobytes) => void run('mount', '-o', `remount,size=${kilobytes}k`, path),
  }
}

/** A folder that can be unplugged and plugged in again, with what is on it. */
export function removableDrive(): { path: string; unplug(): void; plugIn(): void } {
  const disk = smallDisk(64 * 1024).path
  const path = temporaryFolder()
  const plugIn = () => {
    if (!run('mount', '--bind', disk, path)) throw new Error('no mount')
  }
  plugIn()
  onTestFinished(() => {
    run('umount', '-l', path)
  })
  return { path, plugIn, unplug: () => void run('umount', '-l', path) }
}
