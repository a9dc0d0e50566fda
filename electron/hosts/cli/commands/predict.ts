import { predictFiles } from '#engine/app/models.ts'
import type { Run } from '../terminal.ts'
import { EXIT, inert, percent, print, remark } from '../terminal.ts'
import { catalogModelTools } from '../with-engine.ts'

export interface PredictOptions {
  catalog?: string
  title?: string
  year?: number
  model?: string
}

const SHOWN = 5

/** Predicts picture files, in a catalog or not. A file that cannot be read is an item with an error: exit 3. */
export async function predict(run: Run, files: readonly string[], options: PredictOptions): Promise<void> {
  const { usedTitle, ...report } = await predictFiles(
    catalogModelTools(options),
    {
      files: [...files],
      model: options.model ?? null,
      title: options.title ?? null,
      year: options.year ?? null,
    },
    run.signal,
  )
  if ((options.title !== undefined || options.year !== undefined) && !usedTitle) remark(unusedTitle(options))
  if (report.items.some((item) => item.error !== null)) run.exitCode = EXIT.problems
  if (run.signal.aborted) run.exitCode = EXIT.interrupted
  print(run, run.signal.aborted ? { ...report, cancelled: true } : report, () =>
    report.items
      .map(({ path, genres, error }) => {
        const best = genres.slice(0, SHOWN).map(({ name, probability, level }) => {
          return `${name} ${percent(probability)}${level === 'likely' ? ' likely' : level === 'maybe' ? ' maybe' : ''}`
        })
        return `${inert(path)}\n  ${error === null ? best.join(', ') : error.message}`
      })
      .join('\n'),
  )
}

function unusedTitle({ title }: PredictOptions): string {
  if (title === undefined) return 'A year alone is not used: give --title as well.'
  return 'The title was not used: it says nothing, or this model looks at the picture only.'
}
