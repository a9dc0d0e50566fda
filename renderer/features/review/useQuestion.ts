import { computed, shallowRef, watch } from 'vue'
import type { PosterDetail } from '#shared/contract/poster.ts'
import type { VerdictValue } from '#shared/contract/values.ts'
import type { Genre } from '#shared/domain/genres.ts'
import { useLabelsStore } from '../../stores/labels.ts'
import { useSettingsStore } from '../../stores/settings.ts'
import { useKeys } from '../keys/useKeys.ts'
import { askedGenres, cannotTell, chosenAtFirst, genreAnswer, wholeAnswer } from './question-answer.ts'
import type { useReview } from './useReview.ts'

/** The question that is asked now: what is chosen in it, its answers, and the keys that give them. */
export function useQuestion(
  review: ReturnType<typeof useReview>,
  poster: () => PosterDetail | null,
  isShown: () => boolean,
) {
  const labels = useLabelsStore()
  const settings = useSettingsStore()
  const { item } = review
  const chosen = shallowRef<ReadonlySet<Genre>>(new Set())
  const asked = computed(() => askedGenres(settings.get('genres.showAll')))
  const isAnswered = () => item.value !== null && review.isAnswered(item.value.id)
  /** An audit that was answered shows what the model says, and waits. */
  const isRevealed = () => item.value?.kind === 'audit' && isAnswered()

  /** Nobody answers what they do not see yet. */
  const isAsked = () => poster() !== null && !review.isChoosing.value

  // Not whenever the poster is told anew, nor by the answer to an audit: what was chosen would be lost.
  watch([() => poster()?.id, isAnswered], ([id], [idBefore]) => {
    const shown = poster()
    if (item.value === null || shown === null || (id === idBefore && isRevealed())) return
    chosen.value = chosenAtFirst(item.value, shown)
  })

  const toggle = (genre: Genre) => {
    if (isRevealed()) return
    const next = new Set(chosen.value)
    if (!next.delete(genre)) next.add(genre)
    chosen.value = next
  }

  const next = () => void review.goOn()

  const answer = (verdict: VerdictValue | null) => {
    if (item.value === null || !isAsked() || isRevealed()) return
    review.send(verdict === null ? cannotTell(item.value) : genreAnswer(item.value, verdict))
    next()
  }

  const done = () => {
    const [asking, shown] = [item.value, poster()]
    if (asking === null || shown === null || !isAsked()) return
    const effective = new Set(shown.genres.flatMap((genre) => (genre.effective ? [genre.name] : [])))
    review.send(wholeAnswer(asking, { asked: asked.value, shown: effective, chosen: chosen.value }))
    if (asking.kind !== 'audit') next()
  }

  const yes = () => {
    if (isRevealed()) next()
    else if (item.value?.genre != null) answer('yes')
    else done()
  }

  /** Of the genre asked about its key is a yes; any other says that genre, as it does everywhere. */
  const sayGenre = (genre: Genre) => {
    const [asking, shown] = [item.value, poster()]
    if (asking === null || shown === null) return
    if (asking.genre === null) toggle(genre)
    else if (asking.genre === genre) answer('yes')
    else void labels.cycle(shown, genre)
  }

  useKeys(
    {
      answerYes: yes,
      answerNo: () => {
        if (item.value?.genre != null) answer('no')
      },
      cannotTell: () => answer(null),
      genre: ({ genre }) => sayGenre(genre),
      previous: () => review.step(-1),
      next: () => review.step(1),
      move: ({ to }, event) => {
        if (to !== 'left' && to !== 'right') return
        event.preventDefault()
        review.step(to === 'left' ? -1 : 1)
      },
    },
    isShown,
    {
      answerYes: isAsked,
      answerNo: () => isAsked() && item.value?.genre != null,
      cannotTell: () => isAsked() && !isRevealed(),
      genre: isAsked,
      previous: () => review.canStep(-1),
      next: () => review.canStep(1),
    },
  )

  return { asked, chosen, toggle, answer, done }
}
