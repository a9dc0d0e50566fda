import { PosterColumns } from '#engine/catalog/columns.ts'
import type { Genre } from '#shared/domain/genres.ts'
import { genreMask } from '#shared/domain/genres.ts'
import { columnProbabilities, columnsRow } from './columns-row.ts'
import { genreLevels } from './levels.ts'

/** Every genre is likely from 0.6 and maybe from 0.4; where the title had a say from 0.3 and 0.2. */
const LEVELS = { picture: genreLevels(0.6, 0.4), titled: genreLevels(0.3, 0.2) }

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
  const columns = new PosterColumns(LEVELS)
  for (const { id, yes = [], no = [], nfo = [], says = {}, ...changes } of posters) {
    const masks = { yes: genreMask(yes), no: genreMask(no), nfo: genreMask(nfo) }
    columns.put(columnsRow(id, { ...changes, ...masks, probabilities: columnProbabilities(says, 0.02) }))
  }
  return columns
}
