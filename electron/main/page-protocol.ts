import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pageCacheControl, pageHeaders, pageMediaType } from '#shared/util/page-policy.ts'
import { PAGE_HOST, PAGE_SCHEME, PICTURE_SCHEME } from './page-address.ts'

/** No escapes, no dots but those of a name, no empty segment: nothing that needs decoding can be ours. */
const PLAIN_PATH = /^(?:\/[A-Za-z0-9_@~+-][A-Za-z0-9_@~+.-]*)+$/
const HEADERS = {
  ...pageHeaders({ pictures: `'self' blob: ${PICTURE_SCHEME}:`, engine: "'none'" }),
  'Cache-Control': 'no-cache',
}

export type PageHandler = (request: Pick<Request, 'method' | 'url'>) => Promise<Response>

/**
 * Answers `onesheet://app/…` with the built window's files. They are listed once, so that a request can only choose
 * from the list and never form a path.
 * @throws Error where the window was not built
 */
export async function createPageHandler(folder: string): Promise<PageHandler> {
  const files = new Map(await listFiles(folder, ''))
  if (!files.has('/index.html')) throw new Error(`There is no index.html in ${folder}. Run npm run build.`)
  return async ({ method, url }) => {
    if (method !== 'GET' && method !== 'HEAD') return refuse(405)
    const path = pagePath(url)
    if (path === null) return refuse(400)
    const file = files.get(path)
    const bytes = file === undefined ? null : await readFile(file).catch(() => null)
    if (bytes === null) return refuse(404)
    return new Response(method === 'HEAD' ? null : new Uint8Array(bytes), {
      headers: {
        ...HEADERS,
        'Content-Type': pageMediaType(path) ?? 'application/octet-stream',
        'Cache-Control': pageCacheControl(path),
      },
    })
  }
}

/** The path that an address of the window's origin names, null for any other address. */
export function pagePath(url: string): string | null {
  const origin = `${PAGE_SCHEME}://${PAGE_HOST}`
  if (!url.startsWith(`${origin}/`)) return null
  const path = url.slice(origin.length)
  if (path === '/') return '/index.html'
  return PLAIN_PATH.test(path) ? path : null
}

/** Not `readdir`'s own recursion: this reads the same inside Electron's archive. Links are left out. */
async function listFiles(folder: string, address: string): Promise<[address: string, file: string][]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  const lists = entries.map(async (entry): Promise<[string, string][]> => {
    const [place, file] = [`${address}/${entry.name}`, join(folder, entry.name)]
    if (entry.isDirectory()) return listFiles(file, place)
    return entry.isFile() && pageMediaType(place) !== null ? [[place, file]] : []
  })
  return (await Promise.all(lists)).flat()
}

function refuse(status: number): Response {
  return new Response(null, { status, headers: HEADERS })
}
