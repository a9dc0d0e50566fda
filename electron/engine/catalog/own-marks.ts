import type Database from 'better-sqlite3'
import type { PosterColumns } from './columns.ts'
import { ownGenres } from './queries/own-genres.ts'
import { sql } from './sql.ts'

/** What a head makes of every poster. */
export interface OwnScores {
  /** By the poster's id, 0 … 1; NaN where it has no embedding. */
  byId: Float32Array
  /** Whether these are probabilities, or only tell which is more like the genre. */
  arePercentages: boolean
  /** Lowest probability called likely; null: none is. */
  likelyFrom: number | null
}

/** One genre of the user's own as a filter asks about it, row by row. */
export interface OwnRows {
  isYes(row: number): boolean
  isNo(row: number): boolean
  isLikely(row: number): boolean
  /** NaN without one. */
  scoreAt(row: number): number
  /** NaN where the score is none of probability. */
  probabilityAt(row: number): number
}

/**
 * What is said and what is likely of the genres of the user's own, by row of the columns: a bit for each place. The
 * verdicts are few and read again after a write, when they are asked about.
 */
export class OwnMarks {
  private readonly db: Database.Database
  private readonly columns: PosterColumns
  private readonly scores = new Map<number, OwnScores>()
  private readonly places = new Map<number, number>()
  private isStale = true
  private yes = new Uint16Array(0)
  private no = new Uint16Array(0)
  private likely = new Uint16Array(0)

  constructor(db: Database.Database, columns: PosterColumns) {
    this.db = db
    this.columns = columns
  }

  /** Something was written: the next question reads again. */
  invalidate(): void {
    this.isStale = true
  }

  /** Null: nothing can be told of the genre. */
  setScores(ownGenreId: number, scores: OwnScores | null): void {
    if (scores === null) this.scores.delete(ownGenreId)
    else this.scores.set(ownGenreId, scores)
    this.invalidate()
  }

  scoresOf(ownGenreId: number): OwnScores | null {
    return this.scores.get(ownGenreId) ?? null
  }

  /** Good until the next write. Null for a genre that is not in use. */
  rowsOf(ownGenreId: number): OwnRows | null {
    this.refresh()
    const place = this.places.get(ownGenreId)
    if (place === undefined) return null
    const bit = 1 << place
    const { yes, no, likely } = this
    const { ids } = this.columns
    const { byId, arePercentages = false } = this.scores.get(ownGenreId) ?? {}
    const scoreAt = (row: number) => byId?.[ids[row] ?? 0] ?? Number.NaN
    return {
      isYes: (row) => ((yes[row] ?? 0) & bit) !== 0,
      isNo: (row) => ((no[row] ?? 0) & bit) !== 0,
      isLikely: (row) => ((likely[row] ?? 0) & bit) !== 0,
      scoreAt,
      probabilityAt: (row) => (arePercentages ? scoreAt(row) : Number.NaN),
    }
  }

  /** Genres that each row has, said or likely: the bit of a genre is its place. Good until the next write. */
  effective(): (row: number) => number {
    this.refresh()
    const { yes, no, likely } = this
    return (row) => (yes[row] ?? 0) | ((likely[row] ?? 0) & ~(no[row] ?? 0))
  }

  private refresh(): void {
    const { count } = this.columns
    if (!this.isStale && this.yes.length >= count) return
    this.isStale = false
    this.places.clear()
    for (const { id, place } of ownGenres(this.db)) this.places.set(id, place)
    this.yes = new Uint16Array(count)
    this.no = new Uint16Array(count)
    this.likely = new Uint16Array(count)
    this.readVerdicts()
    for (const [id, scores] of this.scores) this.markLikely(this.places.get(id), scores)
  }

  private readVerdicts(): void {
    const said = sql(
      this.db,
      `SELECT v.poster_id, o.place, v.value FROM own_verdict v
       JOIN own_genre o ON o.id = v.own_genre_id WHERE o.place IS NOT NULL`,
    )
    for (const [posterId, place, value] of said.raw().iterate() as Iterable<[number, number, number]>) {
      const row = this.columns.rowOf(posterId)
      if (row < 0) continue
      const marks = value === 1 ? this.yes : this.no
      marks[row] = (marks[row] ?? 0) | (1 << place)
    }
  }

  private markLikely(place: number | undefined, { byId, likelyFrom }: OwnScores): void {
    if (place === undefined || likelyFrom === null) return
    const { ids, count } = this.columns
    for (let row = 0; row < count; row++) {
      // NaN is at least nothing.
      if ((byId[ids[row] ?? 0] ?? Number.NaN) >= likelyFrom) {
        this.likely[row] = (this.likely[row] ?? 0) | (1 << place)
      }
    }
  }
}
