import { resolve } from 'node:path'
import { evaluate as evaluateModel } from '#engine/app/evaluate.ts'
import { figure } from '#engine/training/report/html/words.ts'
import type { EvaluateReport, Measures } from '#shared/contract/models.ts'
import type { Scoreboard } from '#shared/domain/scoreboard.ts'
import { scoreboardInWords } from '../scoreboard.ts'
import type { Run } from '../terminal.ts'
import { count, print, remark, table } from '../terminal.ts'
import { catalogModelTools } from '../with-engine.ts'

export interface EvaluateOptions {
  catalog?: string
  dataset: string
  model?: string
  only?: string
  withTitle?: boolean
  compare?: string
}

export async function evaluate(run: Run, options: EvaluateOptions): Promise<void> {
  const report = await evaluateModel(
    catalogModelTools(options),
    {
      dataset: resolve(options.dataset),
      model: options.model ?? null,
      only: options.only === undefined ? null : resolve(options.only),
      withTitle: options.withTitle === true,
      compare: options.compare ?? null,
    },
    run.signal,
  )
  if (options.withTitle === true && report.withTitle === null)
    remark('This model looks at the picture only: withTitle is null.')
  if (options.compare !== undefined && report.previousId === null)
    remark('Pictures went away meanwhile, so the models are not compared: previousId is null.')
  print(run, report, () => inWords(report))
}

function inWords(report: EvaluateReport): string {
  const { withTitle, previousId, model, backend } = report
  const parts: [string, Measures & Scoreboard][] =
    withTitle === null
      ? [['', report]]
      : [
          ['From the picture alone\n', report],
          ['With the title\n', withTitle],
        ]
  return [
    ...parts.flatMap(([head, each]) => [head + scoreboardInWords(each, previousId), genresInWords(each)]),
    `${count(report.films, 'film')}, ${model} on ${backend}, ${report.seconds.toFixed(1)} s`,
  ].join('\n')
}

function genresInWords({ perGenre, calibration }: Measures & Scoreboard): string {
  return table(
    ['Genre', 'Films', 'AP', 'By chance', 'Precision', 'Recall', 'ECE', 'Floor', 'Brier skill', ''],
    perGenre.map((genre, label) => {
      const { ece = null, expected = null, brierSkill = null } = calibration.perGenre[label] ?? {}
      return [
        genre.name,
        genre.support,
        ...[genre.ap, genre.prevalence, genre.precision, genre.recall].map((value) => figure(value)),
        ...[ece, expected, brierSkill].map((value) => figure(value)),
        genre.tooFew ? 'too few to tell' : '',
      ]
    }),
  )
}
