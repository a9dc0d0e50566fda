const NAMES: Readonly<Record<string, string>> = {
  Mod: 'CommandOrControl',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
  ArrowUp: 'Up',
  ArrowDown: 'Down',
  Escape: 'Esc',
  ' ': 'Space',
  '+': 'Plus',
}

/**
 * A command's key as Electron writes it, or null where the menu shows none. A Mac's menu takes every key that it shows
 * away from the page, also while one types a title: there only keys with Cmd are shown.
 */
export function acceleratorOf(key: string | null, platform: string): string | null {
  if (key === null) return null
  const parts = key.length > 1 ? key.split('+') : [key]
  if (platform === 'darwin' && !parts.includes('Mod')) return null
  return parts.map((part) => NAMES[part] ?? part).join('+')
}
