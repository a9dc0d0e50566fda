import type { UndoResult } from '#shared/contract/labels.ts'
import type { VerdictValue } from '#shared/contract/values.ts'
import type { Genre } from '#shared/domain/genres.ts'

export type Verdict = VerdictValue | null

/** What a genre's key does next: nothing said → yes → no → nothing said. */
export function nextVerdict(verdict: Verdict): Verdict {
  if (verdict === null) return 'yes'
  return verdict === 'yes' ? 'no' : null
}

/** A change for the status line: "Horror: yes → no"; the first word on it is just "Horror: yes". */
export function changeWords(genre: Genre, from: Verdict, to: Verdict): string {
  if (from === null) return `${genre}: ${to ?? 'nothing said'}`
  return `${genre}: ${from} → ${to ?? 'cleared'}`
}

/** What an undo or redo did, for the status line. */
export function travelWords(result: UndoResult, isBack: boolean): string {
  if (result.undone.length === 0) return isBack ? 'There is nothing to undo.' : 'There is nothing to redo.'
  const verb = isBack ? 'Undone' : 'Redone'
  const [first, ...others] = result.undone.filter(({ genre }) => genre !== null)
  if (first?.genre == null || others.length > 0) return `${verb}: ${result.summary ?? 'the last act'}`
  return `${verb}. ${changeWords(first.genre, first.from, first.to)}`
}
