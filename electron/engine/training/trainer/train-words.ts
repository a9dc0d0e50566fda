import { trainOptionsSchema } from '#shared/domain/train-options.ts'
import type { TrainOptions } from '#shared/domain/train-options.ts'
import type { DataCounts } from './prepare-data.ts'
import type { Trained } from './run-training.ts'

/** Options that name places of the machine, which a report that is passed on does not tell. */
const PLACES = new Set(['dataset', 'pictures', 'catalog', 'out', 'init', 'threads', 'compare'])

/** The options as a report lists them: every one, in plain values. */
export function settingsOf(options: TrainOptions): Record<string, string | number | boolean | null> {
  const settings: Record<string, string | number | boolean | null> = {}
  for (const [name, value] of Object.entries(options)) {
    if (PLACES.has(name)) continue
    if (name === 'validation' && typeof value === 'string') settings[name] = 'a list of films'
    else if (typeof value === 'object' && value !== null) settings[name] = `${value.height}x${value.width}`
    else settings[name] = value
  }
  return settings
}

const FLAG_NAMES: Partial<Record<keyof TrainOptions, string>> = {
  microBatch: 'micro-batch',
  headLr: 'head-lr',
  weightDecay: 'weight-decay',
  classWeights: 'class-weights',
  copiesBeforeSplit: 'copies-before-split',
  earlyStopping: 'early-stopping',
  keepStart: 'keep-start',
}

/** The command that trains the same again, with words for the places: those of another machine say nothing. */
export function commandOf(options: TrainOptions): string {
  const standard = trainOptionsSchema.parse({ dataset: 'DATASET', arch: options.arch, out: 'OUT' })
  const parts = ['npx onesheet train', '--dataset DATASET', `--arch ${options.arch}`, '--out OUT']
  if (options.init !== null) parts.push('--init WEIGHTS')
  for (const [key, value] of Object.entries(options) as [
    keyof TrainOptions,
    TrainOptions[keyof TrainOptions],
  ][]) {
    if (PLACES.has(key) || key === 'arch' || value === standard[key] || value === null) continue
    const flag = `--${FLAG_NAMES[key] ?? key}`
    if (value === true) parts.push(flag)
    else if (key === 'validation' && typeof value === 'string') parts.push(`${flag} LIST`)
    else if (typeof value === 'object') parts.push(`${flag} ${value.height}x${value.width}`)
    else parts.push(`${flag} ${String(value)}`)
  }
  return parts.join(' ')
}

export function dataInWords({ training, validation, samples }: DataCounts): string {
  const copies = samples > training ? `, with ${samples - training} augmented copies of them` : ''
  return `${training} films to learn from${copies}, ${validation} to judge by.`
}

export function startInWords(init: Trained['init']): string {
  if (init === null) return 'Drawn weights (He et al. 2015): from scratch.'
  const rest = init.leftOut.length === 0 ? '' : `; ${init.leftOut.length} tensors of it start drawn`
  return `${init.name}${rest}.`
}

export function termsOf(init: Trained['init']): string[] {
  const terms = ['Posters are works of their studios; the model holds none of them.']
  if (init?.licence != null) terms.push(`${init.name}: ${init.licence}.`)
  return terms
}
