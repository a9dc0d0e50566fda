/**
 * Trains every architecture for one epoch on every backend that this machine has, as `onesheet train` would, and prints a
 * table of what each came to.
 *
 *     npm run build && node scripts/every-architecture.ts DATASET [--work FOLDER] [--arch vgg16,resnet18]
 *         [--backends native,wasm]
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { availableBackends } from '#engine/model/backends/choose-backend.ts'
import { train } from '#engine/training/trainer/train.ts'
import { ARCHITECTURE_NAMES, trainOptionsSchema } from '#shared/domain/train-options.ts'
import { toErrorBody } from '#shared/errors.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { work: { type: 'string' }, arch: { type: 'string' }, backends: { type: 'string' } },
})
const dataset = positionals[0]
if (dataset === undefined) throw new Error('Give the folder of a dataset; 64 posters are enough.')

/** The smallest that says something: the paper's own sizes, and a poster's shape for the others. */
const INPUTS: Readonly<Record<string, { height: number; width: number }>> = {
  vgg16: { height: 32, width: 32 },
  mobilenetv2: { height: 64, width: 48 },
  'efficientnet-lite0': { height: 64, width: 48 },
}
const SMALL = { height: 24, width: 24 }

const architectures = ARCHITECTURE_NAMES.filter((name) => values.arch?.split(',').includes(name) ?? true)
const work = values.work ?? mkdtempSync(join(tmpdir(), 'onesheet-every-'))
const found = await availableBackends()
for (const { name, reason } of found) if (reason !== null) console.log(`${name}: ${reason}`)
const backends = found
  .filter(({ available, name }) => available && (values.backends?.split(',').includes(name) ?? true))
  .map(({ name }) => name)

console.log('architecture        backend  input   loss    on validation  s')
let failed = 0
for (const arch of architectures) {
  for (const backend of backends) {
    const input = INPUTS[arch] ?? SMALL
    const out = join(work, `${arch}-${backend}`)
    rmSync(out, { recursive: true, force: true })
    const options = trainOptionsSchema.parse({ dataset, arch, out, input, epochs: 1, batch: 16, backend })
    const title = `${arch.padEnd(19)} ${backend.padEnd(8)} ${`${input.height}x${input.width}`.padEnd(7)}`
    try {
      const { epochs, seconds } = await train(
        { options, resume: false, cacheFolder: join(work, 'cache') },
        { signal: new AbortController().signal },
      )
      const [row] = epochs
      console.log(
        `${title} ${row?.loss.toFixed(4)}  ${row?.valLoss.toFixed(4).padEnd(13)}  ${seconds.toFixed(1)}`,
      )
    } catch (error) {
      failed++
      console.log(`${title} ${toErrorBody(error).message}`)
    }
  }
}
if (values.work === undefined) rmSync(work, { recursive: true, force: true })
process.exitCode = failed === 0 ? 0 : 1
