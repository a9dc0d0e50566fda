import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { JobInfo } from '#shared/contract/jobs.ts'
import type { MethodParams } from '#shared/contract/contract.ts'
import type { Genre } from '#shared/domain/genres.ts'
import { AppError } from '#shared/errors.ts'
import { packIds } from '#shared/util/packed-ids.ts'
import { countText, numberWords } from '../components/words.ts'
import { genreName, t } from '../i18n.ts'
import { useConnectionStore } from './connection.ts'
import { useLabelsStore } from './labels.ts'
import { useLibraryStore } from './library.ts'
import { useNoticesStore } from './notices.ts'
import type { Verdict } from './verdict-words.ts'
import { verdictWords } from './verdict-words.ts'

/** More than these are asked about first and run as a job. */
export const MOST_AT_ONCE = 200
const MOST_IN_A_CALL = 500

/** What is about to be done to very many posters, for the dialog that asks. */
export type BulkAct =
  | { kind: 'say'; genre: Genre; verdict: Verdict }
  | { kind: 'confirm' }
  | { kind: 'hide' }
  | { kind: 'no-poster' }

export interface BulkQuestion {
  act: BulkAct
  count: number
}

interface RunningBulk {
  ids: readonly number[]
  /** What it does, in words. */
  what: string
  isTold: boolean
}

/** Acts on many posters at once: a few in one call, very many as a job, each one undo. */
export const useBulkStore = defineStore('bulk', () => {
  const connection = useConnectionStore()
  const library = useLibraryStore()
  const labels = useLabelsStore()
  const notices = useNoticesStore()
  /** Waits for a person's yes. */
  const question = shallowRef<BulkQuestion | null>(null)
  let answer: ((isYes: boolean) => void) | null = null
  const running = new Map<number, RunningBulk>()

  const settle = (isYes: boolean) => {
    question.value = null
    answer?.(isYes)
    answer = null
  }

  const mayDo = (act: BulkAct, count: number): Promise<boolean> => {
    if (count <= MOST_AT_ONCE) return Promise.resolve(true)
    settle(false)
    question.value = { act, count }
    return new Promise((resolve) => (answer = resolve))
  }

  /** Says it, and where the connection falls on the way, what of it was saved once the engine answers again. */
  const say = async (act: BulkAct, ids: readonly number[]) => {
    if (!(await mayDo(act, ids.length))) return
    const what = actWords(act, ids.length)
    const params: Pick<MethodParams<'labels.apply'>, 'changes' | 'confirm'> = act.kind === 'say'
      ? { changes: [{ genre: act.genre, verdict: act.verdict }] }
      : { confirm: act.kind === 'confirm' }
    if (ids.length <= MOST_AT_ONCE) return labels.apply({ posterIds: [...ids], ...params }, what)
    await labels.inTurn(async () => {
      const job = await connection.call('labels.bulk', { ids: packIds(ids), ...params })
      running.set(job.id, { ids, what, isTold: false })
      notices.say(countText('labels.bulkStarted', ids.length))
      follow(job)
    }, [])
  }

  const mark = async (act: BulkAct, ids: readonly number[]) => {
    if (!(await mayDo(act, ids.length))) return
    const marks = act.kind === 'hide' ? { hidden: true } : { kind: 'other' as const }
    await labels.inTurn(async () => {
      let acts = 0
      for (let start = 0; start < ids.length; start += MOST_IN_A_CALL) {
        const posterIds = ids.slice(start, start + MOST_IN_A_CALL)
        await connection.call('poster.mark', { posterIds, ...marks })
        library.markJudged(posterIds)
        acts += 1
      }
      notices.say(actWords(act, ids.length), {
        label: t('labels.undo'),
        run: () => void labels.undo(acts),
      })
    }, ids)
  }

  /** Tells how a job of ours ended; only then do its posters count as judged. */
  const follow = (job: JobInfo) => {
    const bulk = running.get(job.id)
    if (bulk === undefined || job.state === 'queued' || job.state === 'running') return
    if (job.state === 'done') {
      running.delete(job.id)
      labels.forget(bulk.ids)
      library.markJudged(bulk.ids)
      notices.say(bulk.what, labels.undoIt())
    } else if (!bulk.isTold) {
      bulk.isTold = true
      notices.say(endWords(bulk, job))
    }
  }

  const catchUp = async () => {
    if (running.size === 0) return
    try {
      const { jobs } = await connection.call('jobs.list', {})
      for (const job of jobs) follow(job)
    } catch (error) {
      if (!(error instanceof AppError && error.code === 'app/disconnected')) notices.warn(error)
    }
  }
  connection.on('job.changed', follow)
  connection.whenOnline(() => void catchUp())

  return {
    question,
    answer: settle,
    /** What a genre's key does to these: all yes → no, all no → clear, else yes. */
    cycle: async (ids: readonly number[], genre: Genre) => {
      try {
        await say({ kind: 'say', genre, verdict: await labels.nextOf(ids, genre) }, ids)
      } catch (error) {
        notices.warn(error)
      }
    },
    sayYes: (ids: readonly number[], genre: Genre) => say({ kind: 'say', genre, verdict: 'yes' }, ids),
    confirm: (ids: readonly number[]) => say({ kind: 'confirm' }, ids),
    hide: (ids: readonly number[]) => mark({ kind: 'hide' }, ids),
    notAPoster: (ids: readonly number[]) => mark({ kind: 'no-poster' }, ids),
  }
})

function actWords(act: BulkAct, count: number): string {
  if (act.kind === 'confirm') return countText('labels.confirmedMany', count)
  if (act.kind === 'hide') return countText('labels.hidden', count)
  if (act.kind === 'no-poster') return countText('labels.noPoster', count)
  const values = { genre: genreName(act.genre), to: verdictWords(act.verdict), count: numberWords(count) }
  return t('labels.many', values, count)
}

function endWords({ ids, what }: RunningBulk, job: JobInfo): string {
  if (job.done === 0) return t('labels.bulkNone', { what })
  return t('labels.bulkPart', { what, saved: numberWords(job.done), count: numberWords(ids.length) })
}
