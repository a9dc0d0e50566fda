import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { LabelResult } from '#shared/contract/labels.ts'
import type { VerdictValue } from '#shared/contract/values.ts'
import type { Genre } from '#shared/domain/genres.ts'
import { AppError } from '#shared/errors.ts'
import { useCardsStore } from './cards.ts'
import { createCoalescer } from './coalesce.ts'
import { useConnectionStore } from './connection.ts'
import { useLibraryStore } from './library.ts'
import { useNoticesStore } from './notices.ts'
import type { Verdict } from './verdict-words.ts'
import { changeWords, nextVerdict, travelWords } from './verdict-words.ts'

/** A poster as it is shown where the person judges it. */
export interface JudgedPoster {
  id: number
  title: string | null
  revision: number
}

interface Known {
  verdicts: Partial<Record<Genre, VerdictValue>>
  revision: number
}

const STATE_INTERVAL_MS = 300
const MOST_RELEARNT = 8

/** Verdicts: giving them, confirming, undo and redo. One act at a time, in the order they were asked for. */
export const useLabelsStore = defineStore('labels', () => {
  const connection = useConnectionStore()
  const library = useLibraryStore()
  const cards = useCardsStore()
  const notices = useNoticesStore()
  const state = shallowRef<{ canUndo: string | null; canRedo: string | null; verdicts: number }>({
    canUndo: null,
    canRedo: null,
    verdicts: 0,
  })
  /** What our own acts left: quick presses of a key must not wait for the wall to be told. */
  const known = new Map<number, Known>()
  let queue: Promise<unknown> = Promise.resolve()

  const loadState = async () => {
    state.value = await connection.call('labels.state', {}).catch(() => state.value)
  }
  const stating = createCoalescer(loadState, STATE_INTERVAL_MS)
  connection.on('catalog.changed', () => stating.request())
  // Another catalog may have been put in its place, whose posters have revisions of their own.
  connection.on('app.changed', () => known.clear())
  connection.whenOnline(stating.request)

  const inTurn = (act: () => Promise<void>, ids: readonly number[]): Promise<void> => {
    const turn = queue.then(act).catch((error: unknown) => failed(error, ids))
    queue = turn
    return turn
  }

  const failed = async (error: unknown, ids: readonly number[]) => {
    for (const id of ids) known.delete(id)
    if (error instanceof AppError && error.code === 'labels/stale') await cards.refetch(ids)
    notices.warn(error)
  }

  /** The verdicts of a poster as of the revision that is shown, or of our own later act on it. */
  const knownOf = async (poster: JudgedPoster): Promise<Known> => {
    const held = known.get(poster.id)
    if (held !== undefined && held.revision >= poster.revision) return held
    return { ...(await askKnown(poster.id)), revision: poster.revision }
  }

  const askKnown = async (id: number): Promise<Known> => {
    const { genres, revision } = await connection.call('poster.get', { id })
    const verdicts: Known['verdicts'] = {}
    for (const { name, verdict } of genres) if (verdict !== null) verdicts[name] = verdict
    return { verdicts, revision }
  }

  /** The next key on a poster that an undo changed needs the revision as it is now. */
  const relearn = async (ids: readonly number[]) => {
    for (const id of ids) known.delete(id)
    for (const id of ids.slice(0, MOST_RELEARNT)) known.set(id, await askKnown(id))
    await cards.refetch(ids)
  }

  const keep = (results: readonly LabelResult[]) => {
    for (const { id, verdicts, revision } of results) known.set(id, { verdicts, revision })
    library.markJudged(results.map(({ id }) => id))
    stating.request()
  }

  const onTitle = (poster: JudgedPoster) => (poster.title === null ? '' : ` · ${poster.title}`)

  const setBy = (poster: JudgedPoster, genre: Genre, choose: (from: Verdict) => Verdict) =>
    inTurn(async () => {
      const { verdicts, revision } = await knownOf(poster)
      const from = verdicts[genre] ?? null
      const verdict = choose(from)
      if (verdict === from) return
      keep([await connection.call('labels.set', { posterId: poster.id, genre, verdict, revision })])
      notices.say(`${changeWords(genre, from, verdict)}${onTitle(poster)}`)
    }, [poster.id])

  const travel = (isBack: boolean) =>
    inTurn(async () => {
      const result = await connection.call(isBack ? 'labels.undo' : 'labels.redo', {})
      const ids = [...new Set(result.undone.map(({ id }) => id))]
      if (isBack) library.unmarkJudged(ids)
      else library.markJudged(ids)
      await relearn(ids)
      notices.say(travelWords(result, isBack))
      stating.request()
    }, [])

  return {
    state,
    canUndo: computed(() => state.value.canUndo),
    canRedo: computed(() => state.value.canRedo),
    /** Says yes or no; saying the same again clears it. */
    press: (poster: JudgedPoster, genre: Genre, value: VerdictValue) =>
      setBy(poster, genre, (from) => (from === value ? null : value)),
    /** What a genre's key does: yes, no, cleared. */
    cycle: (poster: JudgedPoster, genre: Genre) => setBy(poster, genre, nextVerdict),
    confirm: (poster: JudgedPoster) =>
      inTurn(async () => {
        keep(await connection.call('labels.apply', { posterIds: [poster.id], confirm: true }))
        notices.say(`Confirmed what is likely${onTitle(poster)}`)
      }, [poster.id]),
    undo: () => travel(true),
    redo: () => travel(false),
  }
})
