/**
 * `npm test`: a fresh build, types, lint, then every suite. The last line is the sum, alone:
 * `N passed, N failed, N skipped`. A build, types or lint that fails counts as one failed.
 *
 *     node scripts/test.mjs [vitest's parameters, such as a file's name]
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from './build.mjs'
import { chromiumAdvice, findChromium, installChromium } from './find-chromium.mjs'
import { electronBinary, whyNoWindow } from './find-electron.mjs'
import { environmentWith, onRightNode, requireNodePath, root } from './node-runtime.mjs'

await onRightNode(import.meta.url)

const SUITES = ['unit', 'medium', 'security', 'web', 'electron', 'smoke', 'repo']
const node = requireNodePath()
const parameters = process.argv.slice(2)
const total = { passed: 0, failed: 0, skipped: 0 }
const lines = []

function check(name, isGood) {
  lines.push(`${name.padEnd(10)}${isGood ? 'ok' : 'FAILED'}`)
  if (!isGood) total.failed += 1
}

function runScript(script) {
  return spawnSync(node, [join(root, 'scripts', script)], { cwd: root, stdio: 'inherit' }).status === 0
}

check('build', build())
const chromium = findChromium() ?? installChromium()
check('types', runScript('types.mjs'))
check('lint', runScript('lint.mjs'))

const scratch = mkdtempSync(join(tmpdir(), 'onesheet-test-'))
const countsFile = join(scratch, 'counts.json')
const withoutWindow = whyNoWindow() ?? (electronBinary() === null ? 'Electron’s binary is not there.' : null)
const suites = SUITES.filter(
  (suite) => (suite !== 'web' || chromium !== null) && (suite !== 'smoke' || withoutWindow === null),
)
const vitest = spawnSync(
  node,
  [
    join(root, 'node_modules', 'vitest', 'vitest.mjs'),
    'run',
    ...suites.flatMap((suite) => ['--project', suite]),
    '--reporter=default',
    `--reporter=${join(root, 'scripts', 'test-reporter.mjs')}`,
    ...parameters,
  ],
  {
    cwd: root,
    stdio: 'inherit',
    env: environmentWith(node, {
      ONESHEET_TEST_COUNTS: countsFile,
      ...(chromium === null ? {} : { CHROME_PATH: chromium }),
    }),
  },
)
const counts = readCounts()
rmSync(scratch, { recursive: true, force: true })

for (const suite of SUITES) {
  const { passed, failed, skipped } = counts.suites[suite] ?? { passed: 0, failed: 0, skipped: 0 }
  total.passed += passed
  total.failed += failed
  total.skipped += skipped
  if (suites.includes(suite))
    lines.push(`${suite.padEnd(10)}${passed} passed, ${failed} failed, ${skipped} skipped`)
}
if (chromium === null) notRun('web', `no Chromium. To run it: ${chromiumAdvice()}`)
if (withoutWindow !== null) notRun('smoke', withoutWindow)
// Errors outside any test, or a run that ended before it could count.
if (vitest.status !== 0 && Object.values(counts.suites).every(({ failed }) => failed === 0)) {
  total.failed += 1
  lines.push('vitest    FAILED outside the tests, see above')
}

console.log(`\n${lines.join('\n')}\n`)
if (total.passed === 0 && total.failed === 0) console.log('No test ran.')
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`)
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0

function readCounts() {
  try {
    return JSON.parse(readFileSync(countsFile, 'utf8'))
  } catch {
    return { suites: {} }
  }
}

/** Files of a suite that cannot run here count as skipped. */
function notRun(suite, why) {
  const folder = join(root, 'tests', suite === 'smoke' ? 'electron-smoke' : suite)
  const files = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith('.test.ts')).length
  total.skipped += files
  lines.push(`${suite.padEnd(10)}not run (files counted as skipped: ${files}): ${why}`)
}
