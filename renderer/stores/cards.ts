import { defineStore } from 'pinia'
import { ref } from 'vue'
import type { Card } from '#shared/contract/library.ts'
import { createCoalescer } from './coalesce.ts'
import { useConnectionStore } from './connection.ts'

const MOST_IN_A_CALL = 500
const MOST_KEPT = 4000
const REFRESH_INTERVAL_MS = 300
/** While the wall moves it asks for what came into view this often, not with every frame. */
const VIEW_INTERVAL_MS = 60
/** While it flies past, so that nothing of one view is in the next, only where it slows down. */
const FLIGHT_MS = 80

/** What the wall shows of each poster, asked for as it comes into view and again when it has changed. */
export const useCardsStore = defineStore('cards', () => {
  const connection = useConnectionStore()
  // Plain, behind one number: thousands of entries that are each watched on their own would cost more than the wall.
  const cards = new Map<number, Card>()
  /** Asked for and unknown to the engine: no longer in the catalog. */
  const gone = new Set<number>()
  const version = ref(0)
  const stale = new Set<number>()
  const asking = new Set<number>()
  let inView: ReadonlySet<number> = new Set()
  let ahead: readonly number[] = []
  let shownAt = Number.NEGATIVE_INFINITY
  let landing: ReturnType<typeof setTimeout> | undefined

  const fetchCards = async (ids: readonly number[]) => {
    if (ids.length === 0 || connection.state !== 'online') return
    for (const id of ids) {
      asking.add(id)
      stale.delete(id)
    }
    try {
      const answer = await connection.call('library.cards', { ids: [...ids] })
      const answered = new Set<number>()
      for (const card of answer.cards) {
        answered.add(card.id)
        cards.set(card.id, card)
        gone.delete(card.id)
      }
      for (const id of ids) {
        if (answered.has(id)) continue
        cards.delete(id)
        gone.add(id)
      }
      if (ids.some((id) => inView.has(id))) version.value += 1
    } catch {
      // Asked again with the next view or connection; until then the old card stands.
      for (const id of ids) stale.add(id)
    } finally {
      for (const id of ids) asking.delete(id)
    }
  }

  const isNeeded = (id: number) => !asking.has(id) && (stale.has(id) || !(cards.has(id) || gone.has(id)))

  const fill = () => fetchCards([...inView, ...ahead].filter(isNeeded).slice(0, MOST_IN_A_CALL))

  const forgetSome = () => {
    if (cards.size <= MOST_KEPT) return
    for (const id of cards.keys()) {
      if (cards.size <= MOST_KEPT) return
      if (!inView.has(id)) cards.delete(id)
    }
  }

  const refilling = createCoalescer(fill, REFRESH_INTERVAL_MS)
  // Not waited for: the next view's cards are asked for while these are on their way.
  const viewing = createCoalescer(() => Promise.resolve(void fill()), VIEW_INTERVAL_MS)
  const markAllStale = () => {
    for (const id of cards.keys()) stale.add(id)
    gone.clear()
    version.value += 1
    refilling.request()
  }
  connection.on('catalog.changed', ({ ids }) => {
    if (ids === null) return markAllStale()
    for (const id of ids) if (cards.has(id) || gone.has(id) || asking.has(id)) stale.add(id)
    refilling.request()
  })
  connection.whenOnline(markAllStale)

  return {
    of: (id: number): Card | undefined => {
      void version.value
      return cards.get(id)
    },
    isGone: (id: number): boolean => {
      void version.value
      return gone.has(id)
    },
    /** Tells which posters are in view, and which may be next; the missing ones are asked for. */
    show: (ids: readonly number[], next: readonly number[]) => {
      const isFlying = performance.now() - shownAt < FLIGHT_MS && !ids.some((id) => inView.has(id))
      shownAt = performance.now()
      inView = new Set(ids)
      ahead = next
      forgetSome()
      clearTimeout(landing)
      if (isFlying) landing = setTimeout(viewing.request, FLIGHT_MS)
      else viewing.request()
    },
    /** Asks for these again, now. */
    refetch: (ids: readonly number[]) => fetchCards(ids.slice(0, MOST_IN_A_CALL)),
  }
})
