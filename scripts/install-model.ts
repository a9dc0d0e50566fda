import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { manifestSchema } from '#engine/model/manifest.ts'
import { writeCard } from './card-of-folder.ts'
import { root } from './node-runtime.mjs'
import { SHIPPED_MODEL } from './shipped-model.ts'

/** Of a trained model's folder, what ships; its checkpoints, page of HTML and checksums do not. */
const SHIPPED_FILES = [
  'model.onnx',
  'head.bin',
  'title.bin',
  'replay.bin',
  'report.json',
  'CARD.md',
  'layers',
] as const

/** Makes a trained model, with its title model, the only one in `resources/models`, under the shipped model's name. */
export function installModel(trained: string): void {
  const models = join(root, 'resources', 'models')
  const { id, title, facts, notice } = SHIPPED_MODEL
  const missing = SHIPPED_FILES.find((name) => !existsSync(join(trained, name)))
  if (missing !== undefined) throw new Error(`${join(trained, missing)} is missing.`)
  for (const name of readdirSync(models)) rmSync(join(models, name), { recursive: true })
  const folder = join(models, id)
  mkdirSync(folder)
  for (const name of SHIPPED_FILES) cpSync(join(trained, name), join(folder, name), { recursive: true })
  const manifest = manifestSchema.parse(JSON.parse(readFileSync(join(trained, 'model.json'), 'utf8')))
  const report: unknown = JSON.parse(readFileSync(join(trained, 'report.json'), 'utf8'))
  writeFileSync(join(folder, 'report.json'), `${JSON.stringify(shippedReport(report))}\n`)
  writeJson(join(folder, 'model.json'), {
    ...manifest,
    id,
    title,
    licence: `${facts.licence}; started from ImageNet weights under Apache-2.0 (see NOTICE)`,
  })
  writeFileSync(join(folder, 'NOTICE'), notice)
  writeJson(join(models, 'manifest.json'), { current: id, models: [id] })
  writeCard(folder, facts)
}

/** The report, under the shipped model's name and without the films it shows as examples: no film is named in what ships. */
function shippedReport(report: unknown): unknown {
  const { model, ...rest } = report as { model: object }
  const { id, title } = SHIPPED_MODEL
  return { ...rest, model: { ...model, id, title }, films: { best: [], worst: [] } }
}

function writeJson(path: string, value: unknown): void {
  writeFileSync(path, `${JSON.stringify(value, null, 2)}\n`)
}
