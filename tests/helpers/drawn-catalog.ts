import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { Engine } from '#engine/app/engine-types.ts'
import { openEngine } from '#engine/app/engine.ts'
import { catalogPaths } from '#engine/catalog/paths.ts'
import { isAuditFilm } from '#engine/training/review/audit-sample.ts'
import type { MethodParams } from '#shared/contract/contract.ts'
import type { JobInfo } from '#shared/contract/jobs.ts'
import type { Teaching } from '#shared/contract/teach.ts'
import { genreIndex, GENRES } from '#shared/domain/genres.ts'
import type { DrawnFilm } from './drawn-world.ts'
import { drawnFilms, drawnModels, probabilitiesOfFilm, putFilms } from './drawn-world.ts'
import { temporaryFolder } from './temporary.ts'

export interface DrawnCatalog {
  path: string
  modelsFolder: string
  films: readonly DrawnFilm[]
  ids: number[]
}

/** The same with the engine that has it open. */
export type OpenDrawnCatalog = DrawnCatalog & { engine: Engine }

/**
 * A closed catalog of drawn films, predicted by the model that is right of them.
 * @param folder where it is made; a temporary one by default
 */
export async function drawnCatalog(
  count: number,
  folder: string = temporaryFolder(),
  modelsFolder: string = drawnModels(),
): Promise<DrawnCatalog> {
  const path = join(folder, 'catalog.db')
  const first = await openEngine({ catalogPath: path, modelsFolder })
  const { models } = await first.call('models.list', {})
  await first.close()
  const { catalog, cache } = catalogPaths(path)
  const films = drawnFilms(count, 1)
  const [model] = models
  const ids = putFilms({ catalogPath: catalog, cachePath: cache }, films, {
    id: model?.id ?? '',
    trunkSha256: model?.sha256 ?? '',
  })
  return { path, modelsFolder, films, ids }
}

/** A person who answers the review about all genres of each poster, by a rule. */
export async function answerAll(
  { engine, films, ids }: OpenDrawnCatalog,
  count: number,
  says: (film: DrawnFilm, at: number) => number,
): Promise<void> {
  for (const [at, posterId] of ids.slice(0, count).entries()) {
    const mask = says(films[at] as DrawnFilm, at)
    await engine.call('review.answer', answerOf(posterId, mask))
  }
}

export function answerOf(posterId: number, mask: number): MethodParams<'review.answer'> {
  return {
    posterId,
    kind: isAuditFilm(posterId) ? 'audit' : 'open',
    genre: null,
    changes: GENRES.map((genre, label) => ({ genre, verdict: (mask >>> label) & 1 ? 'yes' : 'no' })),
    whole: true,
  }
}

const THRILLER = genreIndex('Thriller')

/** Calls Thriller what the model would call so at one in five. */
export function callsMoreThriller(film: DrawnFilm): number {
  const isThriller = (probabilitiesOfFilm(film)[THRILLER] ?? 0) > 0.2
  return isThriller ? film.genres | (1 << THRILLER) : film.genres & ~(1 << THRILLER)
}

/** Teaches and waits for the end. A failed job throws. */
export async function teach(engine: Engine): Promise<Teaching> {
  const job = await ended(engine, engine.call('teach.start', {}))
  return job.result as Teaching
}

/** Waits for the end of a job. One that failed throws. */
export async function ended(engine: Engine, started: Promise<{ id: number }>): Promise<JobInfo> {
  const { id } = await started
  const job = await engine.call('jobs.wait', { id })
  if (job.error !== null) throw new Error(job.error.message)
  return job
}

/** All that a person said, and when, as the catalog has it. */
export function verdictRows(path: string): unknown[] {
  const db = new Database(path, { readonly: true })
  try {
    return db.prepare('SELECT * FROM verdict ORDER BY poster_id, genre').all()
  } finally {
    db.close()
  }
}
