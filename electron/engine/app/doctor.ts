import { statSync } from 'node:fs'
import type { AppInfo, DoctorReport } from '#shared/contract/app.ts'
import { PROTOCOL_VERSION } from '#shared/contract/contract.ts'
import { schemaVersion } from '../catalog/migrate.ts'
import { countVerdicts } from '../catalog/queries/labels.ts'
import type { EngineContext } from './context.ts'
import { listBackends } from './backends.ts'

export function appInfo({ version, store, manifest, samplesPath }: EngineContext): AppInfo {
  const { columns } = store
  let posters = 0
  for (let row = 0; row < columns.count; row++) if (!columns.isRemoved(row)) posters++
  return {
    version,
    node: process.version,
    platform: `${process.platform}-${process.arch}`,
    protocol: PROTOCOL_VERSION,
    catalogPath: store.catalog.path,
    readOnly: store.catalog.readOnly,
    posters,
    model: manifest.id,
    catalogRevision: store.revision,
    samplesPath,
  }
}

/** Looks at everything that can be wrong, and says so. */
export async function runDoctor(context: EngineContext): Promise<DoctorReport> {
  const { db, catalog } = context.store
  const integrity = db.pragma('quick_check(10)') as { quick_check: string }[]
  const problems = integrity.map((row) => row.quick_check).filter((line) => line !== 'ok')
  const foreign = db.pragma('foreign_key_check') as unknown[]
  if (foreign.length > 0) problems.push(`${foreign.length} rows point to rows that are not there`)
  const { backends } = await listBackends(context)
  const best = backends.find((backend) => backend.available)
  return {
    version: context.version,
    node: process.version,
    platform: `${process.platform}-${process.arch}`,
    backends,
    chosen: { inference: best?.name ?? null, training: null },
    catalog: {
      path: catalog.path,
      schema: schemaVersion(db),
      integrity: problems.length === 0 ? 'ok' : problems.join('; '),
      posters: db.prepare('SELECT count(*) FROM poster').pluck().get() as number,
      verdicts: countVerdicts(db),
    },
    cache: { bytes: sizeOf(catalog.cachePath) },
  }
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0
}
