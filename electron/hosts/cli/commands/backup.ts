import { resolve } from 'node:path'
import type { Run } from '../terminal.ts'
import { print } from '../terminal.ts'
import { withEngine } from '../with-engine.ts'

export async function backup(run: Run, file: string, options: { catalog?: string }): Promise<void> {
  const result = await withEngine({ catalog: options.catalog, readOnly: true }, (engine) =>
    engine.call('backup.create', { file: resolve(file) }),
  )
  print(
    run,
    result,
    () => `${(result.bytes / 1e6).toFixed(1)} MB written and checked, SHA-256 ${result.sha256}.`,
  )
}
