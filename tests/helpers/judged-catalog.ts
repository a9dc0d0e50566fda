import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Engine } from '#engine/app/engine-types.ts'
import { openEngine } from '#engine/app/engine.ts'
import { posterAt, scan, testEngine } from './engine.ts'
import { drawPosters } from './pictures.ts'
import { temporaryFolder } from './temporary.ts'

export interface Library {
  data: string
  path: string
  posters: string
  names: string[]
  open(): Promise<Engine>
}

/** A closed catalog of four posters; the first is judged. It has its daily backup. */
export async function judgedCatalog(data = temporaryFolder()): Promise<Library> {
  const posters = temporaryFolder()
  const path = join(data, 'catalog.db')
  const names = await drawPosters(posters, 4)
  const engine = await openEngine({ catalogPath: path })
  await scan(engine, [posters])
  const { id } = await posterAt(engine, names[0] ?? '')
  await engine.call('labels.set', { posterId: id, genre: 'War', verdict: 'yes' })
  await engine.close()
  return { data, path, posters, names, open: () => testEngine({ catalogPath: path }) }
}

/** Names in the folder of backups, sorted. */
export function backupsIn(data: string): string[] {
  return existsSync(join(data, 'backups')) ? readdirSync(join(data, 'backups')).sort() : []
}
