import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ModelManifest } from '#engine/model/manifest.ts'
import { sha256Hex } from '#engine/platform/hash.ts'
import { BUNDLED, registry } from './bundled-model.ts'
import { temporaryFolder } from './temporary.ts'

/** Changes a model's manifest, which is written afterwards, and files of its folder. */
export type ModelChange = (manifest: ModelManifest, folder: string) => void

/** Copies the bundled model into a folder of its own, changed. */
export function copyOfModel(folder: string, change: ModelChange): void {
  cpSync(registry.folderOf(BUNDLED), folder, { recursive: true })
  const path = join(folder, 'model.json')
  const manifest = JSON.parse(readFileSync(path, 'utf8')) as ModelManifest
  change(manifest, folder)
  writeFileSync(path, JSON.stringify(manifest))
}

/** A models folder that holds one changed copy, by this id. */
export function modelsOfCopy(change: ModelChange, id = BUNDLED, folder = temporaryFolder()): string {
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

/** A copy that looks at the picture only. */
export function withoutTitle(manifest: ModelManifest, folder: string): void {
  delete manifest.titleModel
  rmSync(join(folder, 'title.bin'), { force: true })
}
