#!/usr/bin/env node
/**
 * The `onesheet` command. Where Node is new enough and the build is fresh it imports the built command line and
 * nothing else stands between; else it builds first (on stderr) or runs itself on the right Node.
 */
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { outFolder, staleParts } from './build-state.mjs'
import { onRightNode } from './node-runtime.mjs'

await onRightNode(import.meta.url)

const parameters = process.argv.slice(2)
// Only the web host serves the window.
const needed = parameters.includes('serve') ? ['engine', 'window'] : ['engine']
const stale = staleParts(needed)
let isBuilt = true
if (stale.length > 0) {
  const { build } = await import('./build.mjs')
  isBuilt = build({ names: stale })
}
if (isBuilt) {
  const { main } = await import(pathToFileURL(join(outFolder, 'engine', 'cli.mjs')).href)
  process.exitCode = await main(parameters)
} else {
  process.exitCode = 1
}
