export type Move = 'left' | 'right' | 'up' | 'down' | 'home' | 'end' | 'page-up' | 'page-down'

const MOVES: Readonly<Record<string, Move>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
  Home: 'home',
  End: 'end',
  PageUp: 'page-up',
  PageDown: 'page-down',
}

/** Where a key moves to; with Shift it takes what lies on the way into the selection. Null for every other key. */
export function moveOf(keyText: string): { to: Move; isExtending: boolean } | null {
  const isExtending = keyText.startsWith('Shift+')
  const to = MOVES[isExtending ? keyText.slice('Shift+'.length) : keyText]
  return to === undefined ? null : { to, isExtending }
}
