import { readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { GENRES } from '#shared/domain/genres.ts'
import { AppError } from '#shared/errors.ts'
import type { GenreLevels, ModelLevels } from '../catalog/levels.ts'
import { sha256Hex } from '../platform/hash.ts'
import type { Head } from './heads.ts'
import { parseHead } from './heads.ts'
import type { Replay } from './replay/replay.ts'
import { parseReplay } from './replay/replay.ts'
import type { TitleModel } from './title/title-model.ts'
import { parseTitleModel } from './title/title-model.ts'
import type { ModelManifest } from './manifest.ts'
import { manifestSchema, modelsSchema } from './manifest.ts'

export type { ModelManifest } from './manifest.ts'

/** What `saveLayers` writes last; its module would bring all of TensorFlow.js with it. */
const LAYERS_FACTS = 'network.json'

/** A model whose files were checked against their checksums. */
export interface LoadedModel {
  manifest: ModelManifest
  trunkBytes: Uint8Array
  head: Head
  /** Null for a model that looks at the picture only. */
  title: TitleModel | null
  /** The same network for TensorFlow.js, where the model's folder has it. */
  layers: ModelLayers | null
}

/** `layers/` of a model's folder, as it was when the model was loaded: `loadLayers` reads it. */
export interface ModelLayers {
  folder: string
  /** Of the file that has the checksums of the others. */
  sha256: string
}

export interface Registry {
  /** Ids of all models, the current one first. */
  ids(): string[]
  /** Manifests of all models that have one to be used, the current one first. */
  list(): ModelManifest[]
  /** @throws AppError `model/damaged`, `model/labels` */
  current(): ModelManifest
  /**
   * Of a model that is listed.
   * @throws AppError `model/unknown`, `model/damaged`, `model/labels`
   */
  manifestOf(id: string): ModelManifest
  /**
   * Reads a model by id, or from a folder of its own.
   * @throws AppError `model/unknown`, `model/damaged`, `model/labels`
   */
  load(idOrFolder: string): LoadedModel
  /**
   * What a model brings for teaching; megabytes, read only when asked for. Null: it brings nothing.
   * @throws AppError `model/unknown`, `model/damaged`, `model/labels`
   */
  replay(idOrFolder: string): Replay | null
  /**
   * The folder of a model that is listed.
   * @throws AppError `model/unknown`
   */
  folderOf(id: string): string
  /**
   * The id of the model that came with the trunk of a listed one: itself, unless verdicts taught it.
   * @throws AppError `model/unknown`, `model/other-trunk`
   */
  trunkModelOf(id: string): string
  /**
   * The folder of a model by id, or a folder of its own, as {@link Registry.load} finds it.
   * @throws AppError `model/unknown`
   */
  placeOf(idOrFolder: string): string
}

/** The models of a folder with `manifest.json`, each in a folder of its id. */
export function openRegistry(modelsFolder: string): Registry {
  const index = modelsSchema.parse(readJson(join(modelsFolder, 'manifest.json')))
  const listed = (id: string) => {
    if (!index.models.includes(id)) throw new AppError('model/unknown', id)
    return join(modelsFolder, id)
  }
  const manifestOf = (id: string) => readManifest(listed(id))
  const placeOf = (idOrFolder: string) =>
    index.models.includes(idOrFolder) ? join(modelsFolder, idOrFolder) : folderOf(idOrFolder)
  const ids = () => [index.current, ...index.models.filter((id) => id !== index.current)]
  return {
    ids,
    list: () => ids().flatMap((id) => manifestIfUsable(join(modelsFolder, id)) ?? []),
    current: () => manifestOf(index.current),
    manifestOf,
    load: (idOrFolder) => loadModel(placeOf(idOrFolder)),
    replay: (idOrFolder) => loadReplay(placeOf(idOrFolder)),
    placeOf,
    folderOf: listed,
    trunkModelOf: (id) => manifestOf(id).id,
  }
}

function folderOf(text: string): string {
  const folder = resolve(text)
  if (statSync(join(folder, 'model.json'), { throwIfNoEntry: false }) === undefined) {
    throw new AppError('model/unknown', text)
  }
  return folder
}

function readManifest(folder: string): ModelManifest {
  const parsed = manifestSchema.safeParse(readJson(join(folder, 'model.json')))
  if (!parsed.success) throw new AppError('model/damaged', folder)
  const { labels } = parsed.data
  if (labels.length !== GENRES.length || labels.some((label, index) => label !== GENRES[index])) {
    throw new AppError('model/labels', parsed.data.id)
  }
  return parsed.data
}

function manifestIfUsable(folder: string): ModelManifest | null {
  try {
    return readManifest(folder)
  } catch (error) {
    if (error instanceof AppError) return null
    throw error
  }
}

/** ONNX Runtime loads flipped bytes without a word, so every file is checked before it sees them. */
function loadModel(folder: string): LoadedModel {
  const manifest = readManifest(folder)
  const trunkBytes = readChecked(folder, manifest.files.trunk)
  const headBytes = readChecked(folder, manifest.files.head)
  if (manifest.files.trunk.sha256 !== manifest.trunkSha256) throw new AppError('model/damaged', manifest.id)
  return {
    manifest,
    trunkBytes,
    head: parseHead(headBytes, manifest.labels.length),
    title: titleOf(folder, manifest),
    layers: layersOf(join(folder, 'layers')),
  }
}

function layersOf(folder: string): ModelLayers | null {
  try {
    return { folder, sha256: sha256Hex(readFileSync(join(folder, LAYERS_FACTS))) }
  } catch {
    return null
  }
}

function loadReplay(folder: string): Replay | null {
  const { files, trunkSha256, labels, outputs } = readManifest(folder)
  if (files.replay === undefined) return null
  const bytes = readChecked(folder, files.replay)
  try {
    return parseReplay(bytes, { trunkSha256, labels: labels.length, dimensions: outputs.dimensions })
  } catch {
    // Whole as its checksum says, and of another trunk or of a version that is not known here.
    throw new AppError('model/damaged', files.replay.name)
  }
}

function titleOf(folder: string, { titleModel, labels }: ModelManifest): TitleModel | null {
  if (titleModel === undefined) return null
  const bytes = readChecked(folder, titleModel.file)
  try {
    if (
      titleModel.fusion.every(({ name }, index) => name === labels[index]) &&
      titleModel.fusion.length === labels.length
    )
      return parseTitleModel(bytes, labels.length)
  } catch {
    // Whole as its checksum says, and of a version that is not known here.
  }
  throw new AppError('model/damaged', titleModel.file.name)
}

function readChecked(folder: string, file: { name: string; sha256: string }): Uint8Array {
  let bytes: Uint8Array
  try {
    bytes = readFileSync(join(folder, file.name))
  } catch {
    throw new AppError('model/damaged', file.name)
  }
  if (sha256Hex(bytes) !== file.sha256) throw new AppError('model/damaged', file.name)
  return bytes
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as unknown
  } catch {
    throw new AppError('model/damaged', path)
  }
}

/** How much of a genre a person wants called likely. */
export type LevelChoice = 'fewer' | 'balanced' | 'more'

/**
 * Thresholds of a manifest as the catalog's columns take them.
 * @param choices what a person chose, by genre; balanced where nothing is said
 */
export function levelsOf(
  manifest: ModelManifest,
  choices: ReadonlyMap<string, LevelChoice> = new Map(),
): ModelLevels {
  const picture = genreLevels(manifest.levels, choices)
  const { titleModel } = manifest
  return { picture, titled: titleModel === undefined ? picture : genreLevels(titleModel.levels, choices) }
}

function genreLevels(
  levels: ModelManifest['levels'],
  choices: ReadonlyMap<string, LevelChoice>,
): GenreLevels {
  return {
    likely: levels.map((level) => {
      const choice = choices.get(level.name) ?? 'balanced'
      return (choice === 'balanced' ? null : level[choice]) ?? level.likely
    }),
    maybe: levels.map((level) => level.maybe),
  }
}
