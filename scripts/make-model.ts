/**
 * Makes the model that comes with Onesheet, as scripts/shipped-model.ts describes it: trains it stage by stage, then what
 * reads titles, writes card and notice, and puts it into resources/models as the only one. A run that was stopped goes
 * on where it was.
 *
 *     node scripts/make-model.ts --dataset DIR --weights DIR --validation LIST --out DIR [--backend native]
 *
 * `--weights` has the ImageNet weights, `--out` keeps the models of all stages. Two hours on two cores.
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { environmentWith, requireNodePath, root, runChild } from './node-runtime.mjs'
import { installModel } from './install-model.ts'
import { SHIPPED_MODEL } from './shipped-model.ts'

const { values } = parseArgs({
  options: {
    dataset: { type: 'string' },
    weights: { type: 'string' },
    validation: { type: 'string' },
    out: { type: 'string' },
    backend: { type: 'string', default: 'auto' },
  },
})
const { dataset, weights, validation, out, backend } = values
if (dataset === undefined || weights === undefined || validation === undefined || out === undefined) {
  throw new Error('Give --dataset DIR, --weights DIR, --validation LIST and --out DIR.')
}

let start = join(weights, SHIPPED_MODEL.weights)
for (const [index, stage] of SHIPPED_MODEL.stages.entries()) {
  const folder = join(out, `stage-${index + 1}`)
  const isLast = index === SHIPPED_MODEL.stages.length - 1
  await train(folder, { ...stage, init: start, backend }, isLast ? ['--calibrate'] : [])
  start = folder
}
const titled = join(out, 'titled')
await train(titled, { arch: 'title', init: start })
installModel(titled)

/** Runs `onesheet train`, unless its model is there already. */
async function train(
  folder: string,
  options: Readonly<Record<string, string>>,
  flags: string[] = [],
): Promise<void> {
  if (existsSync(join(folder, 'model.json'))) return
  const given = Object.entries({ dataset, validation, out: folder, ...options }).flatMap(([name, value]) => [
    `--${name}`,
    value,
  ])
  const resume = existsSync(join(folder, 'checkpoints', 'last.checkpoint')) ? ['--resume'] : []
  const node = requireNodePath()
  const command = [join(root, 'scripts', 'onesheet.mjs'), 'train', ...given, ...flags, ...resume]
  const code = await runChild(node, command, { env: environmentWith(node) })
  if (code !== 0) process.exit(code)
}
