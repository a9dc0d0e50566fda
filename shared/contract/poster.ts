import { z } from 'zod'
import type { Genre } from '../domain/genres.ts'
import { method } from './define.ts'
import type { Level, Status, VerdictSource, VerdictValue } from './values.ts'
import { pathText, rowId } from './values.ts'

export interface PosterGenre {
  name: Genre
  key: string
  probability: number | null
  level: Level | null
  verdict: VerdictValue | null
  verdictSource: VerdictSource | null
  nfo: boolean
  effective: boolean
  /** Lowest probability called likely, null for a weak genre. */
  likelyFrom: number | null
  maybeFrom: number | null
  /** Share of posters called likely for this genre that were right on films the model had not seen. */
  reliability: number | null
}

export interface PosterDetail {
  id: number
  revision: number
  title: string | null
  year: number | null
  titleSource: 'person' | 'nfo' | 'name' | null
  width: number | null
  height: number | null
  status: Exclude<Status, 'all' | 'missing'>
  missing: boolean
  reviewed: boolean
  pictured: boolean
  pictureKey: string | null
  flags: string[]
  genres: PosterGenre[]
  palette: { color: string; share: number }[]
  files: {
    path: string
    state: string
    problem: string | null
    title: string | null
    year: number | null
    nfoGenres: string[]
  }[]
  history: {
    genre: Genre | null
    from: VerdictValue | null
    to: VerdictValue | null
    at: number
    source: VerdictSource
  }[]
  model: string | null
  /** Other posters of the same film. */
  siblings: number[]
}

export const posterContract = {
  'poster.get': method<PosterDetail>()(
    'read',
    'Everything known about one poster.',
    z.strictObject({ id: rowId }),
  ),
  'poster.find': method<{ id: number }>()(
    'read',
    'The poster that a file belongs to, by its absolute path.',
    z.strictObject({ path: pathText }),
  ),
}
