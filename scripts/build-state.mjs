/**
 * Whether out/ was built from the sources as they are now: a fingerprint of their paths, sizes and times, compared
 * with the one that the last build left. A package has no sources and is never built.
 */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './node-runtime.mjs'

/** What each half of the build reads, and the files it cannot do without. */
export const PARTS = {
  engine: {
    config: 'electron.vite.engine.config.ts',
    outputs: ['engine'],
    sources: ['shared', 'electron/engine', 'electron/hosts'],
    entries: [
      'electron/hosts/cli.ts',
      'electron/hosts/engine-child.ts',
      'electron/engine/images/worker.ts',
      'electron/engine/model/embed-worker.ts',
      'electron/engine/model/explain/explain-worker.ts',
      'electron/engine/model/similar/neighbours-worker.ts',
      'electron/engine/training/own/own-heads-worker.ts',
      'electron/engine/model/backends/probe.ts',
      'electron/engine/training/pixels/batch-worker.ts',
      'electron/engine/training/teach/teach-worker.ts',
      'electron/engine/training/trainer/trainer-process.ts',
      'electron/engine/catalog/copy-worker.ts',
      'electron/engine/platform/heartbeat-worker.ts',
    ],
  },
  window: {
    config: 'electron.vite.config.ts',
    outputs: ['main', 'preload', 'renderer'],
    sources: ['shared', 'electron/main', 'electron/preload', 'renderer'],
    entries: ['electron/main/main.ts', 'electron/preload/preload.ts', 'renderer/index.html'],
  },
}

export const outFolder = join(root, 'out')

/** Where a part's fingerprint is kept. */
export function stampFile(name) {
  return join(outFolder, `${name}.stamp`)
}

/** Whether this is a checkout; without sources there is nothing to build. */
export function hasSources() {
  return existsSync(join(root, 'electron', 'hosts')) && existsSync(join(root, 'electron.vite.config.ts'))
}

/** @param {'engine' | 'window'} name */
export function fingerprint(name) {
  const part = PARTS[name]
  const hash = createHash('sha256')
  for (const file of [part.config, 'package-lock.json']) addFile(hash, file)
  for (const folder of part.sources) addFolder(hash, folder)
  return hash.digest('hex')
}

function addFolder(hash, folder) {
  let entries
  try {
    entries = readdirSync(join(root, folder), { withFileTypes: true })
  } catch {
    return
  }
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = `${folder}/${entry.name}`
    if (entry.isDirectory()) addFolder(hash, path)
    else if (!/\.test\.ts$/.test(entry.name)) addFile(hash, path)
  }
}

function addFile(hash, path) {
  const stat = statSync(join(root, path), { throwIfNoEntry: false })
  hash.update(`${path}\0${stat?.size ?? -1}\0${stat?.mtimeMs ?? -1}\n`)
}

/** The parts that must be built before they are used. */
export function staleParts(names = Object.keys(PARTS)) {
  if (!hasSources()) return []
  return names.filter((name) => readStamp(name) !== fingerprint(name))
}

function readStamp(name) {
  try {
    const stamp = readFileSync(stampFile(name), 'utf8')
    return PARTS[name].outputs.every((output) => existsSync(join(outFolder, output))) ? stamp : null
  } catch {
    return null
  }
}
