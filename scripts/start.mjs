/**
 * `npm start [-- FOLDER]`: opens the app. The desktop shell needs Electron's binary and a display; where one cannot
 * be had it says so in one line and opens the same app in the browser, through the web host.
 *
 * The shell does not start the engine yet, so for now a desktop with everything takes the web host as well; set
 * ONESHEET_SHELL=1 to see the shell's window.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from './build.mjs'
import { environmentWith, onRightNode, requireNodePath, root, runChild } from './node-runtime.mjs'

const ELECTRON_INSTALL_LIMIT_MS = 20_000

await onRightNode(import.meta.url)
const node = requireNodePath()
process.exitCode = await start(process.argv.slice(2))

async function start(parameters) {
  const shell = findShell()
  if (shell.executable !== null) {
    if (!build({ names: ['window'] })) return 1
    return runChild(shell.executable, [root, ...parameters])
  }
  console.error(`${shell.reason} Opening Onesheet in the browser.`)
  const onesheet = join(root, 'scripts', 'onesheet.mjs')
  return runChild(node, [onesheet, 'serve', ...parameters, '--open'], { env: environmentWith(node) })
}

/** The desktop shell's executable, or the sentence that says why there is none. */
function findShell() {
  const none = (reason) => ({ executable: null, reason })
  if (process.env.ONESHEET_SHELL !== '1') return none('The desktop window does not run the engine yet.')
  const { DISPLAY, WAYLAND_DISPLAY } = process.env
  if (process.platform === 'linux' && !DISPLAY && !WAYLAND_DISPLAY)
    return none('There is no display for a window.')
  const executable = electronBinary() ?? installElectron()
  return executable === null ? none('Electron could not be downloaded.') : { executable, reason: null }
}

/** The binary that path.txt names. `require('electron')` is not asked: it downloads where there is none. */
function electronBinary() {
  const folder = join(root, 'node_modules', 'electron')
  const pathFile = join(folder, 'path.txt')
  if (!existsSync(pathFile)) return null
  const executable = join(folder, 'dist', readFileSync(pathFile, 'utf8').trim())
  return existsSync(executable) ? executable : null
}

function installElectron() {
  const script = join(root, 'node_modules', 'electron', 'install.js')
  if (!existsSync(script)) return null
  console.error('Downloading Electron, once.')
  // Both of its streams go to our stderr.
  const options = { stdio: ['ignore', 2, 2], timeout: ELECTRON_INSTALL_LIMIT_MS, killSignal: 'SIGKILL' }
  spawnSync(node, [script], options)
  return electronBinary()
}
