import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { AppError } from '#shared/errors.ts'
import type { CopyFacts } from '../catalog/verified-copy.ts'
import { bundledFiles, CARD, taughtFiles } from '../model/export/archive-files.ts'
import type { FileContents } from '../model/export/folder-files.ts'
import { taughtCard } from '../model/export/taught-card.ts'
import { zipFolder } from '../model/export/zip-folder.ts'
import { sha256Hex } from '../platform/hash.ts'
import { writeNamed } from '../platform/named-file.ts'
import type { CatalogModelTools } from './model-tools.ts'

type Tools = Pick<CatalogModelTools, 'registry' | 'teachingOf'>

/**
 * Writes a model, with its card, into one zip archive, whose unpacked folder Onesheet takes for a model. The same model
 * gives the same bytes.
 * @throws AppError `model/…`, `backup/exists` for an existing file without `force`, `folder/not-found`,
 *   `file/not-writable`, `catalog/disk-full`
 */
export async function exportModel(
  tools: Tools,
  params: { model: string; file: string; force: boolean },
): Promise<CopyFacts> {
  const file = resolve(params.file)
  if (!tools.registry.ids().includes(params.model)) throw new AppError('model/unknown', params.model)
  if (existsSync(file) && !params.force) throw new AppError('backup/exists', params.file)
  if (!existsSync(dirname(file))) throw new AppError('folder/not-found', dirname(file))
  const archive = zipFolder(params.model, await filesOf(tools, params.model))
  writeNamed(file, archive)
  return { bytes: archive.byteLength, sha256: sha256Hex(archive) }
}

async function filesOf({ registry, teachingOf }: Tools, id: string): Promise<FileContents> {
  const model = registry.load(id)
  const folder = registry.folderOf(id)
  const teaching = teachingOf(id)
  if (teaching === null) return bundledFiles(model, folder)
  const { manifest } = model
  const bundledId = registry.trunkModelOf(id)
  const bundledCard = readFileSync(join(folder, CARD), 'utf8')
  const card = taughtCard({ manifest, teaching, bundledId, bundledCard })
  return taughtFiles(model, folder, card)
}
