import type { Genre } from '#shared/domain/genres.ts'
import type { GenreTable } from '../genre-names.ts'
import { foldGenreName, mapGenres, partsOfName } from '../genre-names.ts'
import { GENRE_SEPARATOR } from '../nfo-fields.ts'

/** What a person said of the twenty genres of a film. */
export interface SaidGenres {
  yes: readonly Genre[]
  no: readonly Genre[]
}

/** What becomes of the texts of a file's genre elements. */
export interface EditedTexts {
  /** In their order; null: the element goes. */
  texts: (string | null)[]
  /** Texts of elements that come after them. */
  added: string[]
}

interface Words {
  table: GenreTable
  spell(genre: Genre): string
}

/**
 * Takes out what a person said no of and adds what they said yes of and no text names. A name keeps its spelling; of a name that
 * stands for several genres those are left that nobody denied. A file that names several in one element gets the new ones there.
 */
export function editTexts(texts: readonly string[], said: SaidGenres, words: Words): EditedTexts {
  const denied = new Set(said.no)
  const isDenied = (name: string) => genresOf(name, words).some((genre) => denied.has(genre))
  const kept = texts.flatMap(namesIn).filter((name) => !isDenied(name))
  const named = new Set(kept.flatMap((name) => genresOf(name, words)))
  const left = texts.map((text): string | null => {
    const names = namesIn(text)
    if (!names.some(isDenied)) return text
    const edited = names.flatMap((name) => (isDenied(name) ? withoutDenied(name) : [name]))
    return edited.length === 0 ? null : edited.join(separatorOf(text) ?? ' / ')
  })
  const missing = said.yes.filter((genre) => !named.has(genre)).map(words.spell)
  const joined = left.findLastIndex((text) => text !== null && separatorOf(text) !== null)
  const text = left[joined] ?? null
  if (missing.length === 0 || text === null) return { texts: left, added: missing }
  return { texts: left.with(joined, [text, ...missing].join(separatorOf(text) ?? ' / ')), added: [] }

  /** What is left of a name, without what another name says already. */
  function withoutDenied(name: string): string[] {
    return partsOfName(name, words.table).flatMap((part) => {
      const genres = words.table.get(foldGenreName(part))
      if (genres === undefined) return [part.trim()]
      const others = genres.filter((genre) => !denied.has(genre) && !named.has(genre))
      for (const genre of others) named.add(genre)
      return others.length === genres.length ? [part.trim()] : others.map(words.spell)
    })
  }
}

function genresOf(name: string, { table }: Words): Genre[] {
  return mapGenres([name], table).genres
}

function namesIn(text: string): string[] {
  return text
    .split(GENRE_SEPARATOR)
    .map((part) => part.trim())
    .filter((part) => part !== '')
}

/** What stands between the names of a text, with the blanks around it; null where there is one name. */
function separatorOf(text: string): string | null {
  return namesIn(text).length < 2 ? null : (/\s*[/|,;]\s*/u.exec(text)?.[0] ?? null)
}
