import { genreKey } from '#shared/domain/genres.ts'
import type { EditedTexts } from './edit-texts.ts'

/** What a person said of genres of their own, by name. */
export interface SaidTags {
  yes: readonly string[]
  no: readonly string[]
}

/**
 * Takes out tags that a person said no of and adds those said yes of that nothing in the file names. Names are one where they
 * are one genre: upper and lower case and accents make no other.
 * @param genres the names of the file's genres: who calls it that already needs no tag
 */
export function editTags(
  texts: readonly string[],
  genres: readonly string[],
  { yes, no }: SaidTags,
): EditedTexts {
  const denied = new Set(no.map(genreKey))
  const named = new Set([...texts, ...genres].map(genreKey))
  return {
    texts: texts.map((text) => (denied.has(genreKey(text)) ? null : text)),
    added: yes.filter((name) => !named.has(genreKey(name))),
  }
}
