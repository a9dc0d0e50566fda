import { readFile } from 'node:fs/promises'
import type { FileClaims } from '../catalog/queries/files.ts'
import type { FoundFile } from './discover.ts'
import { parseName } from './names.ts'
import { LARGEST_NFO_BYTES, parseNfo } from './nfo.ts'

/** What name and NFO say of a found file. A broken or vanished NFO leaves the name's word. */
export async function readClaims(rootPath: Buffer, file: FoundFile): Promise<FileClaims> {
  const name = parseName(file.folderNames, file.fileName, new Date().getFullYear() + 1)
  const claims: FileClaims = {
    title: name.title,
    year: name.year,
    tmdbId: name.tmdbId,
    imdbId: name.imdbId,
    nfoTitle: null,
    nfoYear: null,
    nfoGenres: null,
    nfoKey: null,
  }
  if (file.nfo === null) return claims
  const bytes = await readNfo(Buffer.concat([rootPath, Buffer.from('/'), file.nfo.path]))
  if (bytes === null) return claims
  const nfo = parseNfo(bytes)
  return {
    ...claims,
    tmdbId: nfo.tmdbId ?? claims.tmdbId,
    imdbId: nfo.imdbId ?? claims.imdbId,
    nfoTitle: nfo.title,
    nfoYear: nfo.year,
    nfoGenres: nfo.genres,
    nfoKey: file.nfo.key,
  }
}

async function readNfo(path: Buffer): Promise<Uint8Array | null> {
  try {
    const bytes = await readFile(path)
    return bytes.length <= LARGEST_NFO_BYTES ? bytes : null
  } catch {
    // Gone or unreadable since the walk: the next scan sees it again, because no key is kept.
    return null
  }
}
