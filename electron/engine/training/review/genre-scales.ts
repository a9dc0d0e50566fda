import { GENRES } from '#shared/domain/genres.ts'
import type { PosterColumns } from '../../catalog/columns.ts'
import type { GenreLevels } from '../../catalog/levels.ts'

/** Where a genre begins and how far the posters lie apart in it, both in logits. */
export interface GenreScale {
  /** Logit of the likely level; of the maybe level where the genre is weak. */
  level: number
  /** Standard deviation over the posters. */
  spread: number
}

const LABELS = GENRES.length
/** So many posters tell a spread to one or two per cent. */
const MOST_SAMPLED = 4096
/** A probability of exactly 0 or 1 is as far as float32 goes near it. */
const LEAST_PROBABILITY = 1e-7

/** How far a poster is above a genre's level, in spreads; below it negative. */
export function distanceOf(probability: number, { level, spread }: GenreScale): number {
  return (logitOf(probability) - level) / spread
}

/** The probability that is so many spreads above a genre's level. */
export function probabilityAt(distance: number, { level, spread }: GenreScale): number {
  return 1 / (1 + Math.exp(-(level + distance * spread)))
}

/** The scale of every genre by what is predicted now, in label order, for posters that are judged by these levels. */
export function genreScales(columns: PosterColumns, levels: GenreLevels): GenreScale[] {
  const rows = sampledRows(columns).filter((row) => columns.levelsAt(row) === levels)
  return GENRES.map((_, genre) => ({
    level: logitOf(levels.likely[genre] ?? levels.maybe[genre] ?? 1),
    spread: spreadOf(rows.map((row) => logitOf(columns.probabilities[row * LABELS + genre] ?? 0))),
  }))
}

/** Predicted posters, at even distances. */
function sampledRows(columns: PosterColumns): number[] {
  const step = Math.max(1, Math.floor(columns.count / MOST_SAMPLED))
  const rows: number[] = []
  for (let row = 0; row < columns.count; row += step) if (columns.isPredicted(row)) rows.push(row)
  return rows
}

function spreadOf(logits: readonly number[]): number {
  const mean = logits.reduce((sum, logit) => sum + logit, 0) / logits.length
  const variance = logits.reduce((sum, logit) => sum + (logit - mean) ** 2, 0) / logits.length
  // One poster, or all alike: then the logits themselves are the measure.
  return variance > 0 ? Math.sqrt(variance) : 1
}

function logitOf(probability: number): number {
  const inside = Math.min(Math.max(probability, LEAST_PROBABILITY), 1 - LEAST_PROBABILITY)
  return Math.log(inside / (1 - inside))
}
