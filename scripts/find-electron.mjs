/** Whether Electron's window can be opened here: its binary, and a display to open it on. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './node-runtime.mjs'

/** The binary that path.txt names, or null. `require('electron')` is not asked: it downloads where there is none. */
export function electronBinary() {
  const folder = join(root, 'node_modules', 'electron')
  const pathFile = join(folder, 'path.txt')
  if (!existsSync(pathFile)) return null
  const executable = join(folder, 'dist', readFileSync(pathFile, 'utf8').trim())
  return existsSync(executable) ? executable : null
}

export function hasDisplay() {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env
  return process.platform !== 'linux' || Boolean(DISPLAY) || Boolean(WAYLAND_DISPLAY)
}

/** Why there can be no window, whatever is installed, as a sentence; null where there can. */
export function whyNoWindow() {
  if (!hasDisplay()) return 'There is no display for a window.'
  // Its sandbox does not work for root, and without it the window is not opened.
  return process.platform === 'linux' && process.getuid() === 0 ? 'Electron’s sandbox refuses root.' : null
}
