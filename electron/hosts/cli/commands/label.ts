import { resolve } from 'node:path'
import type { Engine } from '#engine/app/engine-types.ts'
import type { UndoResult } from '#shared/contract/labels.ts'
import type { VerdictValue } from '#shared/contract/values.ts'
import { genreKey } from '#shared/domain/genres.ts'
import { AppError } from '#shared/errors.ts'
import type { NamedGenres, TypedGenres } from '../named-genres.ts'
import { withNamedGenres } from '../named-genres.ts'
import type { Run } from '../terminal.ts'
import { print, remark, table } from '../terminal.ts'
import { UsageError } from '../usage-error.ts'
import { withEngine } from '../with-engine.ts'

export interface LabelOptions {
  catalog?: string
  yes?: string[]
  no?: string[]
  clear?: string[]
  confirm?: boolean
}

/** Gives verdicts on one poster, named by id or by the path of one of its files, as one undoable act. */
export async function label(run: Run, poster: string, options: LabelOptions): Promise<void> {
  const { catalog, confirm = false } = options
  const command = { catalog, readOnly: false, usage: 'onesheet label [options] <poster>' }
  const typed = {
    yes: { option: '--yes <genre>', names: options.yes },
    no: { option: '--no <genre>', names: options.no },
    clear: { option: '--clear <genre>', names: options.clear },
  }
  refuseContradiction(typed, command.usage)
  const document = await withNamedGenres(command, typed, async (engine, named) => {
    const id = await posterIdOf(engine, poster)
    const changes = [...said(named.yes, 'yes'), ...said(named.no, 'no'), ...said(named.clear, null)]
    const own = [...ownSaid(named.yes, 'yes'), ...ownSaid(named.no, 'no'), ...ownSaid(named.clear, null)]
    const [result] = await engine.call('labels.apply', { posterIds: [id], changes, own, confirm })
    if (result === undefined) throw new AppError('poster/not-found', poster)
    const verdicts = { ...result.verdicts, ...(await ownVerdicts(engine, id)) }
    return { id, verdicts, revision: result.revision }
  })
  print(run, document, () => {
    const verdicts = Object.entries(document.verdicts).map(([genre, verdict]) => `${genre}: ${verdict}`)
    return `Poster ${document.id}: ${verdicts.length === 0 ? 'no verdicts' : verdicts.join(', ')}.`
  })
}

/** @throws UsageError for a genre that two options name: whatever was meant, one of them was a slip */
function refuseContradiction(typed: Record<string, TypedGenres>, usage: string): void {
  const optionOf = new Map<string, string>()
  for (const { option, names = [] } of Object.values(typed)) {
    for (const name of names) {
      const other = optionOf.get(genreKey(name)) ?? option
      if (other !== option)
        throw new UsageError(`${name} is named by both '${other}' and '${option}'.`, usage)
      optionOf.set(genreKey(name), option)
    }
  }
}

function said({ genres }: NamedGenres, verdict: VerdictValue | null) {
  return genres.map((genre) => ({ genre, verdict }))
}

function ownSaid({ own }: NamedGenres, verdict: VerdictValue | null) {
  return own.map((id) => ({ id, verdict }))
}

/** By name, as those on the twenty. */
async function ownVerdicts(engine: Engine, id: number): Promise<Record<string, VerdictValue>> {
  const { own } = await engine.call('poster.get', { id })
  return Object.fromEntries(own.flatMap(({ name, verdict }) => (verdict === null ? [] : [[name, verdict]])))
}

async function posterIdOf(engine: Engine, text: string): Promise<number> {
  if (/^[1-9]\d{0,14}$/.test(text)) return Number(text)
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
  if (direction === 'undo' && result.learned)
    remark('The model in use has learned from it; teach again to take that back.')
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
