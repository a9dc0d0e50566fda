import { mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { GENRES } from '#shared/domain/genres.ts'
import { AppError } from '#shared/errors.ts'
import { isDiskFull } from '../../platform/disk-full.ts'
import { sha256Hex } from '../../platform/hash.ts'
import { syncFolder, writeSynced } from '../../platform/whole-file.ts'
import type { Network } from '../architectures/architecture.ts'
import type { ModelManifest } from '../manifest.ts'
import { manifestSchema } from '../manifest.ts'
import type { Head } from '../heads.ts'
import { parseHead } from '../heads.ts'
import type { Replay } from '../replay/replay.ts'
import { encodeReplay } from '../replay/replay.ts'
import { exportHead, exportOnnx, ONNX_NAMES } from './export-onnx.ts'
import { checksumLines, factsOfFile, labelLines } from './folder-files.ts'
import { saveLayers } from './layer-files.ts'

/** What a manifest says that its files do not. */
type ManifestFacts = Pick<
  ModelManifest,
  | 'id'
  | 'title'
  | 'levels'
  | 'reliability'
  | 'trainingPrevalence'
  | 'measures'
  | 'trainedOn'
  | 'licence'
  | 'parent'
>

export interface ModelFolder extends ManifestFacts {
  network: Network
  folder: string
  /** Milliseconds since 1970. */
  createdAt?: number | null
  /** Text of CARD.md, see `modelCard`. */
  card: string
  /** Text of NOTICE, where others' work is in the model. */
  notice?: string | null
  /** Makes what goes along for teaching. */
  replay?: ((of: { trunkSha256: string; head: Head }) => Replay) | null
}

/** Comes last: without it there is no model in the folder. */
const MANIFEST = 'model.json'
const WRITING = '.writing'
const REPLAY = 'replay.bin'

/**
 * Makes a folder a model that `evaluate --model` and a scan use as it is: `model.onnx`, `head.bin`, `replay.bin`,
 * `layers/`, `labels.txt`, `CARD.md`, `SHA256SUMS` and `model.json`. Everything is written and synced in a folder of its own
 * within, then moved into place, the manifest last. Other files in the folder stay as they are.
 * @returns the manifest
 * @throws AppError `model/not-finite` before anything is written, `train/disk-full`
 * @throws ZodError when the facts do not fit a manifest
 */
export async function writeModelFolder(model: ModelFolder): Promise<ModelManifest> {
  const { network, folder } = model
  const onnx = await exportOnnx(network, { labels: GENRES })
  const head = await exportHead(network)
  const replay = replayBytes(model, onnx, head)
  const manifest = manifestOf(model, { onnx, head, replay })
  const writing = join(folder, WRITING)
  const files: Record<string, Uint8Array | string> = {
    'model.onnx': onnx,
    'head.bin': head,
    ...(replay !== null && { [REPLAY]: replay }),
    'labels.txt': labelLines(),
    'CARD.md': model.card,
    ...(model.notice != null && { NOTICE: model.notice }),
    [MANIFEST]: `${JSON.stringify(manifest, null, 2)}\n`,
  }
  try {
    rmSync(writing, { recursive: true, force: true })
    mkdirSync(writing, { recursive: true })
    for (const [name, content] of Object.entries(files)) writeSynced(join(writing, name), content)
    writeSynced(join(writing, 'SHA256SUMS'), checksumLines(files))
    await saveLayers(network, join(writing, 'layers'))
    moveInto(writing, folder)
  } catch (error) {
    rmSync(writing, { recursive: true, force: true })
    throw isDiskFull(error) ? new AppError('train/disk-full', folder) : error
  }
  return manifest
}

function replayBytes({ replay }: ModelFolder, onnx: Uint8Array, head: Uint8Array): Uint8Array | null {
  if (replay == null) return null
  return encodeReplay(replay({ trunkSha256: sha256Hex(onnx), head: parseHead(head, GENRES.length) }))
}

function manifestOf(
  model: ModelFolder,
  { onnx, head, replay }: { onnx: Uint8Array; head: Uint8Array; replay: Uint8Array | null },
): ModelManifest {
  const { network } = model
  return manifestSchema.parse({
    id: model.id,
    title: model.title,
    architecture: network.architecture,
    labels: [...GENRES],
    input: { name: ONNX_NAMES.input, ...network.input },
    outputs: { embedding: ONNX_NAMES.embedding, dimensions: network.dimensions },
    trunkSha256: sha256Hex(onnx),
    files: {
      trunk: factsOfFile('model.onnx', onnx),
      head: factsOfFile('head.bin', head),
      ...(replay !== null && { replay: factsOfFile(REPLAY, replay) }),
    },
    parent: model.parent,
    createdAt: model.createdAt ?? null,
    trainedOn: model.trainedOn,
    licence: model.licence,
    levels: model.levels,
    reliability: model.reliability,
    trainingPrevalence: model.trainingPrevalence,
    measures: model.measures,
  } satisfies ModelManifest)
}

/** Takes an older model's manifest away before its files change: half of each is no model. */
function moveInto(writing: string, folder: string): void {
  rmSync(join(folder, MANIFEST), { force: true })
  const names = readdirSync(writing).filter((name) => name !== MANIFEST)
  for (const name of [...names, MANIFEST]) {
    rmSync(join(folder, name), { recursive: true, force: true })
    renameSync(join(writing, name), join(folder, name))
  }
  rmSync(writing, { recursive: true })
  syncFolder(folder)
}
