import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { dataFolder } from '#engine/catalog/paths.ts'
import type { EpochRow } from '#engine/training/trainer/history.ts'
import { checkpointPath } from '#engine/training/trainer/out-folder.ts'
import { train as trainNetwork } from '#engine/training/trainer/train.ts'
import type { TrainResult } from '#engine/training/trainer/train-result.ts'
import type { TrainOptions } from '#shared/domain/train-options.ts'
import { trainOptionsSchema } from '#shared/domain/train-options.ts'
import { GENRES } from '#shared/domain/genres.ts'
import { AppError } from '#shared/errors.ts'
import { phaseLine } from '../progress.ts'
import type { Run } from '../terminal.ts'
import { count, EXIT, print, remark, table } from '../terminal.ts'

/** As commander hands them over: what was not given is undefined. */
export interface TrainCommandOptions {
  dataset: string
  arch: string
  out: string
  resume?: true
  catalog?: string
  pictures?: string
  init?: string
  compare?: string
  validation?: number | string
  [option: string]: unknown
}

const PHASES = {
  choosing: 'Trying the backends',
  reading: 'Reading the dataset',
  decoding: 'Decoding pictures',
  starting: 'Starting',
  freezing: 'Computing frozen stages',
  training: 'Training',
  writing: 'Writing the model',
} as const

export async function train(run: Run, given: TrainCommandOptions): Promise<void> {
  const options = optionsOf(given)
  const line = phaseLine()
  const epochs = options.epochs * options.splits
  try {
    const result = await trainNetwork(
      { options, resume: given.resume === true },
      {
        signal: run.signal,
        onPhase: (phase, done, total) => {
          line.show(PHASES[phase], done, total)
        },
        onBackend: (name) => {
          remark(`Training on ${name}, the fastest here.`)
        },
        onProgress: ({ epoch, step, stepsPerEpoch, loss }) => {
          const figure = loss === null ? '' : `loss ${loss.toFixed(4)}`
          line.show(`Epoch ${epoch} of ${epochs}`, step, stepsPerEpoch, figure)
        },
        onEpoch: (row) => {
          line.end()
          remark(epochInWords(row, epochs))
        },
      },
    )
    line.end()
    print(run, documentOf(result), () => inWords(result))
  } catch (error) {
    line.end()
    if (!(error instanceof AppError) || error.code !== 'app/cancelled') throw error
    print(run, { arch: options.arch, out: options.out, cancelled: true }, () =>
      existsSync(checkpointPath(options.out, 'last'))
        ? 'Stopped. Go on with --resume.\n'
        : 'Stopped, before there was anything to go on from.\n',
    )
    run.exitCode = EXIT.interrupted
  }
}

/** Only what was given: the rest is the schema's. */
function optionsOf(given: TrainCommandOptions): TrainOptions {
  const { resume: _resume, json: _json, ...rest } = given
  const isCatalog = given.dataset === 'catalog'
  return trainOptionsSchema.parse({
    ...rest,
    dataset: isCatalog ? 'catalog' : resolve(given.dataset),
    catalog: isCatalog ? resolve(given.catalog ?? join(dataFolder(), 'catalog.db')) : null,
    out: resolve(given.out),
    init: given.init === undefined ? null : resolve(given.init),
    pictures: given.pictures === undefined ? null : resolve(given.pictures),
    ...(typeof given.validation === 'string' && { validation: resolve(given.validation) }),
  })
}

function documentOf(result: TrainResult) {
  const { options, counts, epochs, measures } = result
  const byGenre = (values: readonly number[]) =>
    Object.fromEntries(GENRES.map((name, index) => [name, values[index] ?? 0]))
  return {
    arch: options.arch,
    parameters: result.parameters,
    init: result.init,
    filtered: { ...counts.leftOut, ...counts.filtered },
    films: { training: counts.training, validation: counts.validation, samples: counts.samples },
    augmented: { before: byGenre(counts.before), after: byGenre(counts.after) },
    unlearnable: counts.unlearnable,
    notes: result.notes,
    epochs,
    best: result.best,
    stoppedEarly: result.stoppedEarly,
    measures,
    backend: result.backend,
    seconds: result.seconds,
    out: options.out,
  }
}

function epochInWords(row: EpochRow, epochs: number): string {
  const figures = [
    `loss ${row.loss.toFixed(4)}`,
    `on the validation films ${row.valLoss.toFixed(4)}`,
    `macro mAP ${row.macroMAP?.toFixed(3) ?? '–'}`,
    `${row.seconds.toFixed(1)} s`,
  ]
  return `Epoch ${row.epoch} of ${epochs}: ${figures.join(', ')}`
}

function inWords(result: TrainResult): string {
  const { measures, counts, options } = result
  const rows = [
    ['macro mAP', figure(measures.macroMAP), 'by chance', figure(chance(result))],
    [
      'per-label accuracy at 0.5',
      figure(measures.perLabelAccuracy),
      'predicting nothing',
      figure(measures.predictNothingAccuracy),
    ],
    ['one of the first three is right', figure(measures.top3Hit), '', ''],
  ]
  const left = Object.values({ ...counts.leftOut, ...counts.filtered }).reduce((sum, value) => sum + value, 0)
  return [
    table(['On the validation films', 'Value', 'Beside', 'Value'], rows),
    `${count(counts.training, 'film')} to learn from, ${count(counts.validation, 'film')} to judge by, ${left.toLocaleString('en-GB')} left out.`,
    ...unlearnableInWords(counts.unlearnable),
    `Epoch ${result.best} was the best of ${result.epochs.length}${result.stoppedEarly ? ', stopped early' : ''}; ${result.seconds.toFixed(0)} s on ${result.backend}.`,
    `${join(options.out, 'report.html')} shows all of it; onesheet evaluate --model ${options.out} uses the model.`,
    '',
  ].join('\n')
}

function unlearnableInWords(genres: TrainResult['counts']['unlearnable']): string[] {
  const names = genres.map(({ genre }) => genre)
  return names.length === 0
    ? []
    : [`Nothing could be learned about ${names.join(', ')}: no film tells it apart.`]
}

/** Mean prevalence of the genres that have positives: the macro mAP of scores at random. */
function chance({ measures }: TrainResult): number {
  const known = measures.perGenre.filter(({ support }) => support > 0)
  return known.reduce((sum, { prevalence }) => sum + prevalence, 0) / Math.max(1, known.length)
}

function figure(value: number | null): string {
  return value === null ? '–' : value.toFixed(3)
}
