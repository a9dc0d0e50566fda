import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { AppError } from '#shared/errors.ts'

/** What tfjs-node's own installer would fetch. */
export interface NativeSources {
  /** Archive of `napi-v8/tfjs_binding.node`. */
  addon: string
  /** Archive of `lib/` and `include/`. */
  library: string
}

export interface NativeMachine {
  platform: string
  arch: string
  /** Whether there is a card that CUDA drives. */
  hasCard: boolean
}

export const TFJS_NODE_PACKAGE = '@tensorflow/tfjs-node-gpu'

const SYSTEMS: Readonly<Record<string, { name: string; archive: string; hasCuda: boolean }>> = {
  'linux-x64': { name: 'linux', archive: 'tar.gz', hasCuda: true },
  'win32-x64': { name: 'windows', archive: 'zip', hasCuda: true },
  'darwin-x64': { name: 'darwin', archive: 'tar.gz', hasCuda: false },
}

/**
 * Where TensorFlow and its addon lie for a machine, as in tfjs-node's install.js; `TFJS_NODE_CDN_STORAGE` names another
 * server there and here.
 * @throws AppError `backend/no-library` where neither is built for it
 */
export function nativeSources(
  machine: NativeMachine,
  environment: NodeJS.ProcessEnv = process.env,
): NativeSources {
  const system = SYSTEMS[`${machine.platform}-${machine.arch}`]
  if (system === undefined) throw new AppError('backend/no-library', `${machine.platform}-${machine.arch}`)
  const host = (environment['TFJS_NODE_CDN_STORAGE'] ?? 'https://storage.googleapis.com/').replace(
    /\/*$/,
    '/',
  )
  const kind = machine.hasCard && system.hasCuda ? 'gpu' : 'cpu'
  const { tensorflow, tfjs } = packageVersions()
  return {
    addon: `${host}tf-builds/pre-built-binary/napi-v8/${tfjs}/${kind.toUpperCase()}-${system.name}-${tfjs}.${system.archive}`,
    library: `${host}tensorflow/libtensorflow/libtensorflow-${kind}-${system.name}-x86_64-${tensorflow}.${system.archive}`,
  }
}

function packageVersions(): { tensorflow: string; tfjs: string } {
  const require = createRequire(import.meta.url)
  const constants = require(`${TFJS_NODE_PACKAGE}/scripts/deps-constants.js`) as {
    LIBTENSORFLOW_VERSION: string
  }
  const { version } = require(`${TFJS_NODE_PACKAGE}/package.json`) as { version: string }
  return { tensorflow: constants.LIBTENSORFLOW_VERSION, tfjs: version }
}

/** This one. A driver is looked for where it puts itself; no program is started. */
export function thisMachine(): NativeMachine {
  const driver =
    process.platform === 'win32'
      ? join(process.env['SystemRoot'] ?? 'C:\\Windows', 'System32', 'nvcuda.dll')
      : '/proc/driver/nvidia/version'
  return { platform: process.platform, arch: process.arch, hasCard: existsSync(driver) }
}
