import { z } from 'zod'
import { method } from './define.ts'
import type { VerdictValue } from './values.ts'
import { none, rowId } from './values.ts'

/** As many as there are keys for. */
export const MOST_OWN_GENRES = 9
export const LONGEST_OWN_NAME = 40

/** Why a poster was put before the person: it looks like one said yes of, or it was drawn. */
export type OwnAsked = 'alike' | 'chance'

/**
 * What can be told of a genre of the user's own from its verdicts.
 * - `few`: not enough was said yet; it is a tag.
 * - `untold`: posters do not show it; it stays a tag.
 * - `ranked`: posters can be put in order, the most like it first.
 * - `scored`: they have percentages too, and some are called likely.
 */
export type OwnStanding = 'few' | 'untold' | 'ranked' | 'scored'

/** Films that a head can learn from; the posters of a film count once. */
export interface OwnFilms {
  yes: number
  no: number
  /** Of the no, those of suggested look-alikes. */
  alikeNo: number
  /** Of all, those that were drawn by chance: they tell how common the genre is. */
  chance: number
}

export interface OwnGenre {
  id: number
  name: string
  /** `1` to `9`. */
  key: string
  /** Posters that a person said yes and no of. */
  yes: number
  no: number
  /** Null while nothing was learned yet: it is under way, or the model cannot be used. */
  learned: {
    standing: OwnStanding
    films: OwnFilms
    /** Cross-validated area under the ROC curve, by film; null for `few`. */
    auc: number | null
  } | null
  /** What was said since is being learned. */
  isLearning: boolean
}

/** What a genre's head needs before it is learned, and before it is trusted with percentages. */
export interface OwnNeeds {
  yes: number
  no: number
  alikeNo: number
  scored: number
  chance: number
  auc: number
}

export interface OwnGenres {
  genres: OwnGenre[]
  needs: OwnNeeds
}

/** What a person said of a poster, by the genre's id, as of a revision. */
export interface OwnVerdicts {
  id: number
  verdicts: Record<number, VerdictValue>
  revision: number
}

export interface OwnSuggestion {
  id: number
  title: string | null
  year: number | null
  pictureKey: string | null
  asked: OwnAsked
}

export interface OwnSuggestions {
  /** Look-alikes and drawn ones in turns; empty where nothing is left to ask. */
  posters: OwnSuggestion[]
}

const ownName = z.string().trim().min(1).max(LONGEST_OWN_NAME)

export const ownContract = {
  'own.list': method<OwnGenres>()(
    'read',
    'Genres of the user’s own, by key, with what was said of them and what can be told from it. Begins to learn where something was said since.',
    none,
  ),
  'own.add': method<OwnGenres>()(
    'write',
    'A new genre at the first free key; one that was removed comes back under its name with its verdicts.',
    z.strictObject({ name: ownName }),
  ),
  'own.rename': method<OwnGenres>()('write', 'Another name.', z.strictObject({ id: rowId, name: ownName })),
  'own.remove': method<OwnGenres>()(
    'write',
    'Takes a genre out of use. Its verdicts are kept, and there again when it is added again.',
    z.strictObject({ id: rowId }),
  ),
  'own.set': method<OwnVerdicts[]>()(
    'write',
    'A verdict on up to 500 posters as one undoable act; null clears it. A stale revision of a single poster is refused.',
    z.strictObject({
      id: rowId,
      posterIds: z.array(rowId).min(1).max(500),
      verdict: z.enum(['yes', 'no']).nullable(),
      asked: z.enum(['alike', 'chance']).nullable().default(null),
      revision: z.int().min(0).nullable().default(null),
    }),
  ),
  'own.verdicts': method<OwnVerdicts[]>()(
    'read',
    'What was said of up to 500 posters; unknown ids are left out.',
    z.strictObject({ posterIds: z.array(rowId).min(1).max(500) }),
  ),
  'own.suggest': method<OwnSuggestions>()(
    'read',
    'Posters to say yes or no of: half of them look like those said yes of, half are drawn by chance.',
    z.strictObject({ id: rowId, limit: z.int().min(1).max(60).default(12) }),
  ),
}
