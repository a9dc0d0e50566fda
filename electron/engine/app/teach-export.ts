import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { stringify } from 'csv-stringify/sync'
import type { ParsedParams } from '#shared/contract/contract.ts'
import { genresOfMask } from '#shared/domain/genres.ts'
import { AppError } from '#shared/errors.ts'
import { posterById } from '../catalog/queries/posters.ts'
import { writeNamed } from '../platform/named-file.ts'
import type { EngineContext } from './context.ts'
import { faceOf } from './poster-face.ts'
import { changesOf } from './teach.ts'

/**
 * Writes what would be called otherwise, the largest change first; genres are parted by a bar.
 * @throws AppError `teach/not-offered`, `backup/exists` for an existing file without `force`, `file/not-writable`,
 *   `catalog/disk-full`
 */
export async function exportTeachChanges(
  context: EngineContext,
  params: ParsedParams<'teach.export'>,
  signal: AbortSignal,
): Promise<{ written: number }> {
  const file = resolve(params.file)
  if (existsSync(file) && !params.force) throw new AppError('backup/exists', params.file)
  const { text, written } = await changesCsv(context, params.teaching, signal)
  writeNamed(file, text)
  return { written }
}

/**
 * The same file as text.
 * @throws AppError `teach/not-offered`
 */
export async function teachChangesText(
  context: EngineContext,
  params: ParsedParams<'teach.exportText'>,
  signal: AbortSignal,
): Promise<{ text: string }> {
  const { text } = await changesCsv(context, params.teaching, signal)
  return { text }
}

async function changesCsv(
  context: EngineContext,
  teaching: number,
  signal: AbortSignal,
): Promise<{ text: string; written: number }> {
  const changes = await changesOf(context, teaching, signal)
  const records = changes.map(({ id, addedMask, removedMask, moved }) => {
    const poster = posterById(context.store.db, id)
    const face = poster === null ? null : faceOf(poster)
    return {
      id,
      title: face?.title ?? null,
      year: face?.year ?? null,
      added: genresOfMask(addedMask).join('|'),
      removed: genresOfMask(removedMask).join('|'),
      moved: moved.toFixed(3),
    }
  })
  const columns = ['id', 'title', 'year', 'added', 'removed', 'moved']
  const text = stringify(records, { header: true, columns, escape_formulas: true })
  return { text, written: records.length }
}
