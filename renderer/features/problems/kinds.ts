import type { ProblemCounts } from '#shared/contract/problems.ts'

/** The four kinds of problems, by their names in the address and in the counts. */
export const PROBLEM_KINDS = [
  { kind: 'folders', count: 'folders', words: 'folders' },
  { kind: 'missing', count: 'missing', words: 'missing' },
  { kind: 'set-aside', count: 'quarantined', words: 'setAside' },
  { kind: 'duplicates', count: 'duplicates', words: 'duplicates' },
] as const satisfies readonly { kind: string; count: keyof ProblemCounts; words: string }[]

export type ProblemKind = (typeof PROBLEM_KINDS)[number]['kind']

/** The kind that an address asks for; without one, the first of which there is any. */
export function kindOf(asked: unknown, counts: ProblemCounts): ProblemKind {
  const named = PROBLEM_KINDS.find(({ kind }) => kind === asked)
  const first = PROBLEM_KINDS.find(({ count }) => counts[count] > 0)
  return (named ?? first ?? PROBLEM_KINDS[0]).kind
}
