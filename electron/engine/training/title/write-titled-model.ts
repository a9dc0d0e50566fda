import { cpSync, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '#shared/errors.ts'
import type { ModelManifest, TitleManifest } from '../../model/manifest.ts'
import { manifestSchema } from '../../model/manifest.ts'
import type { TitleModel } from '../../model/title/title-model.ts'
import { encodeTitleModel } from '../../model/title/title-model.ts'
import { isDiskFull } from '../../platform/disk-full.ts'
import { sha256Hex } from '../../platform/hash.ts'
import { syncFolder, writeWhole } from '../../platform/whole-file.ts'
import { splitCard, titleCard } from './title-card.ts'
import type { TitleTrainResult } from './train-title.ts'

export interface TitledModel {
  /** Folder of the picture model. */
  from: string
  manifest: ModelManifest
  out: string
  title: TitleModel
  parts: Omit<TitleManifest, 'file'>
  result: TitleTrainResult
  validationFiles: readonly string[]
}

/** Of a model's folder, what goes along as it is; its network and head beside these. */
const KEPT = ['labels.txt', 'NOTICE', 'layers', 'report.json', 'report.html', 'training.json', 'replay.bin']
const TITLE_FILE = 'title.bin'

/**
 * Makes an empty folder the picture model with its title model: the files that were there, `title.bin`, `title.json`,
 * the card with a section about the title, and last the manifest, without which there is no model in the folder.
 * @throws AppError `train/disk-full`
 */
export function writeTitledModel(model: TitledModel): void {
  const { from, manifest, out, result } = model
  const bytes = encodeTitleModel(model.title)
  const { trunk, head } = manifest.files
  const titled = manifestSchema.parse({
    ...manifest,
    titleModel: {
      file: { name: TITLE_FILE, sha256: sha256Hex(bytes), sizeBytes: bytes.byteLength },
      ...model.parts,
    },
  } satisfies ModelManifest)
  const cardPath = join(from, 'CARD.md')
  const card = existsSync(cardPath) ? readFileSync(cardPath, 'utf8') : `# ${manifest.title}\n`
  const files: Record<string, Uint8Array | string> = {
    [TITLE_FILE]: bytes,
    'CARD.md': `${splitCard(card).picture.trimEnd()}\n\n${titleCard(result)}`,
    'title.json': `${JSON.stringify(result, null, 2)}\n`,
    'validation-files.txt': model.validationFiles.map((file) => `${file}\n`).join(''),
    'model.json': `${JSON.stringify(titled, null, 2)}\n`,
  }
  try {
    const kept = [trunk.name, head.name, ...KEPT].filter((name) => existsSync(join(from, name)))
    for (const name of kept) cpSync(join(from, name), join(out, name), { recursive: true })
    const listed = kept.filter((name) => name !== 'layers')
    const sums = [...listed, TITLE_FILE, 'CARD.md', 'model.json'].map((name) => {
      return `${sha256Hex(files[name] ?? readFileSync(join(out, name)))}  ${name}\n`
    })
    writeWhole(join(out, 'SHA256SUMS'), sums.join(''))
    for (const [name, content] of Object.entries(files)) writeWhole(join(out, name), content)
    syncFolder(out)
  } catch (error) {
    throw isDiskFull(error) ? new AppError('train/disk-full', out) : error
  }
}
