import { defineStore } from 'pinia'
import { shallowReactive } from 'vue'
import type { Card } from '#shared/contract/library.ts'
import { createCoalescer } from './coalesce.ts'
import { useConnectionStore } from './connection.ts'

const MOST_IN_A_CALL = 500
const MOST_KEPT = 4000
const REFRESH_INTERVAL_MS = 300

/** What the wall shows of each poster, asked for as it comes into view and again when it has changed. */
export const useCardsStore = defineStore('cards', () => {
  const connection = useConnectionStore()
  const cards = shallowReactive(new Map<number, Card>())
  const stale = new Set<number>()
  const asking = new Set<number>()
  /** Asked for and unknown to the engine: no longer in the catalog. */
  const gone = shallowReactive(new Set<number>())
  let inView: readonly number[] = []

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
    } catch {
      // Asked again with the next view or connection; until then the old card stands.
      for (const id of ids) stale.add(id)
    } finally {
      for (const id of ids) asking.delete(id)
    }
  }

  const isNeeded = (id: number) => !asking.has(id) && (stale.has(id) || !(cards.has(id) || gone.has(id)))

  const fill = () => fetchCards(inView.filter(isNeeded).slice(0, MOST_IN_A_CALL))

  const forgetSome = () => {
    if (cards.size <= MOST_KEPT) return
    const visible = new Set(inView)
    for (const id of cards.keys()) {
      if (cards.size <= MOST_KEPT) return
      if (!visible.has(id)) cards.delete(id)
    }
  }

  const filling = createCoalescer(fill, REFRESH_INTERVAL_MS)
  const markAllStale = () => {
    for (const id of cards.keys()) stale.add(id)
    gone.clear()
    filling.request()
  }
  connection.on('catalog.changed', ({ ids }) => {
    if (ids === null) return markAllStale()
    for (const id of ids) stale.add(id)
    filling.request()
  })
  connection.whenOnline(markAllStale)

  return {
    cards,
    gone,
    /** Tells which posters are in view; the missing ones are asked for at once. */
    show: (ids: readonly number[]) => {
      inView = ids
      forgetSome()
      void fill()
    },
    /** Asks for these again, now. */
    refetch: (ids: readonly number[]) => fetchCards(ids.slice(0, MOST_IN_A_CALL)),
  }
})
