import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, it } from 'vitest'

it('every kernel is what its text gives', () => {
  const script = join(import.meta.dirname, '../scripts/make-kernels.ts')
  const { status, stderr } = spawnSync(process.execPath, [script, '--check'], { encoding: 'utf8' })
  expect([stderr, status]).toEqual(['', 0])
})
