import type Database from 'better-sqlite3'
import { first } from './0001-first.ts'
import { kindsAndStacks } from './0004-kinds-and-stacks.ts'
import { volumesAndBans } from './0002-volumes-and-bans.ts'
import { edits } from './0003-edits.ts'
import { titledPredictions } from './0005-titled-predictions.ts'
import { reviews } from './0006-reviews.ts'
import { taughtModels } from './0007-taught-models.ts'
import { ownGenres } from './0008-own-genres.ts'

export interface Migration {
  readonly version: number
  readonly name: string
  /** Brings rows in order that a rule of `sql` would refuse; runs before it, in the same transaction. */
  readonly repair?: string
  readonly sql: string
  /** Fills new columns with what follows from others; runs last, in the same transaction. */
  fill?(db: Database.Database): void
}

/** In order, without gaps. A released step is never edited; a new one is appended. */
export const MIGRATIONS: readonly Migration[] = [
  first,
  volumesAndBans,
  edits,
  kindsAndStacks,
  titledPredictions,
  reviews,
  taughtModels,
  ownGenres,
]
