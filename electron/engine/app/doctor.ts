import { statSync } from 'node:fs'
import type { AppInfo, DoctorReport } from '#shared/contract/app.ts'
import { AppError } from '#shared/errors.ts'
import { PROTOCOL_VERSION } from '#shared/rpc/protocol.ts'
import type { Catalog } from '../catalog/open.ts'
import { openCatalog } from '../catalog/open.ts'
import { schemaVersion } from '../catalog/schema-version.ts'
import { catalogPaths } from '../catalog/paths.ts'
import { countVerdicts } from '../catalog/queries/labels.ts'
import type { CatalogStore } from '../catalog/store.ts'
import { resources } from '../platform/resources.ts'
import { listBackends } from './backends.ts'
import type { EngineContext } from './context.ts'
import type { ModelTools } from './model-tools.ts'

export function appInfo({ version, store, manifest, samplesPath, safeMode }: EngineContext): AppInfo {
  const { columns } = store
  let posters = 0
  for (let row = 0; row < columns.count; row++) if (!columns.isRemoved(row)) posters++
  return {
    version,
    node: process.version,
    platform: `${process.platform}-${process.arch}`,
    protocol: PROTOCOL_VERSION,
    catalogPath: store.catalog.path,
    readOnly: !store.canWrite,
    safeMode,
    troubles: troublesOf(store, safeMode).map(({ code, message }) => ({ code, message })),
    posters,
    model: manifest.id,
    catalogRevision: store.revision,
    samplesPath,
  }
}

function troublesOf(store: CatalogStore, safeMode: boolean): AppError[] {
  const troubles = [...store.catalog.troubles]
  if (store.damage !== null) troubles.unshift(store.damage)
  if (safeMode) troubles.push(new AppError('model/safe-mode'))
  return troubles
}

/** Looks at everything that can be wrong, and says so. */
export async function runDoctor(context: EngineContext): Promise<DoctorReport> {
  return report(context, examine(context.store.catalog))
}

/**
 * The same for a catalog that may be too sick to open. One that was never made is healthy: its schema is null.
 * @param catalogFile path of catalog.db
 */
export async function examineCatalog(tools: ModelTools, catalogFile: string): Promise<DoctorReport> {
  try {
    const catalog = openCatalog(catalogFile, { readOnly: true })
    try {
      return await report(tools, examine(catalog))
    } finally {
      catalog.close()
    }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    const integrity = error.code === 'catalog/missing' ? 'ok' : error.message
    const { catalog: path, cache } = catalogPaths(catalogFile)
    return report(tools, {
      catalog: { path, schema: null, integrity, posters: null, verdicts: null },
      cache: { bytes: sizeOf(cache) },
    })
  }
}

function examine({ path, cachePath, db }: Catalog): Pick<DoctorReport, 'catalog' | 'cache'> {
  const check = db.pragma('quick_check(10)') as { quick_check: string }[]
  const problems = check.map((row) => row.quick_check).filter((line) => line !== 'ok')
  const strays = db.pragma('foreign_key_check') as unknown[]
  if (strays.length > 0) problems.push(`${strays.length} rows point to rows that are not there`)
  return {
    catalog: {
      path,
      schema: schemaVersion(db),
      integrity: problems.length === 0 ? 'ok' : problems.join('; '),
      posters: db.prepare('SELECT count(*) FROM poster').pluck().get() as number,
      verdicts: countVerdicts(db),
    },
    cache: { bytes: sizeOf(cachePath) },
  }
}

async function report(
  tools: ModelTools,
  found: Pick<DoctorReport, 'catalog' | 'cache'>,
): Promise<DoctorReport> {
  const { backends } = await listBackends(tools)
  const best = backends.find((backend) => backend.available)
  return {
    version: resources.version(),
    node: process.version,
    platform: `${process.platform}-${process.arch}`,
    backends,
    chosen: { inference: best?.name ?? null, training: null },
    ...found,
  }
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0
}
