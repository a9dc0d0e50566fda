import type { Language } from '../i18n.ts'
import { languageOf } from '../i18n.ts'
import type { LanguageChoice, Theme } from './setting-values.ts'
import { readSetting } from './setting-values.ts'

/** How the window looked last at this address: shown until the catalog's settings arrive, so that nothing flashes. */
export interface CachedAppearance {
  language: LanguageChoice
  theme: Theme
}

const PLACE = 'onesheet.appearance'

export function cachedAppearance(): CachedAppearance {
  let kept: Partial<Record<keyof CachedAppearance, string>> = {}
  try {
    kept = (JSON.parse(localStorage.getItem(PLACE) ?? '{}') ?? {}) as typeof kept
  } catch {
    // No storage here, or another version's: it is only a copy.
  }
  return {
    language: readSetting('appearance.language', kept.language),
    theme: readSetting('appearance.theme', kept.theme),
  }
}

export function cacheAppearance(appearance: CachedAppearance): void {
  try {
    localStorage.setItem(PLACE, JSON.stringify(appearance))
  } catch {
    // As above.
  }
}

/** The language of a choice; `system` is what the computer's settings prefer. */
export function spokenLanguage(choice: LanguageChoice): Language {
  return choice === 'system' ? languageOf(navigator.languages) : choice
}

/** The stylesheets follow the system unless the page names a theme. */
export function showTheme(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset['theme']
  else document.documentElement.dataset['theme'] = theme
}
