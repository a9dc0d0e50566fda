import type Database from 'better-sqlite3'
import type { DoctorReport, Problem } from '#shared/contract/app.ts'
import { AppError } from '#shared/errors.ts'
import { lastGoodBackup } from '../catalog/backups.ts'
import { readHeader, sizeOf } from '../catalog/header.ts'
import { isDamage, openCatalog } from '../catalog/open.ts'
import { catalogPaths } from '../catalog/paths.ts'
import { countVerdicts } from '../catalog/queries/labels.ts'
import { schemaVersion } from '../catalog/schema-version.ts'
import type { FileSystems } from '../platform/file-systems.ts'
import { systemFileSystems } from '../platform/file-systems.ts'
import { resources } from '../platform/resources.ts'
import { likelyBackend } from '../model/backends/choose-backend.ts'
import { inferenceBackends } from './inference-backends.ts'
import type { EngineContext } from './context.ts'
import { diagnoseCache, diagnoseCatalog, diagnoseFiles, diagnoseModels, diagnoseRoots } from './diagnose.ts'
import type { ModelTools } from './model-tools.ts'

type Counts = Pick<DoctorReport['catalog'], 'posters' | 'verdicts'>

/**
 * Looks at everything that can be wrong, and says so. Changes nothing.
 * @throws AppError `app/cancelled`
 */
export function runDoctor(context: EngineContext, signal: AbortSignal): Promise<DoctorReport> {
  const { db, catalog } = context.store
  return report(context, catalog.path, {
    fileSystems: context.fileSystems,
    isOpenHere: true,
    schema: schemaVersion(db),
    examine: () => examine(db),
    signal,
  })
}

/**
 * The same for a catalog that may be too sick to open. One that was never made is healthy: its schema is null.
 * @param catalogFile path of catalog.db
 */
export function examineCatalog(tools: ModelTools, catalogFile: string): Promise<DoctorReport> {
  const path = catalogPaths(catalogFile).catalog
  return report(tools, path, {
    fileSystems: systemFileSystems,
    isOpenHere: false,
    schema: readHeader(path)?.userVersion ?? null,
    async examine() {
      const catalog = openCatalog(catalogFile, { readOnly: true })
      try {
        return await examine(catalog.db)
      } finally {
        catalog.close()
      }
    },
  })
}

async function examine(db: Database.Database): Promise<Counts & { problems: Problem[] }> {
  const problems = [...diagnoseCatalog(db), ...(await diagnoseRoots(db))]
  const posters = db.prepare('SELECT count(*) FROM poster').pluck().get() as number
  return { problems, posters, verdicts: countVerdicts(db) }
}

async function report(
  tools: ModelTools,
  path: string,
  options: {
    fileSystems: FileSystems
    isOpenHere: boolean
    schema: number | null
    examine(): Promise<Counts & { problems: Problem[] }>
    signal?: AbortSignal
  },
): Promise<DoctorReport> {
  const cachePath = catalogPaths(path).cache
  // Before the catalog is opened, which may read a -wal away.
  const beside = diagnoseFiles(path, options)
  const { problems: inside, ...counts } = await options.examine().catch((error: unknown) => {
    return { posters: null, verdicts: null, problems: problemsOfOpening(error, path) }
  })
  const problems = [
    ...inside.map((each) => withBackup(each, path)),
    ...beside,
    ...diagnoseCache(cachePath),
    ...diagnoseModels(tools),
  ]
  const { backends, chosen } = await inferenceBackends(tools, { isAnew: false, signal: options.signal })
  const errors = problems.filter((each) => each.severity === 'error')
  return {
    version: resources.version(),
    node: process.version,
    platform: `${process.platform}-${process.arch}`,
    backends,
    chosen: {
      inference: chosen,
      training: likelyBackend(),
    },
    catalog: {
      path,
      schema: options.schema,
      integrity: errors.length === 0 ? 'ok' : errors.map((each) => each.message).join(' '),
      ...counts,
    },
    cache: { bytes: sizeOf(cachePath) },
    problems,
  }
}

function problemsOfOpening(error: unknown, path: string): Problem[] {
  if (error instanceof AppError && error.code === 'catalog/missing') return []
  const refusal = isDamage(error) ? new AppError('catalog/damaged', path) : error
  if (!(refusal instanceof AppError)) throw error
  return [{ code: refusal.code, severity: 'error', message: refusal.message }]
}

/** A damaged catalog comes with the way out. */
function withBackup(problem: Problem, path: string): Problem {
  if (problem.code !== 'catalog/damaged') return problem
  const backup = lastGoodBackup(path)
  const offer = backup === null ? 'It has no good backup.' : `Its last good backup is ${backup.path}.`
  return { ...problem, message: `${problem.message} ${offer}` }
}
