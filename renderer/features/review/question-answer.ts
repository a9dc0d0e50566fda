import type { MethodParams } from '#shared/contract/contract.ts'
import type { PosterDetail } from '#shared/contract/poster.ts'
import type { ReviewItem } from '#shared/contract/review.ts'
import type { VerdictValue } from '#shared/contract/values.ts'
import type { Genre } from '#shared/domain/genres.ts'
import { GENRES, OFF_BY_DEFAULT } from '#shared/domain/genres.ts'

export type Answer = MethodParams<'review.answer'>

/** The genres that a question about all of them asks, in label order. */
export function askedGenres(isShowingAll: boolean): Genre[] {
  return GENRES.filter((genre) => isShowingAll || !OFF_BY_DEFAULT.includes(genre))
}

/**
 * What is chosen before a person chooses: what they said of it already, and, where the model's word is no secret, what
 * is shown of it.
 */
export function chosenAtFirst({ kind }: ReviewItem, { genres }: PosterDetail): Set<Genre> {
  const isChosen = ({ verdict, effective }: PosterDetail['genres'][number]) =>
    verdict === 'yes' || (kind !== 'audit' && effective)
  return new Set(genres.filter(isChosen).map(({ name }) => name))
}

export function cannotTell({ id, kind, genre }: ReviewItem): Answer {
  return { posterId: id, kind, genre }
}

/** Yes or no to the one genre asked about. */
export function genreAnswer({ id, kind, genre }: ReviewItem, verdict: VerdictValue): Answer {
  return { posterId: id, kind, genre, changes: genre === null ? [] : [{ genre, verdict }] }
}

/**
 * Of an audit every genre that was asked, as a yes or a no. Else a yes to what is chosen and a no to what was shown and
 * is not: of the others nothing was asked.
 */
export function wholeAnswer(
  { id, kind }: ReviewItem,
  {
    asked,
    shown,
    chosen,
  }: { asked: readonly Genre[]; shown: ReadonlySet<Genre>; chosen: ReadonlySet<Genre> },
): Answer {
  const said = asked.filter((genre) => kind === 'audit' || chosen.has(genre) || shown.has(genre))
  const changes = said.map((genre) => ({
    genre,
    verdict: chosen.has(genre) ? ('yes' as const) : ('no' as const),
  }))
  return { posterId: id, kind, genre: null, changes, whole: true }
}
