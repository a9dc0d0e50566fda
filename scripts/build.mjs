/**
 * `npm run build`, and `prepare` after `npm ci`: builds what is out of date into out/.
 *
 *     node scripts/build.mjs [--force] [engine] [window]
 *
 * It writes to stderr only, because commands that print a document on stdout may call it first. One build runs at a
 * time, in a folder of its own that takes the old one's place when it is whole.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { stripVTControlCharacters } from 'node:util'
import { environmentWith, onRightNode, requireNodePath, root } from './node-runtime.mjs'
import { PARTS, fingerprint, outFolder, staleParts, stampFile } from './build-state.mjs'

const LOCK_WAIT_MS = 300_000
const LOCK_POLL_MS = 100

const say = (line) => process.stderr.write(`${line}\n`)

/**
 * Builds the named parts where they are out of date.
 * @returns {boolean} false where it failed; the reason is on stderr
 */
export function build({ names = Object.keys(PARTS), force = false } = {}) {
  if (!force && staleParts(names).length === 0) return true
  mkdirSync(outFolder, { recursive: true })
  const unlock = takeLock(join(outFolder, 'build.lock'))
  try {
    // Whoever held the lock may have built the same.
    const wanted = force ? names : staleParts(names)
    return wanted.map(buildPart).every(Boolean)
  } finally {
    unlock()
  }
}

function buildPart(name) {
  const part = PARTS[name]
  const missing = part.entries.filter((entry) => !existsSync(join(root, entry)))
  if (missing.length > 0) {
    say(`Cannot build the ${name}: ${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} missing.`)
    return false
  }
  const electronVite = join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js')
  if (!existsSync(electronVite)) {
    say('Cannot build: the build tools are not installed. Run `npm ci`.')
    return false
  }
  const before = fingerprint(name)
  const startedAt = performance.now()
  const folder = join(outFolder, `building-${name}`)
  rmSync(folder, { recursive: true, force: true })
  const node = requireNodePath()
  const result = spawnSync(node, [electronVite, 'build', '--config', part.config, '--logLevel', 'warn'], {
    cwd: root,
    env: environmentWith(node, { ONESHEET_BUILD_FOLDER: folder, NODE_ENV: 'production' }),
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  if (result.status !== 0) {
    // The bundler's own stack says nothing about the sources.
    const output = stripVTControlCharacters(`${result.stdout}${result.stderr}`).replace(/^ {4}at .*\n/gm, '')
    say(`${output.trim()}\nBuilding the ${name} failed.`)
    return false
  }
  for (const output of part.outputs) replaceFolder(join(folder, output), join(outFolder, output))
  rmSync(folder, { recursive: true, force: true })
  writeFileSync(stampFile(name), before)
  say(`Built the ${name} in ${((performance.now() - startedAt) / 1000).toFixed(1)} s.`)
  return true
}

function replaceFolder(from, to) {
  const old = `${to}.old`
  rmSync(old, { recursive: true, force: true })
  if (existsSync(to)) renameSync(to, old)
  renameSync(from, to)
  rmSync(old, { recursive: true, force: true })
}

/** Waits for the lock; one whose holder is gone is taken over. Returns what gives it back. */
function takeLock(file) {
  const deadline = Date.now() + LOCK_WAIT_MS
  let isWaitingSaid = false
  for (;;) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' })
      return () => rmSync(file, { force: true })
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
    }
    if (!isHolderAlive(file)) rmSync(file, { force: true })
    else if (Date.now() > deadline) throw new Error(`another build holds ${file}`)
    else {
      if (!isWaitingSaid) say('Waiting for another build to end.')
      isWaitingSaid = true
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, LOCK_POLL_MS)
    }
  }
}

function isHolderAlive(file) {
  let pid
  try {
    pid = Number(readFileSync(file, 'utf8'))
  } catch {
    return false
  }
  // Made but not written yet.
  if (pid === 0) return true
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await onRightNode(import.meta.url)
  const parameters = process.argv.slice(2)
  const names = parameters.filter((name) => Object.hasOwn(PARTS, name))
  const isBuilt = build({ force: parameters.includes('--force'), ...(names.length > 0 ? { names } : {}) })
  process.exitCode = isBuilt ? 0 : 1
}
