import type { TeachHistory } from './input.ts'

/** All attempts together promote a head that is no better at most this often. */
const SPENT = 0.1
/** Judging again on nearly the same films would be asking until the answer pleases. */
export const NEW_FILMS = 20

/**
 * The error that attempt k = 1, 2, … since the last promotion may make: 0.10 / (k (k + 1)), which adds up to 0.10 over
 * all of them: 0.05, 0.017, 0.008, …
 */
export function alphaOf(attempt: number): number {
  return SPENT / (attempt * (attempt + 1))
}

/** Whether enough films were judged since the last attempt to make another. */
export function mayAttempt(judgedFilms: number, history: TeachHistory): boolean {
  return judgedFilms - history.judgedFilms >= NEW_FILMS
}
