/** `npm run types`: checks each side with its own tsconfig, so that each sees only its own globals. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { onRightNode, root } from './node-runtime.mjs'

await onRightNode(import.meta.url)

const SIDES = ['shared', 'engine', 'main', 'renderer', 'tools']
const compilers = { tsc: 'typescript/bin/tsc', 'vue-tsc': 'vue-tsc/bin/vue-tsc.js' }

for (const side of SIDES) {
  const compiler = side === 'renderer' || side === 'tools' ? 'vue-tsc' : 'tsc'
  const parameters = [
    join(root, 'node_modules', compilers[compiler]),
    '--noEmit',
    '--project',
    `tsconfig.${side}.json`,
  ]
  const result = spawnSync(process.execPath, parameters, { cwd: root, stdio: 'inherit' })
  if (result.status !== 0) process.exitCode = 1
}
