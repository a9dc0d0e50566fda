import { resolve } from 'node:path'
import type { Engine } from '#engine/app/engine-types.ts'
import type { UndoResult } from '#shared/contract/labels.ts'
import type { Genre } from '#shared/domain/genres.ts'
import { AppError } from '#shared/errors.ts'
import type { Run } from '../terminal.ts'
import { print, remark, table } from '../terminal.ts'
import { withEngine } from '../with-engine.ts'

export interface LabelOptions {
  catalog?: string
  yes?: Genre[]
  no?: Genre[]
  clear?: Genre[]
  confirm?: boolean
}

/** Gives verdicts on one poster, named by id or by the path of one of its files, as one undoable act. */
export async function label(run: Run, poster: string, options: LabelOptions): Promise<void> {
  const changes = [
    ...(options.yes ?? []).map((genre) => ({ genre, verdict: 'yes' as const })),
    ...(options.no ?? []).map((genre) => ({ genre, verdict: 'no' as const })),
    ...(options.clear ?? []).map((genre) => ({ genre, verdict: null })),
  ]
  const [result] = await withEngine({ catalog: options.catalog, readOnly: false }, async (engine) =>
    engine.call('labels.apply', {
      posterIds: [await posterIdOf(engine, poster)],
      changes,
      confirm: options.confirm === true,
    }),
  )
  if (result === undefined) throw new AppError('poster/not-found', poster)
  const { id, verdicts: held, revision } = result
  print(run, { id, verdicts: held, revision }, () => {
    const verdicts = Object.entries(held).map(([genre, verdict]) => `${genre}: ${verdict}`)
    return `Poster ${id}: ${verdicts.length === 0 ? 'no verdicts' : verdicts.join(', ')}.`
  })
}

async function posterIdOf(engine: Engine, text: string): Promise<number> {
  if (/^\d{1,15}$/.test(text)) return Number(text)
  return (await engine.call('poster.find', { path: resolve(text) })).id
}

/** `undo [N]` and `redo [N]`: the last acts, back or forth. */
export async function travel(
  run: Run,
  direction: 'undo' | 'redo',
  steps: number,
  options: { catalog?: string },
): Promise<void> {
  const result = await withEngine({ catalog: options.catalog, readOnly: false }, (engine) =>
    engine.call(direction === 'undo' ? 'labels.undo' : 'labels.redo', { steps }),
  )
  if (result.learned) remark('The model in use has learned from it; teach again to take that back.')
  // A genre of the user's own is named like any.
  const undone = result.undone.map(({ own, ...change }) => ({ ...change, genre: change.genre ?? own }))
  print(run, { undone }, () => travelInWords(undone, result.summary, direction))
}

type Undone = Omit<UndoResult['undone'][number], 'genre' | 'own'> & { genre: string | null }

function travelInWords(
  undone: readonly Undone[],
  summary: string | null,
  direction: 'undo' | 'redo',
): string {
  if (undone.length === 0) return `There is nothing to ${direction}.`
  const rows = undone.map((change) => [change.id, change.genre ?? '–', change.from, change.to])
  return `${summary ?? ''}\n${table(['Poster', 'Genre', 'From', 'To'], rows)}`
}
