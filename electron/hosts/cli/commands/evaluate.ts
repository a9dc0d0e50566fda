import { resolve } from 'node:path'
import { evaluate as evaluateModel } from '#engine/app/evaluate.ts'
import type { EvaluateReport } from '#shared/contract/models.ts'
import type { Run } from '../terminal.ts'
import { count, print, remark, table } from '../terminal.ts'
import { modelTools } from '../with-engine.ts'

export interface EvaluateOptions {
  dataset: string
  model?: string
  only?: string
  withTitle?: boolean
}

const SHOWN = [
  ['macroMAP', 'macro mAP'],
  ['macroMAP18', 'macro mAP without Foreign and TV Movie'],
  ['microMAP', 'micro mAP'],
  ['microF1', 'micro F1'],
  ['macroF1', 'macro F1'],
  ['perLabelAccuracy', 'per-label accuracy at 0.5'],
  ['predictNothingAccuracy', '  that of predicting nothing'],
  ['genrePriorAccuracy', '  that of the commonest genres'],
  ['top1', 'the first is right'],
  ['top3Hit', 'one of the first three is right'],
  ['ece', 'calibration error (ECE)'],
] as const

export async function evaluate(run: Run, options: EvaluateOptions): Promise<void> {
  const report = await evaluateModel(
    modelTools(),
    {
      dataset: resolve(options.dataset),
      model: options.model ?? null,
      only: options.only === undefined ? null : resolve(options.only),
      withTitle: options.withTitle === true,
    },
    run.signal,
  )
  if (options.withTitle === true && report.withTitle === null)
    remark('This model looks at the picture only: withTitle is null.')
  print(run, report, () => inWords(report))
}

function inWords(report: EvaluateReport): string {
  const { withTitle } = report
  const beside = (value: unknown) => (withTitle === null ? [] : [figure(value)])
  const rows = SHOWN.map(([key, words]) => [words, figure(report[key]), ...beside(withTitle?.[key])])
  const genres = report.perGenre.map((genre, index) => [
    genre.name,
    genre.support,
    figure(genre.ap),
    ...beside(withTitle?.perGenre[index]?.ap),
    figure(genre.precision),
    figure(genre.recall),
    genre.tooFew ? 'too few to tell' : '',
  ])
  const films = `${count(report.films, 'film')}, ${report.model} on ${report.backend}, ${report.seconds.toFixed(1)} s`
  const titled = withTitle === null ? [] : ['With title']
  return [
    table(['Measure', withTitle === null ? 'Value' : 'Picture', ...titled], rows),
    table(['Genre', 'Films', 'AP', ...titled, 'Precision', 'Recall', ''], genres),
    films,
  ].join('\n')
}

function figure(value: unknown): string {
  return typeof value === 'number' ? value.toFixed(3) : '–'
}
