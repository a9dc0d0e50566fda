import type { Notice } from './notices.ts'

const DONE_SHOWN_MS = 4000
const ACT_SHOWN_MS = 8000
const PROBLEM_SHOWN_MS = 9000
/** So long a problem is not pushed away by what is done meanwhile. */
const PROBLEM_KEPT_MS = 4000
const MOST_WAITING = 4

export interface NoticeQueue {
  add(notice: Notice): void
  /** Takes the one that is shown away. */
  next(): void
  hold(): void
  release(): void
}

/**
 * Which notice is shown. What was done replaces what was done before it, because only the last matters; a problem stays
 * until it can have been read, and problems are shown one after the other.
 */
export function createNoticeQueue(show: (notice: Notice | null) => void): NoticeQueue {
  let shown: Notice | null = null
  let shownAt = 0
  let isHeld = false
  let waiting: Notice[] = []
  let timer: ReturnType<typeof setTimeout> | null = null

  const runFor = (timeMs: number) => {
    if (timer !== null) clearTimeout(timer)
    timer = isHeld ? null : setTimeout(next, timeMs)
  }

  const put = (notice: Notice | null) => {
    shown = notice
    shownAt = Date.now()
    show(notice)
    if (notice !== null) runFor(waiting.length > 0 ? PROBLEM_KEPT_MS : shownMsOf(notice))
    else if (timer !== null) clearTimeout(timer)
  }

  const next = () => put(waiting.shift() ?? null)

  const isKept = () => shown?.kind === 'problem' && (isHeld || Date.now() - shownAt < PROBLEM_KEPT_MS)

  return {
    add: (notice) => {
      if (shown === null || shown.text === notice.text || !isKept()) return put(notice)
      waiting = [...waiting.filter(({ kind, text }) => kind === 'problem' && text !== notice.text), notice]
      waiting = waiting.slice(-MOST_WAITING)
      runFor(Math.max(0, PROBLEM_KEPT_MS - (Date.now() - shownAt)))
    },
    next: () => {
      isHeld = false
      next()
    },
    hold: () => {
      isHeld = true
      if (timer !== null) clearTimeout(timer)
    },
    release: () => {
      isHeld = false
      if (shown !== null) runFor(shownMsOf(shown))
    },
  }
}

function shownMsOf({ kind, act }: Notice): number {
  if (kind === 'problem') return PROBLEM_SHOWN_MS
  return act === null ? DONE_SHOWN_MS : ACT_SHOWN_MS
}
