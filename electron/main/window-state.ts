import type { Display, Rectangle } from 'electron'
import type { StateFile } from './state-file.ts'

export interface WindowState {
  bounds: Rectangle
  isMaximized: boolean
}

type Screen = Pick<Display, 'id' | 'workArea'>

export const LEAST_SIZE = { width: 720, height: 520 }
const USUAL_SIZE = { width: 1280, height: 860 }
/** As much of the window as must be on a screen to take hold of it. */
const LEAST_VISIBLE = { width: 160, height: 40 }
/** Arrangements of screens whose window is remembered. */
const MOST_ARRANGEMENTS = 8

/** Where the window was when the screens last stood as they do now; null bounds: the usual size in the middle. */
export function restoreWindow(
  file: StateFile,
  screens: readonly Screen[],
): { bounds: Rectangle | typeof USUAL_SIZE; isMaximized: boolean } {
  const known = readStates(file)
  const saved = known.get(arrangementOf(screens)) ?? [...known.values()].at(-1)
  if (saved === undefined || !screens.some(({ workArea }) => isVisible(saved.bounds, workArea)))
    return { bounds: USUAL_SIZE, isMaximized: saved?.isMaximized ?? false }
  return saved
}

export function rememberWindow(file: StateFile, screens: readonly Screen[], state: WindowState): void {
  const known = readStates(file)
  const arrangement = arrangementOf(screens)
  // Put last again: the newest one serves an arrangement that is not known yet.
  known.delete(arrangement)
  known.set(arrangement, state)
  file.merge({ windows: Object.fromEntries([...known].slice(-MOST_ARRANGEMENTS)) })
}

/** The screens as a name: a laptop alone and the same one at its desk are two. */
function arrangementOf(screens: readonly Screen[]): string {
  return screens
    .map(({ workArea: { x, y, width, height } }) => [x, y, width, height].join(','))
    .toSorted()
    .join(' ')
}

function isVisible(bounds: Rectangle, area: Rectangle): boolean {
  const width = Math.min(bounds.x + bounds.width, area.x + area.width) - Math.max(bounds.x, area.x)
  // The title bar is at the top: the rest alone could not be dragged.
  const isTopInside = bounds.y >= area.y - LEAST_VISIBLE.height / 2
  const height = area.y + area.height - bounds.y
  return isTopInside && width >= LEAST_VISIBLE.width && height >= LEAST_VISIBLE.height
}

function readStates(file: StateFile): Map<string, WindowState> {
  const { windows } = file.read()
  const states = new Map<string, WindowState>()
  if (typeof windows !== 'object' || windows === null) return states
  for (const [arrangement, value] of Object.entries(windows)) {
    const state = readState(value)
    if (state !== null) states.set(arrangement, state)
  }
  return states
}

/** Null for what an earlier version or another hand wrote. */
function readState(value: unknown): WindowState | null {
  const { bounds, isMaximized } = (value ?? {}) as { bounds?: Partial<Rectangle>; isMaximized?: unknown }
  const { x, y, width, height } = bounds ?? {}
  if (![x, y, width, height].every(Number.isSafeInteger)) return null
  const size = {
    width: Math.max(Number(width), LEAST_SIZE.width),
    height: Math.max(Number(height), LEAST_SIZE.height),
  }
  return { bounds: { x: Number(x), y: Number(y), ...size }, isMaximized: isMaximized === true }
}
