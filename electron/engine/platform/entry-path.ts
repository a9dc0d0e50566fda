import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/**
 * File of a process or thread of the engine's own: beside the bundle when built, else its source.
 *
 * @param name what the build calls it, without extension
 * @param source its source below `electron/engine`
 */
export function entryPath(name: string, source: string): string {
  // Built, this code lies in the engine's folder or in its parts/.
  const places = [`./${name}.mjs`, `../${name}.mjs`, `../${source}`]
  const paths = places.map((place) => fileURLToPath(new URL(place, import.meta.url)))
  const found = paths.find((path) => existsSync(path))
  if (found === undefined) throw new Error(`${name} is not beside the engine: build it again`)
  return found
}
