import type { UndoResult } from '#shared/contract/labels.ts'
import type { VerdictValue } from '#shared/contract/values.ts'
import { isGenre } from '#shared/domain/genres.ts'
import type { Genre } from '#shared/domain/genres.ts'
import { countText, numberWords } from '../components/words.ts'
import { genreName, t } from '../i18n.ts'

export type Verdict = VerdictValue | null

/** What a genre's key does next: nothing said → yes → no → nothing said. */
export function nextVerdict(verdict: Verdict): Verdict {
  if (verdict === null) return 'yes'
  return verdict === 'yes' ? 'no' : null
}

/** The same for many posters: where they differ, or something is not said yet, it is yes. */
export function nextForAll(verdicts: readonly Verdict[]): Verdict {
  const [first] = verdicts
  if (first == null || verdicts.some((verdict) => verdict !== first)) return 'yes'
  return nextVerdict(first)
}

/** "yes", "no", "cleared". */
export function verdictWords(verdict: Verdict): string {
  return t(`verdicts.${verdict ?? 'cleared'}`)
}

/** A change for the status line: "Horror: yes → no"; the first word on it is just "Horror: yes". */
export function changeWords(genre: Genre, from: Verdict, to: Verdict): string {
  return namedChangeWords(genreName(genre), from, to)
}

/** The same of a genre by its name. */
export function namedChangeWords(genre: string, from: Verdict, to: Verdict): string {
  const values = { genre }
  if (from === null) {
    const verdict = to === null ? t('verdicts.nothing') : t(`verdicts.${to}`)
    return t('verdicts.one', { ...values, verdict })
  }
  const now = to === null ? t('verdicts.cleared') : t(`verdicts.${to}`)
  return t('verdicts.change', { ...values, from: t(`verdicts.${from}`), to: now })
}

/** What an act that is not about a genre is called, by the engine's words for it. */
const PLAIN_ACTS = {
  'title edited': 'titleEdited',
  'edit of the title taken back': 'titleBack',
  'year edited': 'yearEdited',
  'edit of the year taken back': 'yearBack',
  'shown again': 'shown',
  hidden: 'hidden',
  'kind left to names': 'kindBack',
  'a poster': 'aPoster',
  'no poster': 'noPoster',
  reviewed: 'reviewed',
  'cannot tell': 'cannotTell',
  'nfo accepted as verdicts': 'nfoAccepted',
} as const

/** Of one of the twenty, or one of the user's own, which may have any name. */
const GENRE_ACT = /^(.+) (yes|no|cleared)$/u
const MANY = /^(\d+) (?:imported )?verdicts?$/

/** The summary that the engine gives an act, in the window's language: "Horror yes on 12 posters". */
export function undoWords(summary: string): string {
  const [, act = summary, count] = /^(.+?)(?: on (\d+) posters)?$/.exec(summary) ?? []
  const words = actWords(act)
  if (words === null) return summary
  if (count === undefined) return words
  return t('verdicts.onPosters', { act: words, count: numberWords(Number(count)) }, Number(count))
}

function actWords(act: string): string | null {
  const [, genre, verdict] = GENRE_ACT.exec(act) ?? []
  if (genre !== undefined && verdict !== undefined) {
    const said = t(`verdicts.${verdict as 'yes' | 'no' | 'cleared'}`)
    return t('verdicts.one', { genre: isGenre(genre) ? genreName(genre) : genre, verdict: said })
  }
  const many = MANY.exec(act)?.[1]
  if (many !== undefined) return countText('verdicts.many', Number(many))
  const parts = act.split(', ').map(plainActWords)
  return parts.every((part) => part !== null) ? parts.join(', ') : null
}

function plainActWords(act: string): string | null {
  const known = act.toLowerCase()
  return Object.hasOwn(PLAIN_ACTS, known)
    ? t(`verdicts.${PLAIN_ACTS[known as keyof typeof PLAIN_ACTS]}`)
    : null
}

/** What an undo or redo did, for the status line; and that a model which learned from it still knows it. */
export function travelWords(result: UndoResult, isBack: boolean): string {
  const words = travelledWords(result, isBack)
  return isBack && result.learned ? `${words}. ${t('teach.undoLearned')}` : words
}

function travelledWords(result: UndoResult, isBack: boolean): string {
  const key = isBack ? 'verdicts.undone' : 'verdicts.redone'
  if (result.undone.length === 0) return t(isBack ? 'verdicts.nothingToUndo' : 'verdicts.nothingToRedo')
  const [first] = result.undone
  const name = first?.genre == null ? first?.own : genreName(first.genre)
  if (result.undone.length === 1 && first !== undefined && name != null) {
    return t(key, { act: namedChangeWords(name, first.from, first.to) })
  }
  return t(key, { act: result.summary === null ? t('verdicts.lastAct') : undoWords(result.summary) })
}
