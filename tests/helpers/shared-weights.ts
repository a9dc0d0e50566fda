import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const FOLDER = fileURLToPath(new URL('../../../shared/weights', import.meta.url))

/** ImageNet weights that lie beside the project, not in the repository: tests that need them are skipped elsewhere. */
export const HAS_SHARED_WEIGHTS = existsSync(FOLDER)

export function sharedWeights(file: string): string {
  return join(FOLDER, file)
}
