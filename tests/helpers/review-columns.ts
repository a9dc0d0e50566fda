import { PosterColumns } from '#engine/catalog/columns.ts'
import type { Genre } from '#shared/domain/genres.ts'
import { genreMask, GENRES } from '#shared/domain/genres.ts'

/** Every genre is likely from 0.6 and maybe from 0.4. */
const LEVELS = { likely: GENRES.map(() => 0.6), maybe: GENRES.map(() => 0.4) }
/** Where the title had a say: likely from 0.3. */
const TITLED = { likely: GENRES.map(() => 0.3), maybe: GENRES.map(() => 0.2) }

/** What is said of a poster, where it differs from one that nobody said anything of and that is nothing. */
export interface ReviewedPoster {
  id: number
  yes?: Genre[]
  no?: Genre[]
  nfo?: Genre[]
  reviewed?: boolean
  hidden?: boolean
  titled?: boolean
  /** Probabilities; 0.02 for every other genre. Null: not predicted. */
  says?: Partial<Record<Genre, number>> | null
}

export function reviewColumns(posters: readonly ReviewedPoster[]): PosterColumns {
  const columns = new PosterColumns({ picture: LEVELS, titled: TITLED })
  for (const poster of posters) {
    const {
      id,
      yes = [],
      no = [],
      nfo = [],
      reviewed = false,
      hidden = false,
      titled = false,
      says = {},
    } = poster
    const probabilities = Float32Array.from(GENRES, (genre) => says?.[genre] ?? 0.02)
    columns.put({
      id,
      sortTitle: `film ${id}`,
      year: 2000,
      addedAt: 0,
      flags: 0,
      yes: genreMask(yes),
      no: genreMask(no),
      nfo: genreMask(nfo),
      contradicted: false,
      reviewed,
      missing: false,
      quarantined: false,
      hidden,
      kind: 'poster',
      colors: 0,
      stackId: 0,
      titled,
      probabilities: says === null ? null : new Uint8Array(probabilities.buffer),
    })
  }
  return columns
}
