import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** A folder of the test's own, removed when the test has ended. Its path is real: no link leads to it. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'onesheet-test-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}
