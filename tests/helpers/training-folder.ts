import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Genre } from '#shared/domain/genres.ts'
import { posterBytes, writeOld } from './pictures.ts'
import { temporaryFolder } from './temporary.ts'

export interface FolderFilm {
  file: string
  title: string
  year: number | ''
  genres: Genre[]
  /** Further columns of the metadata. */
  language?: string
  tmdbId?: number
  /** Its bytes; a drawn poster of its own if not given. */
  picture?: Uint8Array | string
}

const TURN: Genre[][] = [['Drama'], ['Comedy', 'Romance'], ['Drama', 'War'], ['Horror'], ['Comedy']]

/** Films in turn of five mixes of genres: half Drama or Comedy, some War, Romance and Horror, and nothing else. */
export function folderFilms(count: number): FolderFilm[] {
  return Array.from({ length: count }, (_, index) => ({
    file: `${String(index + 1).padStart(3, '0')}.jpg`,
    title: `Film ${index + 1}`,
    year: 1990 + (index % 30),
    genres: TURN[index % TURN.length] ?? [],
  }))
}

/**
 * Writes a dataset folder of drawn posters.
 * @param folder one of the test's own if not given
 * @returns its path
 */
export async function trainingFolder(
  films: readonly FolderFilm[],
  folder: string = temporaryFolder(),
): Promise<string> {
  const rows = ['file,tmdb_id,title,year,genres,language']
  for (const [index, film] of films.entries()) {
    const { file, title, year, genres, language = 'en', tmdbId = '' } = film
    rows.push([file, tmdbId, title, year, genres.join('|'), language].join(','))
    writeOld(join(folder, 'posters', file), film.picture ?? (await posterBytes(index + 1)))
  }
  writeOld(join(folder, 'metadata.csv'), `${rows.join('\n')}\n`)
  return folder
}

/** A dataset folder for all tests of a file, with a folder for what is decoded of it. */
export async function keptTrainingFolder(films: readonly FolderFilm[]) {
  const root = mkdtempSync(join(tmpdir(), 'onesheet-training-'))
  const dataset = await trainingFolder(films, join(root, 'dataset'))
  return {
    dataset,
    cacheFolder: join(root, 'decoded'),
    remove: () => {
      rmSync(root, { recursive: true, force: true })
    },
  }
}
