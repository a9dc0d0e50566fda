import { computed, onScopeDispose, ref, shallowReactive, shallowRef } from 'vue'
import type { EstimatedGain, LatelyReviewed, ReviewItem } from '#shared/contract/review.ts'
import { createCoalescer } from '../../stores/coalesce.ts'
import { useConnectionStore } from '../../stores/connection.ts'
import { useLabelsStore } from '../../stores/labels.ts'
import { sentenceOf, useNoticesStore } from '../../stores/notices.ts'
import type { Answer } from './question-answer.ts'
import { answerWords } from './review-words.ts'

const REFRESH_INTERVAL_MS = 100
/** Questions whose answers may still be taken back here; what `review.state` takes at once. */
const MOST_WATCHED = 500

/**
 * The questions of this visit, page after page, and which of them are answered. What is asked stands still: another
 * page is chosen only when this one is through, and where nothing was left, when the catalog changes. An answer that is
 * taken back, here or elsewhere, brings its question back.
 */
export function useReview() {
  const connection = useConnectionStore()
  const labels = useLabelsStore()
  const notices = useNoticesStore()
  const pages = shallowRef<readonly (readonly ReviewItem[])[]>([])
  const at = ref(0)
  const answered = shallowReactive(new Set<number>())
  /** On their way: the engine does not know of them yet. */
  const sending = new Set<number>()
  const lately = shallowRef<LatelyReviewed>({ answered: 0, changed: 0 })
  const estimatedGain = shallowRef<EstimatedGain | null>(null)
  const isLoaded = ref(false)
  const isChoosing = ref(false)
  const problem = ref<string | null>(null)

  const items = computed(() => pages.value.flat())
  const item = computed(() => items.value[at.value] ?? null)
  const page = computed(() => pageAt(pages.value, at.value))

  const nextPage = async () => {
    if (connection.state !== 'online') return
    try {
      const next = await connection.call('review.page', {})
      at.value = items.value.length
      if (next.items.length > 0) pages.value = [...pages.value, next.items]
      lately.value = next.lately
      estimatedGain.value = next.estimatedGain
      problem.value = null
      isLoaded.value = true
    } catch (error) {
      if (connection.state === 'online') problem.value = sentenceOf(error)
    }
  }

  /** Behind the answers that are on their way, which it has to know of. */
  const choosePage = async () => {
    if (isChoosing.value) return
    isChoosing.value = true
    await labels.inTurn(nextPage, [])
    isChoosing.value = false
  }

  /** To the next question without an answer, first forwards; where this page has none, to another page. */
  const goOn = async () => {
    const isOpen = ({ id }: ReviewItem) => !answered.has(id)
    const first = at.value - page.value.index
    const ahead = items.value.findIndex((each, index) => index > at.value && isOpen(each))
    const open = ahead >= 0 ? ahead : items.value.findIndex((each, index) => index >= first && isOpen(each))
    if (open >= 0) at.value = open
    else await choosePage()
  }

  /** Counts at once, so that nobody waits; a refusal brings the question back. */
  const send = (answer: Answer) => {
    const { posterId } = answer
    const title = items.value.find(({ id }) => id === posterId)?.title ?? null
    answered.add(posterId)
    sending.add(posterId)
    void labels.inTurn(async () => {
      try {
        labels.keep([await connection.call('review.answer', answer)])
        notices.say(answerWords(answer, title), labels.undoIt())
      } catch (error) {
        bringBack(posterId)
        throw error
      } finally {
        sending.delete(posterId)
      }
    }, [posterId])
  }

  const bringBack = (id: number) => {
    answered.delete(id)
    const index = items.value.findLastIndex((each) => each.id === id)
    if (index >= 0) at.value = index
  }

  /** Which answers still stand. */
  const learnAnswers = async () => {
    const posterIds = items.value.slice(-MOST_WATCHED).map(({ id }) => id)
    if (posterIds.length === 0) return
    const state = await connection.call('review.state', { posterIds })
    lately.value = state.lately
    const standing = new Set(state.answered)
    for (const id of posterIds) {
      if (standing.has(id)) answered.add(id)
      else if (answered.has(id) && !sending.has(id)) bringBack(id)
    }
  }

  const refresh = async () => {
    if (connection.state !== 'online') return
    try {
      await learnAnswers()
    } catch (error) {
      // A lost connection says so itself.
      if (connection.state === 'online') notices.warn(error)
      return
    }
    // Nothing was left to ask about: there may be now.
    if (isLoaded.value && item.value === null) await choosePage()
  }

  const refreshing = createCoalescer(refresh, REFRESH_INTERVAL_MS)
  const stopListening = connection.on('catalog.changed', ({ ids }) => {
    const isConcerned = ids === null || item.value === null || items.value.some(({ id }) => ids.includes(id))
    if (isConcerned) refreshing.request()
  })
  connection.whenOnline(() => {
    if (isLoaded.value) refreshing.request()
    else void choosePage()
  })
  onScopeDispose(() => {
    stopListening()
    refreshing.cancel()
  })

  return {
    item,
    /** The page that the question is of, and its place there. */
    page,
    isLoaded,
    /** Another page is being chosen: nothing is asked meanwhile. */
    isChoosing,
    problem,
    lately,
    /** As it was when the page was chosen. */
    estimatedGain,
    isAnswered: (id: number) => answered.has(id),
    send,
    goOn,
    choosePage,
    /** To another question, answered or not; behind the last one another page is chosen. */
    step: (by: -1 | 1) => {
      if (items.value[at.value + by] !== undefined) at.value += by
      else if (by === 1 && item.value !== null) void choosePage()
    },
    canStep: (by: -1 | 1) => (by === 1 ? item.value !== null : at.value > 0),
    show: (id: number) => {
      const index = items.value.findLastIndex((each) => each.id === id)
      if (index >= 0) at.value = index
    },
  }
}

function pageAt(pages: readonly (readonly ReviewItem[])[], at: number) {
  let from = 0
  for (const items of pages) {
    if (at < from + items.length) return { items, index: at - from }
    from += items.length
  }
  return { items: [], index: 0 }
}
