import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

interface Places {
  /** Models, samples and tables. */
  resources: string
  /** The folder whose package.json says which version this is, and which holds out/ and bench/ in a checkout. */
  home: string
}

/**
 * Found by walking up from this file: it lies in electron/engine/platform as source and in out/engine when built, with
 * `resources/` above both; in a package it lies in `engine`, beside `models`, and brings its own package.json.
 */
function findPlaces(): Places {
  let folder = dirname(fileURLToPath(import.meta.url))
  let packageFolder: string | null = null
  for (;;) {
    if (existsSync(join(folder, 'package.json'))) packageFolder ??= folder
    const checkout = join(folder, 'resources')
    if (existsSync(join(checkout, 'models', 'manifest.json'))) return { resources: checkout, home: folder }
    if (existsSync(join(folder, 'models', 'manifest.json')))
      return { resources: folder, home: packageFolder ?? folder }
    const parent = dirname(folder)
    if (parent === folder) throw new Error('the folder resources/models was not found beside the program')
    folder = parent
  }
}

function whereThereIs(folder: string): string | null {
  return existsSync(folder) ? folder : null
}

/** Where the program's own files are. */
export const resources = {
  modelsFolder: () => join(findPlaces().resources, 'models'),
  genreNames: () => join(findPlaces().resources, 'genre-names.json'),
  samplesFolder: () => whereThereIs(join(findPlaces().resources, 'samples')),
  benchFolder: () => whereThereIs(join(findPlaces().home, 'bench')),
  rendererFolder: () => join(findPlaces().home, 'out', 'renderer'),
  version(): string {
    const file = join(findPlaces().home, 'package.json')
    return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version
  },
}
