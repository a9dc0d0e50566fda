import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** Every file of the packaged engine and its Node: its path below `resources`, its size and SHA-256. */
export interface EngineFiles {
  files: Record<string, { bytes: number; sha256: string }>
}

/** The folders that the list is whole for: a file more is as bad as one less. */
export const LISTED_FOLDERS = ['engine', 'node'] as const

const READ_AT_ONCE = 8
const CHUNK_BYTES = 1024 * 1024

export type FilesRefusal = 'missing' | 'changed' | 'extra' | 'no-list'

/**
 * Compares the packaged engine with the list made when it was packaged; the list lies in the app's archive, which
 * Electron checks itself. Null where every file is as it was.
 */
export async function checkEngineFiles(listFile: string, resources: string): Promise<FilesRefusal | null> {
  let list: EngineFiles
  try {
    list = JSON.parse(await readFile(listFile, 'utf8')) as EngineFiles
  } catch {
    return 'no-list'
  }
  const expected = new Map(Object.entries(list.files))
  const present = (await Promise.all(LISTED_FOLDERS.map((folder) => listFolder(resources, folder)))).flat()
  if (present.some((path) => !expected.has(path))) return 'extra'
  if (present.length < expected.size) return 'missing'
  const waiting = [...expected]
  let isChanged = false
  const work = async () => {
    for (let next = waiting.pop(); next !== undefined && !isChanged; next = waiting.pop()) {
      const [path, { bytes, sha256 }] = next
      const file = join(resources, path)
      const size = (await stat(file)).size
      if (size !== bytes || (await sha256Of(file)) !== sha256) isChanged = true
    }
  }
  try {
    await Promise.all(Array.from({ length: READ_AT_ONCE }, work))
  } catch {
    return 'changed'
  }
  return isChanged ? 'changed' : null
}

/** Makes the list of a package that was just laid out. */
export async function listEngineFiles(resources: string): Promise<EngineFiles> {
  const files: EngineFiles['files'] = {}
  for (const folder of LISTED_FOLDERS) {
    for (const path of (await listFolder(resources, folder)).toSorted()) {
      const file = join(resources, path)
      files[path] = { bytes: (await stat(file)).size, sha256: await sha256Of(file) }
    }
  }
  return { files }
}

/** Everything that is no folder, links too: none is expected, so each is one more than the list has. */
async function listFolder(resources: string, folder: string): Promise<string[]> {
  const entries = await readdir(join(resources, folder), { withFileTypes: true }).catch(() => [])
  const lists = entries.map(async (entry) => {
    const path = `${folder}/${entry.name}`
    return entry.isDirectory() ? listFolder(resources, path) : [path]
  })
  return (await Promise.all(lists)).flat()
}

async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(file, { highWaterMark: CHUNK_BYTES }))
    hash.update(chunk as Buffer)
  return hash.digest('hex')
}
