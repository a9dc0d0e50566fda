import type { Genre } from '#shared/domain/genres.ts'
import type { GenreTable } from '../genre-names.ts'
import { foldGenreName } from '../genre-names.ts'
import type { NfoLanguage } from './genre-languages.ts'
import { isUsualName, languageOf, nameIn } from './genre-languages.ts'

/** How a genre is to be spelled in a file that names these. */
export type Spelling = (fileNames: readonly string[], genre: Genre) => string

/**
 * Learns from the NFO files of a collection how its genres are spelled: what its files in the same language use most
 * (`Sci-Fi`, `Science Fiction`), else what that language calls it.
 * @param files the names in each file, as written
 */
export function learnSpelling(files: Iterable<readonly string[]>, table: GenreTable): Spelling {
  const uses = new Map<string, Map<string, number>>()
  for (const names of files) {
    const language = languageOf(names)
    for (const name of names) {
      const [genre, ...others] = table.get(foldGenreName(name)) ?? []
      if (genre === undefined || others.length > 0 || !isUsualName(name)) continue
      const spellings = uses.get(keyOf(language, genre)) ?? new Map<string, number>()
      uses.set(keyOf(language, genre), spellings.set(name, (spellings.get(name) ?? 0) + 1))
    }
  }
  return (fileNames, genre) => {
    const language = languageOf(fileNames)
    const [most] = [...(uses.get(keyOf(language, genre)) ?? [])].sort((left, right) => right[1] - left[1])
    return most?.[0] ?? nameIn(language, genre)
  }
}

function keyOf(language: NfoLanguage, genre: Genre): string {
  return `${language}:${genre}`
}
