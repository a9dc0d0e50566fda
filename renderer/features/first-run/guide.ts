/** What the engine says of acts, as the labels store holds it. */
export interface ActsNow {
  canUndo: string | null
  canRedo: string | null
  verdicts: number
}

/** How many of the three guided acts are done, and what could be undone when the last of them was. */
export interface GuideProgress {
  done: 0 | 1 | 2 | 3
  lastAct: string | null
}

export const NOTHING_DONE: GuideProgress = { done: 0, lastAct: null }

/**
 * The guide after something happened: a verdict is given, then another act on top of it, then one is taken back. It
 * goes by what the engine has saved, so that only what was really done is ticked off.
 */
export function advance(progress: GuideProgress, now: ActsNow): GuideProgress {
  const { canUndo, canRedo, verdicts } = now
  if (progress.done === 0) return verdicts > 0 ? { done: 1, lastAct: canUndo } : progress
  if (progress.done === 1) {
    const isNewAct = canRedo === null && canUndo !== null && canUndo !== progress.lastAct
    return isNewAct ? { done: 2, lastAct: canUndo } : progress
  }
  if (progress.done === 2 && canRedo !== null) return { done: 3, lastAct: canUndo }
  return progress
}
