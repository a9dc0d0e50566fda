import type { BulkResult } from '#engine/app/say-to-many.ts'
import type { NfoLine, NfoPreview, NfoWritten, RefusedNfo } from '#shared/contract/nfo.ts'
import { followJob } from '../follow-job.ts'
import type { Run } from '../terminal.ts'
import { count, EXIT, inert, print, table } from '../terminal.ts'
import { withEngine } from '../with-engine.ts'

/** What NFO files say becomes what you say, as one act for `undo`. */
export async function acceptNfos(run: Run, options: { catalog?: string }): Promise<void> {
  const { films, job } = await withEngine({ catalog: options.catalog, readOnly: false }, async (engine) => {
    const acceptable = await engine.call('nfo.acceptable', {})
    if (acceptable.posters === 0) return { films: 0, job: null }
    const onStop = 'Stopping. What was accepted stays; one undo takes it back.'
    const started = await engine.call('nfo.accept', {})
    return { films: acceptable.films, job: await followJob(engine, run, started, onStop) }
  })
  const { changed, skipped } = (job?.result ?? { changed: 0, skipped: 0 }) as BulkResult
  const document = { films, changed, skipped }
  const isCancelled = job?.state === 'cancelled'
  print(run, isCancelled ? { ...document, cancelled: true } : document, () =>
    films === 0
      ? 'No NFO names a genre that you have not judged.'
      : `NFO accepted as verdicts on ${count(changed, 'poster')} of ${count(films, 'film')}. Take it back with: onesheet undo`,
  )
  if (isCancelled) run.exitCode = EXIT.interrupted
}

/** Files that could not be written are named; they are no failure of the rest, but they are new problems: exit 3. */
export async function writeNfos(run: Run, options: { catalog?: string; dryRun?: boolean }): Promise<void> {
  if (options.dryRun === true) return preview(run, options)
  const job = await withEngine({ catalog: options.catalog, readOnly: false }, async (engine) => {
    const onStop = 'Stopping. What was written stays written; write again to go on.'
    return followJob(engine, run, await engine.call('nfo.write', {}), onStop)
  })
  const result = job.result as NfoWritten
  const isCancelled = job.state === 'cancelled'
  print(run, isCancelled ? { ...result, cancelled: true } : result, () => writtenInWords(result))
  run.exitCode = isCancelled ? EXIT.interrupted : exitCodeOf(result)
}

async function preview(run: Run, options: { catalog?: string }): Promise<void> {
  const result = await withEngine({ catalog: options.catalog, readOnly: true }, (engine) =>
    engine.call('nfo.preview', {}),
  )
  print(run, result, () => previewInWords(result))
  run.exitCode = exitCodeOf(result)
}

function exitCodeOf({ refused }: { refused: readonly RefusedNfo[] }): number {
  return refused.length > 0 ? EXIT.problems : EXIT.done
}

function previewInWords({ files, changes, refused, copiesFolder }: NfoPreview): string {
  if (files === 0) return 'Every NFO file says what you said.'
  const diffs = changes.map(({ path, lines }) => [inert(path), ...lines.map(inDiff), ''].join('\n'))
  const copies = `Copies of the files as they are would be kept in ${inert(copiesFolder)}.`
  return [...diffs, ...refusedInWords(refused), `${count(files, 'file')} would change. ${copies}`].join('\n')
}

function inDiff({ mark, element, text }: NfoLine): string {
  return `${mark === 'same' ? ' ' : mark === 'gone' ? '-' : '+'} <${element}>${inert(text)}</${element}>`
}

function writtenInWords({ written, refused, copiesFolder }: NfoWritten): string {
  const copies = copiesFolder === null ? '' : ` The files as they were: ${inert(copiesFolder)}`
  return [...refusedInWords(refused), `${count(written, 'file')} written.${copies}`].join('\n')
}

function refusedInWords(refused: readonly RefusedNfo[]): string[] {
  const rows = refused.map(({ path, message }) => [path, message])
  return rows.length === 0 ? [] : [table(['Left as it is', 'Why'], rows)]
}
