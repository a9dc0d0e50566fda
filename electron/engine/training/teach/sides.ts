import { createHash } from 'node:crypto'
import type { TaughtFilm } from './statements.ts'

/** Films drawn by chance judge better than those a person picked, once there are enough of them. */
export type JudgingBasis = 'audit' | 'picked'

export interface Sides {
  learning: TaughtFilm[]
  /** Films with verdicts that may judge, that nothing was learned from. */
  judging: TaughtFilm[]
  basis: JudgingBasis
  /** Films with verdicts that may judge, on either side. */
  judgedFilms: number
}

/** From so many audited films on only they judge. */
export const AUDITED_FILMS = 60
/** Of 256: a quarter of the films. */
const QUARTER = 64

/**
 * Parts films to learn from and films to judge by. Audited films are never learned from. While they are too few, a
 * quarter of the others, which the hash of a film's key picks once and for all, is kept from learning and judges too.
 */
export function sidesOf(films: readonly TaughtFilm[]): Sides {
  const isJudged = ({ statements }: TaughtFilm) => statements.some(({ isJudging }) => isJudging)
  const judged = films.filter(isJudged)
  const audited = judged.filter(({ isAudit }) => isAudit)
  const basis = audited.length >= AUDITED_FILMS ? 'audit' : 'picked'
  const isKept = (film: TaughtFilm) => film.isAudit || (basis === 'picked' && isInQuarter(film.key))
  return {
    learning: films.filter((film) => !isKept(film)),
    judging: judged.filter(isKept),
    basis,
    judgedFilms: judged.length,
  }
}

export function isInQuarter(key: string): boolean {
  return (createHash('sha256').update(key).digest()[0] as number) < QUARTER
}
