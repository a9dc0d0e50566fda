import { resolve } from 'node:path'
import { restoreCatalog } from '#engine/app/restore.ts'
import type { Run } from '../terminal.ts'
import { print } from '../terminal.ts'
import { catalogFile, withEngine } from '../with-engine.ts'

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

/** While any Onesheet has the catalog open it is refused, so no engine is opened here. */
export async function restore(run: Run, file: string, options: { catalog?: string }): Promise<void> {
  const result = await restoreCatalog(catalogFile(options.catalog), resolve(file), Date.now())
  print(
    run,
    result,
    () => `Restored: ${(result.bytes / 1e6).toFixed(1)} MB. The catalog as it was is in the folder backups.`,
  )
}
