import type { Pair } from './queries/pairs.ts'
import { pairDecisions, pairKey } from './queries/pairs.ts'
import { sql } from './sql.ts'
import type { CatalogStore } from './store.ts'
import { Groups } from './groups.ts'

const IS_POSTER = (of: string) => `coalesce(${of}.said_kind, ${of}.kind) = 'poster'`

/**
 * Puts near-equal pictures of one film into one stack, and what a person put together; what they set apart never
 * meets. Comes after every scan: a picture that was replaced, or whose file is of another film now, leaves its stack.
 * Which are near-equal is what `refreshNearPairs` noted.
 */
export function refreshStacks(store: CatalogStore): void {
  const { db } = store
  const wanted = new Map<number, number>()
  for (const members of stackGroups(store)) {
    const top = topOf(store, members)
    for (const id of members) wanted.set(id, top)
  }
  const held = new Map(
    sql(db, 'SELECT id, stack_id FROM poster WHERE stack_id IS NOT NULL').raw().all() as [number, number][],
  )
  const moved = [...new Set([...wanted.keys(), ...held.keys()])].filter(
    (id) => wanted.get(id) !== held.get(id),
  )
  if (moved.length === 0) return
  store.write((changes) => {
    for (const id of moved) {
      sql(db, 'UPDATE poster SET stack_id = ? WHERE id = ?').run(wanted.get(id) ?? null, id)
      changes.posterIds.add(id)
    }
  })
}

function stackGroups({ db }: CatalogStore): number[][] {
  const decisions = pairDecisions(db)
  const groups = new Groups(decisions.filter(({ decision }) => decision === 'apart').map(({ pair }) => pair))
  for (const { pair, decision } of decisions) if (decision === 'together') groups.join(pair)
  const near = sql(
    db,
    `SELECT n.poster_a, n.poster_b FROM near_pair n JOIN poster a ON a.id = n.poster_a JOIN poster b ON b.id = n.poster_b
     WHERE a.film_id = b.film_id AND ${IS_POSTER('a')} AND ${IS_POSTER('b')} ORDER BY n.poster_a, n.poster_b`,
  )
  for (const pair of near.raw().all() as Pair[]) groups.join(pair)
  return groups.all()
}

/** The one most was said of, then the largest, then the oldest. */
function topOf({ db }: CatalogStore, members: readonly number[]): number {
  return sql(
    db,
    `SELECT id FROM poster WHERE id IN (SELECT value FROM json_each(?))
     ORDER BY (SELECT count(*) FROM verdict WHERE poster_id = poster.id) DESC, width * height DESC, id LIMIT 1`,
  )
    .pluck()
    .get(JSON.stringify(members)) as number
}

/** Stacks as they are seen: members that are missing are none. */
export function stacks({ db }: CatalogStore): number[][] {
  const rows = sql(
    db,
    'SELECT stack_id, id FROM poster WHERE stack_id IS NOT NULL AND missing = 0 ORDER BY stack_id, id <> stack_id, id',
  )
  const members = new Map<number, number[]>()
  for (const [stackId, id] of rows.raw().all() as Pair[]) {
    const held = members.get(stackId)
    if (held === undefined) members.set(stackId, [id])
    else held.push(id)
  }
  return [...members.values()].filter((ids) => ids.length > 1)
}

/** So many of one group are shown, and decided, at once. */
const MOST_IN_A_GROUP = 50
const suggestions = new WeakMap<CatalogStore, { revision: number; groups: number[][] }>()

/** Near-equal pictures of different or unknown films on which nobody said a word. A stack is there with its top. */
export function suggestedGroups(store: CatalogStore): number[][] {
  const kept = suggestions.get(store)
  if (kept?.revision === store.revision) return kept.groups
  const { db } = store
  const decided = new Set(pairDecisions(db).map(({ pair }) => pairKey(pair)))
  const rows = sql(
    db,
    `SELECT n.poster_a, n.poster_b, coalesce(a.stack_id, a.id), coalesce(b.stack_id, b.id)
     FROM near_pair n JOIN poster a ON a.id = n.poster_a JOIN poster b ON b.id = n.poster_b
     WHERE (a.film_id IS NULL OR b.film_id IS NULL OR a.film_id <> b.film_id)
       AND a.missing + a.quarantined + b.missing + b.quarantined = 0
       AND coalesce(a.hidden_at, b.hidden_at) IS NULL AND ${IS_POSTER('a')} AND ${IS_POSTER('b')}
     ORDER BY n.poster_a, n.poster_b`,
  )
  const groups = new Groups([])
  for (const [a, b, topOfA, topOfB] of rows.raw().all() as [number, number, number, number][]) {
    if (topOfA !== topOfB && !decided.has(pairKey([a, b]))) groups.join([topOfA, topOfB])
  }
  const found = groups.all().map((ids) => ids.slice(0, MOST_IN_A_GROUP))
  suggestions.set(store, { revision: store.revision, groups: found })
  return found
}
