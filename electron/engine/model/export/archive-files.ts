import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { encodeHead } from '../heads.ts'
import type { ModelManifest } from '../manifest.ts'
import type { LoadedModel } from '../registry.ts'
import type { FileContents } from './folder-files.ts'
import { checksumLines, factsOfFile, labelLines } from './folder-files.ts'
import { withLastLayer } from './last-layer.ts'

const MANIFEST = 'model.json'
export const CARD = 'CARD.md'
const NOTICE = 'NOTICE'
const LAYERS = 'layers'

/** A model that came with Onesheet as files to hand on: those of its folder, without the report and its pictures. */
export function bundledFiles({ manifest, layers }: LoadedModel, folder: string): FileContents {
  const { files, titleModel } = manifest
  const named = [files.trunk, files.head, files.replay, titleModel?.file].flatMap((file) => file?.name ?? [])
  const inLayers = layers === null ? [] : readdirSync(layers.folder).map((name) => `${LAYERS}/${name}`)
  return whole(filesIn(folder, [MANIFEST, ...named, CARD, NOTICE, ...inLayers]))
}

/**
 * A version that verdicts taught as files to hand on: its trunk's network with the taught head as the last layer, in ONNX and,
 * where there are any, in TensorFlow.js's layers. So it is a network of its own, and what is bound to the trunk's file
 * (`replay.bin`) stays behind.
 * @param folder of the model that came with the trunk
 * @param card text of CARD.md
 * @throws AppError `model/layers`
 */
export async function taughtFiles(model: LoadedModel, folder: string, card: string): Promise<FileContents> {
  const { manifest, head, trunkBytes, layers } = model
  const trunk = withLastLayer(trunkBytes, head)
  const headBytes = encodeHead(head)
  const files = {
    trunk: factsOfFile(manifest.files.trunk.name, trunk),
    head: factsOfFile(manifest.files.head.name, headBytes),
  }
  const taught: ModelManifest = { ...manifest, trunkSha256: files.trunk.sha256, files }
  return whole({
    [MANIFEST]: `${JSON.stringify(taught, null, 2)}\n`,
    [files.trunk.name]: trunk,
    [files.head.name]: headBytes,
    ...filesIn(folder, [manifest.titleModel?.file.name ?? [], NOTICE].flat()),
    [CARD]: card,
    ...(layers !== null && (await layersOf(layers.folder, model))),
  })
}

/** TensorFlow.js is loaded only where there are layers. */
async function layersOf(folder: string, { head }: LoadedModel): Promise<FileContents> {
  const { layersWithHead } = await import('./layers-with-head.ts')
  const files = Object.entries(layersWithHead(folder, head))
  return Object.fromEntries(files.map(([name, content]) => [`${LAYERS}/${name}`, content]))
}

/** Those of the files that there are. */
function filesIn(folder: string, names: readonly string[]): FileContents {
  const present = names.filter((name) => existsSync(join(folder, name)))
  return Object.fromEntries(present.map((name) => [name, readFileSync(join(folder, name))]))
}

function whole(files: FileContents): FileContents {
  const labelled = { ...files, 'labels.txt': labelLines() }
  return { ...labelled, SHA256SUMS: checksumLines(labelled) }
}
