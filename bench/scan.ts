/**
 * A scan with thumbnails and predictions, against what its stages allow and against plain Python pipelines.
 *
 *     onesheet bench scan --posters FOLDER [--count 10000] [--enlarged] [--python PYTHON] [--json]
 *
 * Each stage is measured alone, in core milliseconds per picture, in the same run as the scan; two cores could do
 * 2000 / their sum per second. `--python` names a Python with Pillow, NumPy, ONNX Runtime and PyTorch.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { DecodedPicture } from '#engine/images/decode.ts'
import { decodePicture } from '#engine/images/decode.ts'
import { createEmbedder } from '#engine/model/embed.ts'
import { openRegistry } from '#engine/model/registry.ts'
import sharp from 'sharp'
import { HOME, onesheet, runProgram } from './support/command.ts'
import { coreMs, machine } from './support/machine.ts'
import { layPosters } from './support/posters.ts'

const STAGE_PICTURES = 400
const WARM_PICTURES = 16
const BATCH = 8
const PYTHON_RUNTIMES = ['onnxruntime', 'torch'] as const

const { values } = parseArgs({
  options: {
    posters: { type: 'string' },
    count: { type: 'string', default: '10000' },
    enlarged: { type: 'boolean', default: false },
    python: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
})
if (values.posters === undefined) throw new Error('Name the folder of JPEG posters: --posters FOLDER')
const count = Number(values.count)

const folder = mkdtempSync(join(tmpdir(), 'onesheet-bench-'))
try {
  const files = await layPosters(values.posters, join(folder, 'posters'), {
    count,
    enlarged: values.enlarged,
  })
  const stages = await measureStages(files)
  const scanned = await onesheet(join(folder, 'data'), ['scan', join(folder, 'posters'), '--json'])
  if (scanned.code !== 0) throw new Error(`the scan ended with ${String(scanned.code)}: ${scanned.stdout}`)
  const pythons: Record<string, number> = {}
  for (const runtime of values.python === undefined ? [] : PYTHON_RUNTIMES)
    pythons[runtime] = await measurePython(values.python ?? '', runtime, files)
  const perPictureMs = stages.pictureMs + stages.networkMs
  const cores = Math.min(2, availableParallelism())
  const allowed = (cores * 1000) / perPictureMs
  const rate = count / scanned.seconds
  const result = {
    machine: machine(),
    pictures: count,
    enlarged: values.enlarged,
    pictureCoreMs: round(stages.pictureMs),
    networkCoreMs: round(stages.networkMs),
    allowedPerSecond: round(allowed),
    scanPerSecond: round(rate),
    ratio: round(rate / allowed),
    peakMb: scanned.peakMb === null ? null : Math.round(scanned.peakMb),
    ...Object.fromEntries(
      Object.entries(pythons).map(([runtime, perSecond]) => [`${runtime}PerSecond`, round(perSecond)]),
    ),
    timesFasterPython: values.python === undefined ? null : round(rate / Math.max(...Object.values(pythons))),
  }
  if (values.json) console.log(JSON.stringify(result, null, 2))
  else console.table(result)
} finally {
  rmSync(folder, { recursive: true, force: true })
}

/** Core milliseconds per picture of reading and decoding, and of the network, each alone on one thread. */
async function measureStages(files: readonly string[]): Promise<{ pictureMs: number; networkMs: number }> {
  sharp.concurrency(1)
  sharp.cache(false)
  const registry = openRegistry(join(HOME, 'resources/models'))
  const model = registry.load(registry.current().id)
  const step = Math.max(1, Math.floor(files.length / STAGE_PICTURES))
  const chosen = files.filter((_, index) => index % step === 0).slice(0, STAGE_PICTURES)
  const wishes = { input: model.manifest.input, wantTensor: true, wantThumbnail: true }
  const read = (file: string) => decodePicture(readFileSync(file), wishes)
  for (const file of chosen.slice(0, WARM_PICTURES)) await read(file)

  const decoded: DecodedPicture[] = []
  let from = coreMs()
  for (const file of chosen) {
    const picture = await read(file)
    if (picture.ok) decoded.push(picture)
  }
  const pictureMs = (coreMs() - from) / chosen.length

  const tensors = decoded.flatMap(({ tensor }) => (tensor === null ? [] : [tensor]))
  const embedder = await createEmbedder(model, { threads: 1 })
  await embedder.embed(tensors.slice(0, BATCH))
  from = coreMs()
  for (let at = 0; at < tensors.length; at += BATCH) await embedder.embed(tensors.slice(at, at + BATCH))
  const networkMs = (coreMs() - from) / tensors.length
  await embedder.close()
  return { pictureMs, networkMs }
}

/** Pictures per second of a plain pipeline over the same files. */
async function measurePython(python: string, runtime: string, files: readonly string[]): Promise<number> {
  const registry = openRegistry(join(HOME, 'resources/models'))
  const { id, files: names } = registry.current()
  const trunk = join(HOME, 'resources/models', id, names.trunk.name)
  const { code, stdout, seconds } = await runProgram(python, [
    join(HOME, 'bench/python-scan.py'),
    trunk,
    join(files[0] ?? '', '../..'),
    join(folder, 'python'),
    runtime,
  ])
  if (code !== 0) throw new Error(`the Python pipeline ended with ${String(code)}: ${stdout}`)
  return files.length / seconds
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
