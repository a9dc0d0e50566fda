import { createI18n } from 'vue-i18n'
import type { Genre } from '#shared/domain/genres.ts'
import { en } from '#shared/messages/en.ts'
import type { TextKey } from '#shared/messages/texts.ts'

export const LANGUAGES = ['en', 'de'] as const
export type Language = (typeof LANGUAGES)[number]
export type MessageKey = TextKey<typeof en>
type Values = Record<string, string | number>

export const i18n = createI18n({
  legacy: false,
  locale: 'en',
  fallbackLocale: 'en',
  messages: { en } as Record<string, typeof en>,
})

const { global } = i18n
// vue-i18n's own type of keys grows with the messages; ours is the union of names.
const translate = global.t as (key: string, values: Values, plural?: number) => string

/**
 * A text in the window's language; in a template or a computed value it follows a change of language.
 * @param values what stands in `{braces}`; numbers are to be written by {@link numberWords} first
 * @param count decides between the forms that a text gives (`one | many`)
 */
export function t(key: MessageKey, values: Values = {}, count?: number): string {
  return count === undefined ? translate(key, values) : translate(key, values, count)
}

/** A genre as the language calls it. */
export function genreName(genre: Genre): string {
  return t(`genres.${genre}`)
}

/** The language now, for `Intl`. */
export function language(): Language {
  return global.locale.value as Language
}

/** Speaks another language from now on; its texts are fetched when they are first needed. */
export async function setLanguage(next: Language): Promise<void> {
  if (!global.availableLocales.includes(next)) {
    const { de } = await import('#shared/messages/de.ts')
    global.setLocaleMessage(next, de)
  }
  global.locale.value = next
  if (typeof document !== 'undefined') document.documentElement.lang = next
}

/** The first of a person's languages that there are texts for. */
export function languageOf(preferred: readonly string[]): Language {
  for (const tag of preferred) {
    const found = LANGUAGES.find((each) => tag.toLowerCase().split('-')[0] === each)
    if (found !== undefined) return found
  }
  return 'en'
}
