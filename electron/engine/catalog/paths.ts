import { homedir } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'

/** The user's data folder: ONESHEET_DATA, else the platform's usual place. */
export function dataFolder(environment: NodeJS.ProcessEnv = process.env): string {
  if (environment['ONESHEET_DATA']) return resolve(environment['ONESHEET_DATA'])
  if (process.platform === 'win32') {
    return join(environment['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local'), 'Onesheet')
  }
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Onesheet')
  return join(environment['XDG_DATA_HOME'] ?? join(homedir(), '.local', 'share'), 'onesheet')
}

export interface CatalogPaths {
  catalog: string
  /** Thumbnails and embeddings: can be made again at any time. */
  cache: string
  lock: string
}

/** The files that belong to a catalog: `x.db` has `x.cache.db` and `x.lock`; `catalog.db` has `cache.db`. */
export function catalogPaths(catalogFile: string): CatalogPaths {
  const catalog = resolve(catalogFile)
  const stem = basename(catalog).replace(/\.db$/i, '')
  const folder = dirname(catalog)
  return {
    catalog,
    cache: join(folder, stem === 'catalog' ? 'cache.db' : `${stem}.cache.db`),
    lock: join(folder, `${stem}.lock`),
  }
}
