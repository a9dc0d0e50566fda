import { join } from 'node:path'
import type { Engine } from '#engine/app/engine-types.ts'
import type { Genre } from '#shared/domain/genres.ts'
import { posterAt, scan, testEngine } from './engine.ts'
import { posterBytes, writeOld } from './pictures.ts'
import { temporaryFolder } from './temporary.ts'
import { titledModels } from './titled-models.ts'

/** Files by what tells their title. */
export const FILES = {
  named: 'Horror Night (1981).jpg',
  bare: 'Horror Night.jpg',
  identified: 'Western Sky [imdbid-tt0133093].jpg',
  told: 'scan-04.jpg',
  untitled: '()/folder.jpg',
}

export interface Shelf {
  folder: string
  engine: Engine
  at(file: string): string
  idOf(file: string): Promise<number>
}

/** A folder of posters, scanned by an engine whose model reads titles unless another is given. */
export async function shelf(files: readonly string[], modelsFolder = titledModels()): Promise<Shelf> {
  const folder = temporaryFolder()
  const at = (file: string) => join(folder, file)
  for (const [index, file] of files.entries()) writeOld(at(file), await posterBytes(index + 1))
  const engine = await testEngine({ modelsFolder })
  await scan(engine, [folder])
  return { folder, engine, at, idOf: async (file) => (await posterAt(engine, `/${file}`)).id }
}

/** All that is known of a poster. */
export const detail = (engine: Engine, id: number) => engine.call('poster.get', { id })
/** What is known of one genre of it. */
export const genreOf = async (engine: Engine, id: number, genre: Genre) => {
  const found = (await detail(engine, id)).genres.find(({ name }) => name === genre)
  if (found === undefined) throw new Error(`no ${genre}`)
  return found
}
/** What a poster is predicted, by genre. */
export const predicted = async (engine: Engine, id: number) =>
  new Map((await detail(engine, id)).genres.map(({ name, probability }) => [name, probability]))
/** What the same model says of a file, and of a title that somebody gives with it. */
export async function asked(engine: Engine, file: string, title: string | null, year: number | null = null) {
  const { items } = await engine.call('models.predict', { files: [file], title, year })
  return new Map(items[0]?.genres.map(({ name, probability }) => [name, probability]))
}
