import type { WindowLook } from '#shared/desktop.ts'
import { isCommandId } from '#shared/domain/commands.ts'

const LANGUAGES = ['en', 'de'] as const
const THEMES = ['system', 'light', 'dark'] as const
const LONGEST_KEY = 40
const MOST_ENTRIES = 200

/** What the page says of its look, checked: null for anything that our own page would not say. */
export function readLook(value: unknown): WindowLook | null {
  if (typeof value !== 'object' || value === null) return null
  const { language, theme, keys, unavailable } = value as Record<string, unknown>
  const isKnown = LANGUAGES.some((known) => known === language) && THEMES.some((known) => known === theme)
  if (!isKnown || typeof keys !== 'object' || keys === null || !Array.isArray(unavailable)) return null
  const entries = Object.entries(keys as Record<string, unknown>)
  if (entries.length > MOST_ENTRIES || unavailable.length > MOST_ENTRIES) return null
  if (!entries.every(([id, key]) => isCommandId(id) && (key === null || isKeyText(key)))) return null
  if (!unavailable.every(isCommandId)) return null
  return { language, theme, keys: Object.fromEntries(entries), unavailable } as WindowLook
}

function isKeyText(key: unknown): boolean {
  return typeof key === 'string' && key.length > 0 && key.length <= LONGEST_KEY
}
