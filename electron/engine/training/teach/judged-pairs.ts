import type { Head } from '../../model/heads.ts'
import { logitsOf } from '../../model/heads.ts'
import { crossEntropy } from './map-logistic.ts'
import type { Statement, TaughtFilm } from './statements.ts'

/** A verdict, and what two heads say. */
export interface JudgedPair {
  /** Place of the film among those asked for. */
  film: number
  label: number
  isYes: boolean
  /** The pairs of a film weigh one together. */
  weight: number
  /** What the heads say, before the sigmoid. */
  before: number
  after: number
}

/**
 * Verdicts on films with the logits of two heads; genres without one do not count.
 * @param counts which statements are taken: those that may judge, unless something else is said
 */
export function judgedPairs(
  films: readonly TaughtFilm[],
  before: Head,
  after: Head,
  counts: (statement: Statement) => boolean = ({ isJudging }) => isJudging,
): JudgedPair[] {
  return films.flatMap(({ statements }, film) => {
    const counted = statements.filter(counts)
    const [first, second] = [answersOf(counted, before), answersOf(counted, after)]
    return counted.map(({ poster, label, isYes }) => ({
      film,
      label,
      isYes,
      weight: 1 / counted.length,
      before: first.get(poster.id)?.[label] as number,
      after: second.get(poster.id)?.[label] as number,
    }))
  })
}

function answersOf(statements: readonly Statement[], head: Head): Map<number, Float32Array> {
  const posters = new Map(statements.map(({ poster }) => [poster.id, poster.embedding]))
  return new Map([...posters].map(([id, embedding]) => [id, logitsOf(embedding, head)]))
}

/** By how much the log-loss of each film is lower after than before: the mean over its verdicts. */
export function lossGains(pairs: readonly JudgedPair[], films: number): Float64Array {
  const gains = new Float64Array(films)
  for (const pair of pairs) gains[pair.film] = (gains[pair.film] as number) + gainOf(pair, pair.isYes)
  return gains
}

/** Mean log-loss of a film, before and after. */
export function meanLosses(pairs: readonly JudgedPair[], films: number): [before: number, after: number] {
  const mean = (of: 'before' | 'after') =>
    pairs.reduce((sum, pair) => sum + pair.weight * crossEntropy(pair.isYes ? 1 : 0, pair[of]), 0) /
    Math.max(1, films)
  return [mean('before'), mean('after')]
}

/** What a pair adds to its film's gain, if the answer is so. */
export function gainOf({ weight, before, after }: JudgedPair, isYes: boolean): number {
  const target = isYes ? 1 : 0
  return weight * (crossEntropy(target, before) - crossEntropy(target, after))
}
