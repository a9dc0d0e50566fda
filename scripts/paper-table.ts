/**
 * The paper's experiment, run for real: every row of docs/paper.md, one after the other, with checkpoints.
 *
 *     npm run build && node scripts/paper-table.ts DATASET [--work FOLDER] [--only ROW,ROW] [--threads N] [--results FOLDER]
 *
 * A row that has its file in docs/paper is not run again; one that was stopped goes on from its checkpoint. About six
 * hours of one core with the native backend.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { train } from '#engine/training/trainer/train.ts'
import { trainOptionsSchema } from '#shared/domain/train-options.ts'
import { PAPER_ROWS } from './paper-rows.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    work: { type: 'string', default: join(import.meta.dirname, '..', '.paper') },
    only: { type: 'string' },
    threads: { type: 'string', default: '1' },
    results: { type: 'string', default: join(import.meta.dirname, '..', 'docs', 'paper') },
  },
})
const dataset = positionals[0]
if (dataset === undefined) throw new Error('Give the folder of the dataset.')
const { results } = values
mkdirSync(results, { recursive: true })
const wanted = values.only?.split(',')

for (const row of PAPER_ROWS) {
  const file = join(results, `${row.name}.json`)
  if (existsSync(file) || wanted?.includes(row.name) === false) continue
  const out = join(values.work, row.name)
  const resume = existsSync(join(out, 'checkpoints', 'last.checkpoint'))
  console.log(`${new Date().toISOString()} ${row.name}${resume ? ', going on' : ''}`)
  const options = trainOptionsSchema.parse({
    ...row.options,
    dataset,
    out,
    backend: 'native',
    threads: Number(values.threads),
  })
  const started = performance.now()
  await train(
    { options, resume, cacheFolder: join(values.work, 'cache') },
    {
      signal: new AbortController().signal,
      onEpoch: (epoch) => {
        const seconds = Math.round((performance.now() - started) / 1000)
        console.log(
          `  epoch ${epoch.epoch}: loss ${epoch.loss.toFixed(4)}, validation ${epoch.valLoss.toFixed(4)}, ` +
            `macro mAP ${epoch.macroMAP?.toFixed(4)}, accuracy ${epoch.perLabelAccuracy.toFixed(4)}, ${seconds} s`,
        )
      },
    },
  )
  const { notes: _, ...result } = JSON.parse(readFileSync(join(out, 'training.json'), 'utf8')) as Record<
    string,
    unknown
  >
  // What a reader needs to run it again, without the places of the machine it ran on.
  writeFileSync(file, `${JSON.stringify({ ...result, options: row.options }, null, 1)}\n`)
}
