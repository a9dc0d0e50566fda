import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ModelManifest } from '#engine/model/manifest.ts'
import { openRegistry } from '#engine/model/registry.ts'
import { sha256Hex } from '#engine/platform/hash.ts'
import { resources } from '#engine/platform/resources.ts'
import { temporaryFolder } from './temporary.ts'

const bundled = openRegistry(resources.modelsFolder())

/** Changes a model's manifest, which is written afterwards, and files of its folder. */
export type ModelChange = (manifest: ModelManifest, folder: string) => void

/** Copies the bundled model into a folder of its own, changed. */
export function copyOfModel(folder: string, change: ModelChange): void {
  cpSync(bundled.folderOf(bundled.current().id), folder, { recursive: true })
  const path = join(folder, 'model.json')
  const manifest = JSON.parse(readFileSync(path, 'utf8')) as ModelManifest
  change(manifest, folder)
  writeFileSync(path, JSON.stringify(manifest))
}

/** A models folder that holds one changed copy, by this id. */
export function modelsOfCopy(change: ModelChange, id = 'starter', folder = temporaryFolder()): string {
  copyOfModel(join(folder, id), (manifest, modelFolder) => {
    manifest.id = id
    change(manifest, modelFolder)
  })
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ current: id, models: [id] }))
  return folder
}

/** Another network in a copy, with its checksum. */
export function replaceTrunk(manifest: ModelManifest, folder: string, bytes: Uint8Array): void {
  writeFileSync(join(folder, 'model.onnx'), bytes)
  manifest.trunkSha256 = sha256Hex(bytes)
  manifest.files.trunk.sha256 = manifest.trunkSha256
}
