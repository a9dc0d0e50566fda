import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { dataFolder } from '../../catalog/paths.ts'

/** Another folder with a native library, for those who built one elsewhere. */
export const NATIVE_VARIABLE = 'ONESHEET_NATIVE'

/** Where `backends install native` puts TensorFlow and what connects it to Node. */
export function nativeFolder(environment: NodeJS.ProcessEnv = process.env): string {
  const given = environment[NATIVE_VARIABLE]
  return given ? resolve(given) : join(dataFolder(environment), 'native')
}

/** The layout of that folder: the one that tfjs-node's own installer makes, so that its addon finds its library. */
export function nativeLayout(folder: string) {
  return {
    addon: join(folder, 'lib', 'napi-v8', 'tfjs_binding.node'),
    libraries: join(folder, 'deps', 'lib'),
    headers: join(folder, 'deps', 'include'),
  }
}

/** @returns the path of the addon, or null where none is installed */
export function findNativeAddon(environment?: NodeJS.ProcessEnv): string | null {
  const { addon } = nativeLayout(nativeFolder(environment))
  return existsSync(addon) ? addon : null
}
