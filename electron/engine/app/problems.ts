import type { ParsedParams } from '#shared/contract/contract.ts'
import type { DuplicateGroup, ProblemCounts, SetAsideFile } from '#shared/contract/problems.ts'
import { AppError } from '#shared/errors.ts'
import type { Pair } from '../catalog/queries/pairs.ts'
import { putDecision } from '../catalog/queries/pairs.ts'
import { posterById } from '../catalog/queries/posters.ts'
import { activeRoots } from '../catalog/queries/roots.ts'
import { sql } from '../catalog/sql.ts'
import { refreshStacks, stacks, suggestedGroups } from '../catalog/stacks.ts'
import type { CatalogStore } from '../catalog/store.ts'
import { withVerdictsOpen } from '../catalog/verdict-gate.ts'
import { displayPath } from '../scan/paths.ts'
import type { EngineContext } from './context.ts'

export function problemCounts({ store }: EngineContext): ProblemCounts {
  const { columns } = store
  const isThere = columns.shownIn('any', { wherever: true })
  const counts: ProblemCounts = {
    folders: activeRoots(store.db).filter(({ state }) => state !== 'ok').length,
    missing: 0,
    quarantined: 0,
    duplicates: suggestedGroups(store).length,
  }
  for (let row = 0; row < columns.count; row++) {
    if (!isThere(row)) continue
    if (columns.isMissing(row)) counts.missing++
    else if (columns.isQuarantined(row)) counts.quarantined++
  }
  return counts
}

export function setAsideFiles(
  { store }: EngineContext,
  { offset, limit }: ParsedParams<'problems.setAside'>,
): { total: number; files: SetAsideFile[] } {
  // The second condition is the one of the index of what is unfinished.
  const from = `FROM file f JOIN root r ON r.id = f.root_id
    WHERE f.state = 'quarantined' AND f.state <> 'ok' AND f.poster_id IS NOT NULL`
  const rows = sql(
    store.db,
    `SELECT f.poster_id AS posterId, r.path AS root, f.path, f.problem_code AS code, f.problem_message AS message ${from}
     ORDER BY r.path, f.path LIMIT ? OFFSET ?`,
  ).all(limit, offset) as {
    posterId: number
    root: Buffer
    path: Buffer
    code: string | null
    message: string | null
  }[]
  return {
    total: sql(store.db, `SELECT count(*) ${from}`).pluck().get() as number,
    files: rows.map(({ posterId, root, path, code, message }) => ({
      posterId,
      path: displayPath(root, path).path,
      code: code ?? 'internal',
      message: message ?? '',
    })),
  }
}

export function duplicateGroups(
  { store }: EngineContext,
  { kind, offset, limit }: ParsedParams<'problems.duplicates'>,
): { total: number; groups: DuplicateGroup[] } {
  const all = [
    ...(kind === 'stack' ? [] : suggestedGroups(store).map((ids) => ({ ids, kind: 'suggested' as const }))),
    ...(kind === 'suggested' ? [] : stacks(store).map((ids) => ({ ids, kind: 'stack' as const }))),
  ]
  const groups = all
    .slice(offset, offset + limit)
    .map((group) => ({ ...group, equal: areEqual(store, group.ids) }))
  return { total: all.length, groups }
}

function areEqual({ db }: CatalogStore, ids: readonly number[]): boolean {
  const [pictures, known] = sql(
    db,
    'SELECT count(DISTINCT content_hash), count(content_hash) FROM poster WHERE id IN (SELECT value FROM json_each(?))',
  )
    .raw()
    .get(JSON.stringify(ids)) as [number, number]
  return pictures === 1 && known === ids.length
}

/**
 * Remembers a person's word on every pair of some posters. Said of a stack's top, it holds for the whole stack.
 * @returns how many groups still wait for a word
 * @throws AppError `poster/not-found`
 */
export function decideDuplicates(
  { store, clock }: EngineContext,
  { ids, decision }: ParsedParams<'problems.decide'>,
): { total: number } {
  const asked = [...new Set(ids)]
  store.write((changes) => {
    const said = { decision, at: clock.now() }
    withVerdictsOpen(store.db, () => {
      for (const pair of pairsOf(store, asked)) putDecision(store.db, pair, said)
    })
    for (const id of asked) changes.posterIds.add(id)
  })
  refreshStacks(store)
  return { total: suggestedGroups(store).length }
}

function pairsOf(store: CatalogStore, ids: readonly number[]): Pair[] {
  const posters = ids.map((id) => {
    const poster = posterById(store.db, id)
    if (poster === null) throw new AppError('poster/not-found')
    return { id, stackId: poster.stack_id }
  })
  return posters.flatMap((left, at) =>
    posters.slice(at + 1).flatMap((right): Pair[] => {
      if (left.stackId !== null && left.stackId === right.stackId) return [[left.id, right.id]]
      return matesOf(store, left).flatMap((a) => matesOf(store, right).map((b): Pair => [a, b]))
    }),
  )
}

function matesOf({ db }: CatalogStore, { id, stackId }: { id: number; stackId: number | null }): number[] {
  if (stackId === null) return [id]
  return sql(db, 'SELECT id FROM poster WHERE stack_id = ?').pluck().all(stackId) as number[]
}
