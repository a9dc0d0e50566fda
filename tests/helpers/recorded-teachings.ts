import Database from 'better-sqlite3'
import { addTeaching } from '#engine/catalog/queries/teachings.ts'
import type { Teaching } from '#shared/contract/teach.ts'
import { TAUGHT, TEACHING } from './teaching-script.ts'

export interface RecordedTeaching {
  parent: string
  corrections: number
  /** Of a loss of 0.5 before. */
  lossAfter: number
  basis?: Teaching['basis']
}

/** Puts teachings that were judged, and used by nobody, into a catalog that is closed. */
export function recordTeachings(catalogPath: string, teachings: readonly RecordedTeaching[]): void {
  const db = new Database(catalogPath)
  for (const [at, { parent, corrections, lossAfter, basis = 'audit' }] of teachings.entries()) {
    addTeaching(db, {
      at: at + 1,
      parent,
      state: 'refused',
      attempt: at + 1,
      judgedFilms: 60,
      report: {
        outcome: 'worse',
        reason: 'no-gain',
        corrections,
        basis,
        genres: TEACHING.genres,
        seconds: 1,
        taught: { ...TAUGHT, lossBefore: 0.5, lossAfter },
      },
    })
  }
  db.close()
}
