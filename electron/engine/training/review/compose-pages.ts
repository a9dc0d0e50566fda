import type { ReviewKind } from '#shared/contract/review.ts'
import { placeNumber } from './audit-sample.ts'
import type { Candidate } from './best-rows.ts'
import type { Candidates } from './candidates.ts'

/** A question, before it has words. */
export interface Question extends Candidate {
  kind: ReviewKind
  id: number
}

/** What the catalog knows beside its columns. */
export interface Relations {
  idOf(row: number): number
  /** Whether two posters are of one film or nearly the same picture. */
  areAlike(one: number, other: number): boolean
}

export const PAGE = 10
/** How many of each kind a page has, where there are so many. */
const QUOTAS: readonly (readonly [ReviewKind, number])[] = [
  ['audit', 2],
  ['uncertain', 4],
  ['disagree', 2],
  ['verdict', 1],
  ['rare', 1],
]
/** Whose turn it is where a kind has too few. */
const FILLING: readonly ReviewKind[] = ['uncertain', 'disagree', 'rare', 'verdict', 'audit', 'open']

/**
 * So many questions, page by page, no poster twice. None is near-equal to another of its page, so that a page may have
 * fewer than ten; only where nothing is left at all is there none.
 */
export function composePages({ of }: Candidates, relations: Relations, limit: number): Question[] {
  const questions: Question[] = []
  const taken = new Set<number>()
  while (questions.length < limit) {
    const page = composePage(of, relations, taken)
    if (page.length === 0) break
    questions.push(...page)
  }
  return questions.slice(0, limit)
}

function composePage(of: Candidates['of'], relations: Relations, taken: Set<number>): Question[] {
  const page: Question[] = []
  const take = (kind: ReviewKind, most: number) => {
    for (const candidate of of[kind].all()) {
      if (most === 0 || page.length === PAGE) return
      if (taken.has(candidate.row)) continue
      const id = relations.idOf(candidate.row)
      if (page.some((other) => relations.areAlike(other.id, id))) continue
      taken.add(candidate.row)
      page.push({ ...candidate, kind, id })
      most--
    }
  }
  for (const [kind, quota] of QUOTAS) take(kind, quota)
  for (const kind of FILLING) take(kind, PAGE)
  // Mixed, so that nobody tells an audit by its place.
  return page.sort((left, right) => placeNumber(left.id) - placeNumber(right.id))
}
