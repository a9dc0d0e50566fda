import { resolve } from 'node:path'
import { UNKNOWN_GENRE, VERDICT_IS_AS_NEW } from '#shared/contract/labels.ts'
import type { Run } from '../terminal.ts'
import { count, EXIT, print, table } from '../terminal.ts'
import { withEngine } from '../with-engine.ts'

export interface LabelFileOptions {
  catalog?: string
  format?: 'csv' | 'json'
  force?: boolean
  addGenres?: boolean
}

export async function exportLabels(run: Run, file: string, options: LabelFileOptions): Promise<void> {
  const result = await withEngine({ catalog: options.catalog, readOnly: true }, (engine) =>
    engine.call('labels.export', {
      file: resolve(file),
      format: formatOf(file, options),
      force: options.force === true,
    }),
  )
  print(run, result, () => `${count(result.written, 'verdict')} written to ${file}.`)
}

/** Rows that could not be taken are listed; they are no failure of the rest, but they are new problems: exit 3. */
export async function importLabels(run: Run, file: string, options: LabelFileOptions): Promise<void> {
  const result = await withEngine({ catalog: options.catalog, readOnly: false }, (engine) =>
    engine.call('labels.import', {
      file: resolve(file),
      format: formatOf(file, options),
      addGenres: options.addGenres === true,
    }),
  )
  if (result.skipped.some(({ reason }) => reason !== VERDICT_IS_AS_NEW)) run.exitCode = EXIT.problems
  print(run, result, () => {
    const rows = result.skipped.map(({ line, reason }) => [line, reason])
    const skipped = rows.length === 0 ? '' : `\n\n${table(['Line', 'Left out because'], rows)}`
    const isUnknown = result.skipped.some(({ reason }) => reason.startsWith(UNKNOWN_GENRE))
    const hint = isUnknown ? '\nWith --add-genres, names that no genre has become genres of your own.' : ''
    return `${count(result.applied, 'row')} applied.${skipped}${hint}`
  })
}

function formatOf(file: string, options: LabelFileOptions): 'csv' | 'json' {
  return options.format ?? (/\.json$/i.test(file) ? 'json' : 'csv')
}
