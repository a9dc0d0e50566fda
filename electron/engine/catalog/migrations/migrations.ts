import { first } from './0001-first.ts'

export interface Migration {
  readonly version: number
  readonly name: string
  readonly sql: string
}

/** In order, without gaps. A released step is never edited; a new one is appended. */
export const MIGRATIONS: readonly Migration[] = [first]
