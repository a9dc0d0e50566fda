import type { PosterColumnsRow } from '#engine/catalog/columns-row.ts'
import type { Genre } from '#shared/domain/genres.ts'
import { GENRES } from '#shared/domain/genres.ts'

/** A poster on the wall of which nobody said anything, and that is not predicted; with changes. */
export function columnsRow(id: number, changes: Partial<PosterColumnsRow> = {}): PosterColumnsRow {
  return {
    id,
    sortTitle: `film ${id}`,
    year: 2000,
    addedAt: 0,
    flags: 0,
    nfo: 0,
    yes: 0,
    no: 0,
    contradicted: false,
    reviewed: false,
    missing: false,
    quarantined: false,
    hidden: false,
    kind: 'poster',
    colors: 0,
    stackId: 0,
    probabilities: null,
    titled: false,
    ...changes,
  }
}

/** Probabilities as columns hold them. Null: not predicted. */
export function columnProbabilities(
  says: Partial<Record<Genre, number>> | null,
  otherwise: number,
): Uint8Array | null {
  if (says === null) return null
  return new Uint8Array(Float32Array.from(GENRES, (genre) => says[genre] ?? otherwise).buffer)
}
