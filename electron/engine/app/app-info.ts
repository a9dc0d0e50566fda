import type { AppInfo, Trouble } from '#shared/contract/app.ts'
import { AppError } from '#shared/errors.ts'
import { PROTOCOL_VERSION } from '#shared/rpc/protocol.ts'
import type { EngineContext } from './context.ts'

export function appInfo(context: EngineContext): AppInfo {
  const { version, store, manifest, samplesPath, safeMode } = context
  const { columns } = store
  let posters = 0
  for (let row = 0; row < columns.count; row++) if (!columns.isRemoved(row)) posters++
  return {
    version,
    node: process.version,
    platform: `${process.platform}-${process.arch}`,
    protocol: PROTOCOL_VERSION,
    catalogPath: store.catalog.path,
    readOnly: !store.canWrite,
    safeMode,
    troubles: troublesOf(context).map(inWords),
    posters,
    model: manifest.id,
    catalogRevision: store.revision,
    samplesPath,
  }
}

function inWords({ code, message, details }: AppError): Trouble {
  const { backup, at } = (details ?? {}) as { backup?: string | null; at?: number | null }
  const isOffered = typeof backup === 'string' && typeof at === 'number'
  return { code, message, backup: isOffered ? { path: backup, at } : null }
}

function troublesOf({ store, safeMode, modelTrouble }: EngineContext): AppError[] {
  const troubles = [...store.catalog.troubles]
  if (store.damage !== null) troubles.unshift(store.damage)
  if (modelTrouble !== null) troubles.push(modelTrouble)
  if (safeMode) troubles.push(new AppError('model/safe-mode'))
  return troubles
}
