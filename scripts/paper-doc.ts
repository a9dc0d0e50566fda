/**
 * Writes docs/paper.md and its curves from the results in docs/paper.
 *
 *     node scripts/paper-doc.ts
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { EpochRow } from '#engine/training/trainer/history.ts'
import type { TrainResult } from '#engine/training/trainer/train-result.ts'
import { markdownTable } from './markdown-table.ts'
import { paperCurve } from './paper-curve.ts'
import { PAPER_ROWS } from './paper-rows.ts'

const folder = join(import.meta.dirname, '..', 'docs', 'paper')

/** What the paper says of a row; null where it says nothing. */
const PAPER_ACCURACY: Readonly<Record<string, string>> = {
  'custom-cnn-before': '89.35',
  'custom-cnn-after': '89.35',
  'resnet34-before': '88',
  'resnet34-after': '89',
  'resnet34-2-splits': '90.34',
  'vgg16-before': '89.35',
  'vgg16-after': '89.35',
}

const TITLES: Readonly<Record<string, string>> = {
  'custom-cnn-before': 'Custom CNN, before augmentation',
  'custom-cnn-after': 'Custom CNN, after augmentation',
  'resnet34-before': 'ResNet34, before augmentation',
  'resnet34-after': 'ResNet34, after augmentation',
  'resnet18-before': 'ResNet18, before augmentation',
  'resnet18-after': 'ResNet18, after augmentation',
  'vgg16-before': 'VGG16 at 32×32, before augmentation',
  'vgg16-after': 'VGG16 at 32×32, after augmentation',
  'resnet50v2-before': 'ResNet50V2, before augmentation',
  'resnet50v2-after': 'ResNet50V2, after augmentation',
  'resnet34-augment-then-split': 'ResNet34, augmented, then split (leaks)',
  'resnet34-2-splits': 'ResNet34, after augmentation, 2 splits',
  'resnet34-4-splits': 'ResNet34, after augmentation, 4 splits',
  'resnet34-sgd': 'ResNet34, after augmentation, SGD(0.001)',
  'resnet34-sorted': 'ResNet34, after augmentation, sorted',
  'resnet34-168x112': 'ResNet34 at 168×112, before augmentation',
}

type Result = Omit<TrainResult, 'options' | 'notes'>

const results = new Map<string, Result>()
for (const { name } of PAPER_ROWS) {
  const file = join(folder, `${name}.json`)
  if (existsSync(file)) results.set(name, JSON.parse(readFileSync(file, 'utf8')) as Result)
}

const percent = (value: number) => (value * 100).toFixed(2)
const gain = (value: number) => `${value >= 0 ? '+' : '−'}${Math.abs(value * 100).toFixed(2)}`
const three = (value: number | null | undefined) => (typeof value === 'number' ? value.toFixed(3) : '–')
const minutes = (seconds: number) => `${Math.max(1, Math.round(seconds / 60))} min`

function rowOf(name: string, result: Result): string[] {
  const { measures, epochs, best, counts } = result
  const last = epochs.at(-1) as EpochRow
  const ofBest = epochs[best - 1] as EpochRow
  const interval = measures.macroMAPInterval
  return [
    TITLES[name] ?? name,
    PAPER_ACCURACY[name] ?? '–',
    percent(measures.perLabelAccuracy),
    gain(measures.perLabelAccuracy - measures.predictNothingAccuracy),
    `${three(measures.macroMAP)}${interval === null ? '' : ` (${three(interval[0])}–${three(interval[1])})`}`,
    `${best} of ${epochs.length}`,
    percent(ofBest.trainAccuracy),
    percent(last.trainAccuracy),
    percent(last.perLabelAccuracy),
    String(counts.samples),
    minutes(result.seconds),
  ]
}

const HEAD = [
  'Model',
  'Paper: accuracy',
  'Ours: accuracy',
  'gain over nothing',
  'macro mAP',
  'best epoch',
  'train acc.',
  'train acc., last',
  'val. acc., last',
  'pictures',
  'time',
]

function tableOf(names: readonly string[]): string {
  const rows = names.flatMap((name) => {
    const result = results.get(name)
    return result === undefined ? [] : [rowOf(name, result)]
  })
  return markdownTable(HEAD, rows)
}

const names = PAPER_ROWS.map(({ name }) => name)
const missing = names.filter((name) => !results.has(name))
const any = [...results.values()][0]
if (any === undefined) throw new Error('There are no results in docs/paper yet: run scripts/paper-table.ts.')
const chance = any.measures.perGenre.filter(({ support }) => support > 0)
const meanPrevalence = chance.reduce((sum, { prevalence }) => sum + prevalence, 0) / chance.length

for (const [name, { epochs, best }] of results) {
  writeFileSync(join(folder, `${name}.svg`), paperCurve(TITLES[name] ?? name, epochs, best))
}

const text = readFileSync(join(import.meta.dirname, 'paper-text.md'), 'utf8')
const filled = text
  .replaceAll('{{nothing}}', percent(any.measures.predictNothingAccuracy))
  .replaceAll('{{chance}}', meanPrevalence.toFixed(3))
  .replaceAll('{{training}}', any.counts.training.toLocaleString('en-GB'))
  .replaceAll('{{validation}}', any.counts.validation.toLocaleString('en-GB'))
  .replace('{{models}}', tableOf(names.filter((name) => /-(?:before|after)$/.test(name))))
  .replace(
    '{{variants}}',
    tableOf(
      names.filter((name) => !/-(?:before|after)$/.test(name) || /^resnet34-(?:before|after)$/.test(name)),
    ),
  )
  .replace(
    '{{missing}}',
    missing.length === 0
      ? 'Every row was run.'
      : `Not run yet: ${missing.map((name) => TITLES[name] ?? name).join('; ')}.`,
  )
  .replace(
    '{{curves}}',
    [...results.keys()]
      .map((name) => `![${TITLES[name] ?? name}: accuracy and macro mAP by epoch](paper/${name}.svg)`)
      .join('\n'),
  )
writeFileSync(join(folder, '..', 'paper.md'), filled)
console.log(`docs/paper.md: ${results.size} rows, ${missing.length} missing`)
