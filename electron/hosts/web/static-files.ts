import { readdir, readFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { pageCacheControl, pageMediaType } from '#shared/util/page-policy.ts'
import type { Answer } from './respond.ts'
import { refusal } from './respond.ts'

/** The window's own files: listed once, so that a request can only choose from the list and never form a path. */
export interface StaticFiles {
  answer(path: string): Promise<Answer>
}

/** @throws Error where the folder or its index.html is missing: the window was not built */
export async function listStaticFiles(directory: string): Promise<StaticFiles> {
  const files = new Map<string, string>()
  const entries = await readdir(directory, { recursive: true, withFileTypes: true }).catch(() => [])
  for (const entry of entries) {
    const file = join(entry.parentPath, entry.name)
    const address = `/${relative(directory, file).split(sep).join('/')}`
    // Links are left out: the list holds what was built, not what something may point at later.
    if (entry.isFile() && pageMediaType(file) !== null) files.set(address, file)
  }
  if (!files.has('/index.html')) throw new Error(`There is no index.html in ${directory}. Run npm run build.`)

  return {
    answer: async (path) => {
      const file = files.get(path)
      const body = file === undefined ? null : await readFile(file).catch(() => null)
      if (file === undefined || body === null) return refusal(404, 'app/invalid')
      return {
        status: 200,
        headers: {
          'Content-Type': pageMediaType(path) ?? 'application/octet-stream',
          'Cache-Control': pageCacheControl(path),
        },
        body,
      }
    },
  }
}
