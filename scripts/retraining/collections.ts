import { probabilitiesOf } from '#engine/model/heads.ts'
import { shuffledIndices } from '#engine/platform/random.ts'
import type { LevelledHead } from '#engine/training/teach/input.ts'
import type { Genre } from '#shared/domain/genres.ts'
import { genreIndex } from '#shared/domain/genres.ts'
import type { EmbeddedFilm } from './embed.ts'
import { shownBy } from './person.ts'

/** A film on a person's wall. */
export interface OwnedFilm {
  embedding: Uint8Array
  /** Bits of what the metadata says. */
  genres: number
}

/** What a person has, and what is true of it for them. */
export interface Collection {
  has(film: EmbeddedFilm): boolean
  picture: 'colour' | 'grey'
  /** The share of what the model misses that the person adds. */
  adds: number
  /** The genre of which the person means something else. */
  own: number | null
  /** Bits of each film. */
  truthsOf(films: readonly OwnedFilm[], model: LevelledHead, random: () => number): number[]
}

const PLAIN: Collection = {
  has: () => true,
  picture: 'colour',
  adds: 0.7,
  own: null,
  truthsOf: (films) => films.map(({ genres }) => genres),
}

/** Those whose films or words differ from what the model has learned, and two whose do not. */
export const SHIFTS = {
  plain: PLAIN,
  thorough: { ...PLAIN, adds: 1 },
  old: { ...PLAIN, has: ({ year }) => year !== null && year < 1980 },
  grey: { ...PLAIN, picture: 'grey' },
  crime: meaning('Crime', 'Thriller'),
  family: meaning('Animation', 'Family'),
} satisfies Record<string, Collection>

/** Those from whom there is nothing to learn. */
export const NULLS = {
  /** Says yes as often as the model says it is: it is right, as far as can be. */
  drawn: {
    ...PLAIN,
    truthsOf: (films, { head }, random) =>
      films.map(({ embedding }) =>
        probabilitiesOf(embedding, head).reduce(
          (mask, probability, label) => (random() < probability ? mask | (1 << label) : mask),
          0,
        ),
      ),
  },
  /** Says yes to what the model calls likely, and no to all else. */
  echo: {
    ...PLAIN,
    truthsOf: (films, model) => films.map(({ embedding }) => shownBy(model, embedding).likely),
  },
  /** Says what is true of another film. */
  shuffled: {
    ...PLAIN,
    truthsOf: (films, _, random) =>
      Array.from(shuffledIndices(films.length, random), (other) => films[other]?.genres ?? 0),
  },
} satisfies Record<string, Collection>

/** A person for whom every film of one genre is of the other too. */
function meaning(every: Genre, isAlso: Genre): Collection {
  const own = genreIndex(isAlso)
  const [from, to] = [1 << genreIndex(every), 1 << own]
  return {
    ...PLAIN,
    own,
    truthsOf: (films) => films.map(({ genres }) => (genres & from ? genres | to : genres)),
  }
}
