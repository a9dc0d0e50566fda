import type { PosterDetail } from '#shared/contract/poster.ts'
import type { EstimatedGain, LatelyReviewed, ReviewItem, ReviewReason } from '#shared/contract/review.ts'
import { sentencesOfGain } from '#shared/domain/estimated-gain.ts'
import type { Genre } from '#shared/domain/genres.ts'
import { numberWords, shareWords } from '../../components/words.ts'
import { genreName, t } from '../../i18n.ts'
import { genresWords } from '../poster/poster-words.ts'
import type { Answer } from './question-answer.ts'

/** Why it is asked, to stand after "4 of 10 · ". */
export function reasonWords(reason: ReviewReason): string {
  switch (reason.code) {
    case 'audit':
    case 'open':
      return t(`review.reason.${reason.code}`)
    case 'verdict':
      return t(`review.reason.${reason.verdict === 'yes' ? 'verdictYes' : 'verdictNo'}`, {
        genre: genreName(reason.genre),
      })
    default:
      return t(`review.reason.${reason.code}`, { genre: genreName(reason.genre) })
  }
}

/** "Is it Thriller?" in the parts before, of and after the genre. */
export function askParts(genre: NonNullable<ReviewItem['genre']>): [string, string, string] {
  const mark = '\u0000'
  const [before = '', after = ''] = t('review.ask', { genre: mark }).split(mark)
  return [before, genreName(genre), after]
}

export function askWords({ genre }: ReviewItem): string {
  return genre === null ? t('review.askAll') : t('review.ask', { genre: genreName(genre) })
}

/** What there is to go by, beside the picture; null where there is nothing more to say than the reason. */
export function evidenceWords({ reason }: ReviewItem): string | null {
  switch (reason.code) {
    case 'disagree':
      return `${t('review.nfoSays', { genres: genresWords(reason.nfo) })} ${sayingWords(reason.model)}`
    case 'rare': {
      const values = { count: numberWords(reason.known), genre: genreName(reason.genre) }
      return t('review.knownSoFar', values, reason.known)
    }
    default:
      return null
  }
}

/** What the model says of a poster, once that is no secret any more. */
export function modelWords({ genres, model }: PosterDetail): string {
  if (model === null) return t('review.notPredicted')
  return sayingWords(genres.filter(({ level }) => level === 'likely').map(({ name }) => name))
}

function sayingWords(likely: readonly Genre[]): string {
  return likely.length === 0
    ? t('review.modelNothing')
    : t('review.modelSays', { genres: genresWords(likely) })
}

/** "You changed something in 6 of the last 50"; empty before the first answer. */
export function latelyWords({ answered, changed }: LatelyReviewed): string {
  if (answered === 0) return ''
  return t('review.lately', { changed: numberWords(changed), count: numberWords(answered) })
}

/** What a teaching would gain, by which teachings and films that is told. */
export function gainWords(gain: EstimatedGain): string {
  const { share, low, high, verdicts } = gain
  const values = {
    count: numberWords(verdicts),
    share: shareWords(share),
    low: shareWords(low),
    high: shareWords(high),
  }
  return sentencesOfGain(gain)
    .map((sentence) => t(`review.gain.${sentence}`, values, verdicts))
    .join(' ')
}

/** An answer for the line at the foot of the window, with the film, which has left the view by then. */
export function answerWords(answer: Answer, title: string | null): string {
  const what = saidWords(answer)
  return title === null ? what : t('labels.onTitle', { what, title })
}

function saidWords({ changes = [], whole = false }: Answer): string {
  const [first] = changes
  if (whole) return t('review.reviewed')
  if (first?.verdict == null) return t('review.cannotTell')
  return t('verdicts.one', { genre: genreName(first.genre), verdict: t(`verdicts.${first.verdict}`) })
}
