import { existsSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'

/**
 * The environment of a process that computes on a backend. A Vulkan driver that `VK_ICD_FILENAMES` names may bring the
 * loader beside it, as Chromium's SwiftShader does, and a loader is looked for only where the process was told at its
 * start.
 */
export function trainingEnvironment(environment: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  const drivers = (environment['VK_ICD_FILENAMES'] ?? '').split(delimiter).filter((file) => file !== '')
  const folders = [...new Set(drivers.map(dirname))].filter((folder) =>
    existsSync(join(folder, 'libvulkan.so.1')),
  )
  if (folders.length === 0) return environment
  const before = environment['LD_LIBRARY_PATH']
  return { ...environment, LD_LIBRARY_PATH: [...(before ? [before] : []), ...folders].join(delimiter) }
}
