import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { LabelResult } from '#shared/contract/labels.ts'
import type { MethodParams } from '#shared/contract/contract.ts'
import type { VerdictValue } from '#shared/contract/values.ts'
import type { Genre } from '#shared/domain/genres.ts'
import { AppError } from '#shared/errors.ts'
import { countText } from '../components/words.ts'
import { t } from '../i18n.ts'
import { useCardsStore } from './cards.ts'
import { createCoalescer } from './coalesce.ts'
import { useConnectionStore } from './connection.ts'
import type { JudgedPoster } from './known-verdicts.ts'
import { createKnownVerdicts } from './known-verdicts.ts'
import { useLibraryStore } from './library.ts'
import type { LostAct } from './lost-act.ts'
import { lostWords, onceBack } from './lost-act.ts'
import type { NoticeAct } from './notices.ts'
import { useNoticesStore } from './notices.ts'
import type { Verdict } from './verdict-words.ts'
import { changeWords, nextVerdict, travelWords } from './verdict-words.ts'

export type { JudgedPoster } from './known-verdicts.ts'

type Apply = MethodParams<'labels.apply'>

const STATE_INTERVAL_MS = 300

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
  const known = createKnownVerdicts((posterIds) => connection.call('labels.verdicts', { posterIds }))
  let queue: Promise<unknown> = Promise.resolve()

  const loadState = async () => {
    state.value = await connection.call('labels.state', {}).catch(() => state.value)
  }
  const stating = createCoalescer(loadState, STATE_INTERVAL_MS)
  connection.on('catalog.changed', () => stating.request())
  // Another catalog may have been put in its place, whose posters have revisions of their own.
  connection.on('app.changed', () => known.clear())
  connection.whenOnline(stating.request)

  /** Waits for the acts before it. A refusal is told, and what is shown of these posters asked for again. */
  const inTurn = (act: () => Promise<void>, ids: readonly number[]): Promise<void> => {
    const turn = queue.then(act).catch((error: unknown) => failed(error, ids))
    queue = turn
    return turn
  }

  const failed = async (error: unknown, ids: readonly number[]) => {
    known.forget(ids)
    if (error instanceof AppError && error.code === 'labels/stale') await cards.refetch(ids)
    notices.warn(error)
  }

  /** Takes note of what an act on these posters said. */
  const keep = (results: readonly LabelResult[]) => {
    known.keep(results)
    library.markJudged(results.map(({ id }) => id))
    stating.request()
  }

  const undoIt = (): NoticeAct => ({ label: t('labels.undo'), run: () => void travel(true) })

  /** Offers the film's other posters the same, where there are some that lack it; else the way back. */
  const nextStep = (siblings: readonly number[], changes: Apply['changes']): NoticeAct => {
    if (siblings.length === 0 || changes === undefined || changes.length === 0) return undoIt()
    const posterIds = [...siblings]
    return {
      label: countText('labels.alsoOn', posterIds.length),
      run: () => void apply({ posterIds, changes }, countText('common.posters', posterIds.length)),
    }
  }

  /** Once the engine answers again, says whether an act was saved whose answer did not come. */
  const tellLost = (act: LostAct) => {
    onceBack(connection, () => {
      void connection
        .call('labels.verdicts', { posterIds: [...act.posterIds] })
        .then((posters) => notices.say(lostWords(act, posters)))
        .catch((error: unknown) => notices.warn(error))
    })
  }

  const apply = (params: Apply, what: string) =>
    inTurn(async () => {
      const results = await connection.call('labels.apply', params).catch((error: unknown) => {
        const { posterIds, changes = [] } = params
        const isLost = error instanceof AppError && error.code === 'app/disconnected'
        if (isLost && changes.length > 0) tellLost({ posterIds, changes })
        throw error
      })
      keep(results)
      const [only, ...others] = results
      const isSingle = only !== undefined && others.length === 0
      const changes = params.confirm === true ? yesOf(only) : params.changes
      notices.say(what, isSingle ? nextStep(only.siblings, changes) : undoIt())
    }, params.posterIds)

  const onTitle = (what: string, { title }: JudgedPoster) =>
    title === null ? what : t('labels.onTitle', { what, title })

  const setBy = (poster: JudgedPoster, genre: Genre, choose: (from: Verdict) => Verdict) =>
    inTurn(async () => {
      const { verdicts, revision } = await known.of(poster)
      const from = verdicts[genre] ?? null
      const verdict = choose(from)
      if (verdict === from) return
      const result = await connection.call('labels.set', { posterId: poster.id, genre, verdict, revision })
      keep([result])
      const words = onTitle(changeWords(genre, from, verdict), poster)
      notices.say(words, nextStep(result.siblings, [{ genre, verdict }]))
    }, [poster.id])

  const travel = (isBack: boolean, steps = 1) =>
    inTurn(async () => {
      const result = await connection.call(isBack ? 'labels.undo' : 'labels.redo', { steps })
      const ids = [...new Set(result.undone.map(({ id }) => id))]
      if (isBack) library.unmarkJudged(ids)
      else library.markJudged(ids)
      await Promise.all([known.relearn(ids), cards.refetch(ids)])
      notices.say(travelWords(result, isBack))
      stating.request()
    }, [])

  return {
    state,
    canUndo: computed(() => state.value.canUndo),
    canRedo: computed(() => state.value.canRedo),
    inTurn,
    keep,
    apply,
    undoIt,
    /** What a genre's key would say of all of these. */
    nextOf: known.nextOf,
    forget: known.forget,
    /** Takes note of the revisions of posters that something else was said of. */
    relearn: known.relearn,
    /** Says yes or no; saying the same again clears it. */
    press: (poster: JudgedPoster, genre: Genre, value: VerdictValue) =>
      setBy(poster, genre, (from) => (from === value ? null : value)),
    /** What a genre's key does: yes, no, cleared. */
    cycle: (poster: JudgedPoster, genre: Genre) => setBy(poster, genre, nextVerdict),
    confirm: (poster: JudgedPoster) =>
      apply({ posterIds: [poster.id], confirm: true }, onTitle(t('labels.confirmed'), poster)),
    undo: (steps = 1) => travel(true, steps),
    redo: () => travel(false),
  }
})

function yesOf(result: LabelResult | undefined): { genre: Genre; verdict: VerdictValue }[] {
  return Object.entries(result?.verdicts ?? {}).flatMap(([genre, verdict]) =>
    verdict === 'yes' ? [{ genre: genre as Genre, verdict }] : [],
  )
}
