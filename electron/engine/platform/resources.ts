import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * The folder that holds `resources/`: found by walking up from this file, which lies in electron/engine/platform
 * as source, in out/engine when built, and in resources/engine when packaged.
 */
function findHome(): string {
  let folder = dirname(fileURLToPath(import.meta.url))
  for (;;) {
    if (existsSync(join(folder, 'resources', 'models', 'manifest.json'))) return folder
    const parent = dirname(folder)
    if (parent === folder) throw new Error('the folder resources/models was not found beside the program')
    folder = parent
  }
}

/** Where the program's own files are. */
export const resources = {
  modelsFolder: () => join(findHome(), 'resources', 'models'),
  genreNames: () => join(findHome(), 'resources', 'genre-names.json'),
  samplesFolder(): string | null {
    const folder = join(findHome(), 'resources', 'samples')
    return existsSync(folder) ? folder : null
  },
  benchFolder(): string | null {
    const folder = join(findHome(), 'bench')
    return existsSync(folder) ? folder : null
  },
  rendererFolder: () => join(findHome(), 'out', 'renderer'),
  version(): string {
    const manifest = JSON.parse(readFileSync(join(findHome(), 'package.json'), 'utf8')) as { version: string }
    return manifest.version
  },
}
