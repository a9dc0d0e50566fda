/** `npm run lint`: ESLint with the rules about rooms, then Prettier. Both run, so that one run shows all. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { onRightNode, root } from './node-runtime.mjs'

await onRightNode(import.meta.url)

const CHECKS = [
  ['eslint/bin/eslint.js', '.'],
  ['prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.'],
]

for (const [tool, ...parameters] of CHECKS) {
  const result = spawnSync(process.execPath, [join(root, 'node_modules', tool), ...parameters], {
    cwd: root,
    stdio: 'inherit',
  })
  if (result.status !== 0) process.exitCode = 1
}
