/**
 * `npm start [-- FOLDER]`: opens the app. The desktop window needs Electron's binary and a display; where one cannot
 * be had it says so in one line and opens the same app through the web host, whose address it prints.
 */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { build } from './build.mjs'
import { electronBinary, hasDisplay, whyNoWindow } from './find-electron.mjs'
import { environmentWith, onRightNode, requireNodePath, root, runChild } from './node-runtime.mjs'

const ELECTRON_INSTALL_LIMIT_MS = 60_000

await onRightNode(import.meta.url)
const node = requireNodePath()
process.exitCode = await start(process.argv.slice(2))

async function start(parameters) {
  const shell = findShell()
  if (shell.executable !== null) return openDesktop(shell.executable, parameters)
  console.error(`${shell.reason} Onesheet opens in the browser instead.`)
  const onesheet = join(root, 'scripts', 'onesheet.mjs')
  const isSeen = hasDisplay() ? ['--open'] : []
  return runChild(node, [onesheet, 'serve', ...parameters, ...isSeen], { env: environmentWith(node) })
}

function openDesktop(executable, parameters) {
  if (!build()) return 1
  // The shell spawns the engine with the Node that was found here; Electron itself is none.
  const env = environmentWith(node, { ONESHEET_NODE: node })
  delete env.ELECTRON_RUN_AS_NODE
  const [folder, ...others] = parameters
  const words = folder === undefined || folder.startsWith('-') ? parameters : [resolve(folder), ...others]
  return runChild(executable, [root, ...words], { env })
}

/** The desktop shell's executable, or the sentence that says why there is none. */
function findShell() {
  const reason = whyNoWindow()
  if (reason !== null) return { executable: null, reason }
  const executable = electronBinary()
  return executable === null ? installElectron() : { executable, reason: null }
}

/** Lets Electron's own script fetch the binary, once and for so long; what it says is told in one sentence. */
function installElectron() {
  const script = join(root, 'node_modules', 'electron', 'install.js')
  const none = (why) => ({ executable: null, reason: `Electron could not be downloaded${why}.` })
  if (!existsSync(script)) return none('')
  console.error('Downloading Electron, once.')
  const { stdout, stderr } = spawnSync(node, [script], {
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: ELECTRON_INSTALL_LIMIT_MS,
    killSignal: 'SIGKILL',
    encoding: 'utf8',
  })
  const executable = electronBinary()
  if (executable !== null) return { executable, reason: null }
  const [why] = `${stderr}${stdout}`.match(/\b(?:E[A-Z]{4,}|HTTPError|[A-Za-z]*Error:) ?[^\n]*/) ?? []
  return none(why === undefined ? '' : ` (${why.trim().slice(0, 100)})`)
}
