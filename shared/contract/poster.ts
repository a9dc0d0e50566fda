import { z } from 'zod'
import type { Genre } from '../domain/genres.ts'
import { method } from './define.ts'
import type { Level, Status, VerdictSource, VerdictValue } from './values.ts'
import { genreName, pathText, rowId } from './values.ts'

/** What a picture is taken for. */
export type PosterKind = 'poster' | 'series' | 'other'

/** What picture and title each say alone of a genre, as probabilities; see docs/models.md. */
export interface GenreParts {
  fromPicture: number
  fromTitle: number
  /**
   * Which of the two moved the answer further towards what is said of the genre (a level, or none); `both` where about as
   * much. `neither`: both spoke the other way, and how common the genre is decided.
   */
  decidedBy: 'picture' | 'title' | 'both' | 'neither'
}

export interface PosterGenre {
  name: Genre
  key: string
  probability: number | null
  /** Null where the title had no say, or picture and title cannot be told apart just now. */
  parts: GenreParts | null
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

/** A genre of the user's own on a poster. */
export interface PosterOwnGenre {
  id: number
  name: string
  key: string
  verdict: VerdictValue | null
  /** Null until there are percentages. */
  probability: number | null
  /** Likely by its head alone. */
  likely: boolean
}

export interface PosterDetail {
  id: number
  revision: number
  title: string | null
  year: number | null
  titleSource: 'person' | 'nfo' | 'name' | null
  yearSource: 'person' | 'nfo' | 'name' | null
  /** Title and year as NFO and file name have them, which hold again when the person's are taken away. */
  foundTitle: string | null
  foundYear: number | null
  kind: PosterKind
  /** A person said what it is, against its name and folder. */
  kindSaid: boolean
  hidden: boolean
  width: number | null
  height: number | null
  status: Exclude<Status, 'all' | 'missing'>
  missing: boolean
  reviewed: boolean
  pictured: boolean
  pictureKey: string | null
  flags: string[]
  genres: PosterGenre[]
  /** By key. */
  own: PosterOwnGenre[]
  palette: { color: string; share: number }[]
  files: {
    path: string
    /** The folder of the catalog that it lies in, and whether that is there. */
    root: string
    rootState: 'ok' | 'frozen' | 'offline'
    state: string
    problem: string | null
    title: string | null
    year: number | null
    nfoGenres: string[]
  }[]
  history: {
    /** The act it was part of; greater is later. */
    actId: number
    field: 'genre' | 'own' | 'reviewed' | 'title' | 'year' | 'hidden' | 'kind'
    genre: Genre | null
    /** Of the field `own`: the genre as it is called now. */
    own: { id: number; name: string } | null
    from: VerdictValue | null
    to: VerdictValue | null
    /** For the other fields: the value before and after, in its own words. */
    before: string | number | boolean | null
    after: string | number | boolean | null
    at: number
    source: VerdictSource
  }[]
  model: string | null
  /** Whether its title had a say in what is predicted, beside the picture. */
  titled: boolean
  /**
   * Why the title it has now had none: there is none; it is out of a file's name without a year; it holds nothing to
   * read; or it is waiting for the next scan. Null where it had, before a prediction, and for a model that reads none.
   */
  titleSilent: 'none' | 'bare-name' | 'unreadable' | 'next-scan' | null
  /** Other posters of the same film, those of its stack included. */
  siblings: { id: number; pictureKey: string | null; title: string | null; stacked: boolean }[]
}

/** Where a poster speaks for a genre; see docs/models.md. */
export interface ActivationGrid {
  rows: number
  columns: number
  /** rows × columns from the upper left: 0 says nothing for the genre or speaks against it; 1 is what weighs most. */
  values: number[]
  /** Where the picture lies in the grid, as shares of its width and height: all of it unless bars were added. */
  area: { left: number; top: number; width: number; height: number }
}

export interface WhyGenre {
  genre: Genre
  level: Level | null
  /** `map` null: the file is not there now or not what it was; or the network does not let it be said. */
  map: ActivationGrid | null
  mapMissing: 'file' | 'network' | null
  /** As {@link PosterGenre.parts}: the map is of the picture's. */
  parts: GenreParts | null
  /** How often the poster's level was right on films that the model had not seen; null where it was not measured. */
  reliability: number | null
  /**
   * The same among films of the poster's ten years, where the model's report tells it of enough of them; it was measured
   * without titles, so null where the title had a say.
   */
  decade: { from: number; reliability: number } | null
}

export const posterContract = {
  'poster.get': method<PosterDetail>()(
    'read',
    'Everything known about one poster.',
    z.strictObject({ id: rowId }),
  ),
  'poster.edit': method<{ id: number; revision: number }>()(
    'write',
    'A title or year by a person, which outranks NFO and file name; null takes it back. Undoable. A stale revision is refused.',
    z.strictObject({
      id: rowId,
      revision: z.int().min(0).nullable().default(null),
      title: z.string().trim().min(1).max(500).nullable().optional(),
      year: z.int().min(1870).max(2100).nullable().optional(),
    }),
  ),
  'poster.mark': method<{ changed: number }>()(
    'write',
    'Hides posters or shows them again, or says what they are: a poster, or no poster (`other`); null leaves that to names. One undoable act.',
    z.strictObject({
      posterIds: z.array(rowId).min(1).max(500),
      hidden: z.boolean().optional(),
      kind: z.enum(['poster', 'other']).nullable().optional(),
    }),
  ),
  'poster.why': method<WhyGenre>()(
    'read',
    'Why the model says what it says of a genre: where the picture speaks for it, and how often it is right about that.',
    z.strictObject({ posterId: rowId, genre: genreName }),
  ),
  'poster.find': method<{ id: number }>()(
    'read',
    'The poster that a file belongs to, by its absolute path.',
    z.strictObject({ path: pathText }),
  ),
}
