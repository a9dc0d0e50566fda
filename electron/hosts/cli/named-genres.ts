import { existsSync } from 'node:fs'
import type { Engine } from '#engine/app/engine-types.ts'
import type { Genre } from '#shared/domain/genres.ts'
import { genreKey, genreNamed, GENRES } from '#shared/domain/genres.ts'
import { UsageError } from './usage-error.ts'
import { catalogFile, withEngine } from './with-engine.ts'

/** What was typed after an option that names genres. Which names there are only a catalog can tell. */
export interface TypedGenres {
  /** As the usage has it: `--yes <genre>`. */
  option: string
  names: readonly string[] | undefined
}

/** The genres that an option names: of the twenty, and of the user's own, by id. */
export interface NamedGenres {
  genres: Genre[]
  own: number[]
}

interface Command {
  catalog: string | undefined
  readOnly: boolean
  usage: string
}

/**
 * Opens the engine for a command that names genres, in any case.
 * @throws UsageError for a name that no genre has, before anything is done
 */
export async function withNamedGenres<Option extends string, Result>(
  command: Command,
  typed: Record<Option, TypedGenres>,
  work: (engine: Engine, named: Record<Option, NamedGenres>) => Promise<Result>,
): Promise<Result> {
  const { catalog, usage } = command
  // A wrong name must not make a catalog, and where there is none there are the twenty alone.
  if (!existsSync(catalogFile(catalog))) allNamed(typed, [], usage)
  return withEngine(command, async (engine) => {
    const own = areOfTheTwenty(typed) ? [] : (await engine.call('own.list', {})).genres
    return work(engine, allNamed(typed, own, usage))
  })
}

interface OwnNamed {
  id: number
  name: string
}

function allNamed<Option extends string>(
  typed: Record<Option, TypedGenres>,
  own: readonly OwnNamed[],
  usage: string,
): Record<Option, NamedGenres> {
  const named = Object.entries<TypedGenres>(typed).map(([key, { option, names = [] }]) => {
    const found: NamedGenres = { genres: [], own: [] }
    for (const text of names) {
      const genre = genreNamed(text)
      const ofOwn = own.find(({ name }) => genreKey(name) === genreKey(text))
      if (genre !== null) found.genres.push(genre)
      else if (ofOwn !== undefined) found.own.push(ofOwn.id)
      else throw new UsageError(refusal(option, text, own), usage)
    }
    return [key, found]
  })
  return Object.fromEntries(named) as Record<Option, NamedGenres>
}

function areOfTheTwenty(typed: Record<string, TypedGenres>): boolean {
  return Object.values(typed).every(({ names = [] }) => names.every((name) => genreNamed(name) !== null))
}

function refusal(option: string, text: string, own: readonly OwnNamed[]): string {
  const yours = own.length === 0 ? '' : `, and your own ${own.map(({ name }) => name).join(', ')}`
  return `Option '${option}' argument '${text}' is invalid. The genres are ${GENRES.join(', ')}${yours}.`
}
