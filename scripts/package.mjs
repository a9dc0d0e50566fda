/**
 * `npm run package`: installers for this system in dist/packages. The packager is no dependency: it is large, needed
 * on a release machine only, and fetched in this one version.
 */
import { join } from 'node:path'
import { environmentWith, onRightNode, requireNodePath, root, runChild } from './node-runtime.mjs'
import { PACKAGER } from './packager.mjs'

await onRightNode(import.meta.url)
const node = requireNodePath()
const laidOut = await runChild(node, [join(root, 'scripts', 'package-layout.ts')], { cwd: root })
process.exitCode =
  laidOut ||
  (await runChild('npx', ['--yes', PACKAGER, '--publish', 'never', ...process.argv.slice(2)], {
    cwd: root,
    env: environmentWith(node),
    shell: process.platform === 'win32',
  }))
