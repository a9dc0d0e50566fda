import { useSessionStorage } from '@vueuse/core'
import { defineStore } from 'pinia'
import { computed, ref, shallowReactive } from 'vue'
import type { JobInfo } from '#shared/contract/jobs.ts'
import { useConnectionStore } from './connection.ts'
import { useNoticesStore } from './notices.ts'

const MOST_CARDS = 3

export function isActive(job: JobInfo): boolean {
  return job.state === 'queued' || job.state === 'running'
}

/** Whether a person has it wait. */
export function isPaused(job: JobInfo): boolean {
  return job.state === 'interrupted' && job.phase === 'paused'
}

export function canResume(job: JobInfo): boolean {
  return job.state === 'failed' || job.state === 'cancelled' || job.state === 'interrupted'
}

/** The jobs of the engine and those that the window shows a card of. */
export const useJobsStore = defineStore('jobs', () => {
  const connection = useConnectionStore()
  const notices = useNoticesStore()
  const jobs = shallowReactive(new Map<number, JobInfo>())
  /** Seen at work in this window, so that its end is news. */
  const witnessed = shallowReactive(new Set<number>())
  const dismissed = useSessionStorage<number[]>('onesheet.dismissed-jobs', [])
  const isListOpen = ref(false)
  /** The scan whose account of what it skipped is open. */
  const reportedId = ref<number | null>(null)
  /** How high the cards at the window's foot stand; views keep that much free below their last line. */
  const trayHeightPx = ref(0)
  /** The one at work that a view shows by itself, without a card. */
  const watchedId = ref<number | null>(null)

  const take = (job: JobInfo) => {
    jobs.set(job.id, job)
    if (!isActive(job)) return
    witnessed.add(job.id)
    // One that is at work again is news again.
    if (dismissed.value.includes(job.id)) dismissed.value = dismissed.value.filter((id) => id !== job.id)
  }

  const load = async () => {
    try {
      const answer = await connection.call('jobs.list', {})
      for (const job of answer.jobs) take(job)
    } catch (error) {
      if (connection.state === 'online') notices.warn(error)
    }
  }

  connection.on('job.changed', take)
  connection.whenOnline(() => void load())

  const newestFirst = computed(() => [...jobs.values()].sort((left, right) => right.id - left.id))
  const atWork = computed(() => newestFirst.value.filter(isActive))
  const active = computed(() => atWork.value[0] ?? null)

  /** The newest one ended, where its end is news or needs an answer. */
  const news = computed<JobInfo | null>(() => {
    const newest = newestFirst.value.find((job) => !isActive(job))
    if (newest === undefined || dismissed.value.includes(newest.id)) return null
    const needsAnswer = newest.state === 'failed' || newest.state === 'interrupted'
    return needsAnswer || witnessed.has(newest.id) ? newest : null
  })

  const act = async (method: 'jobs.cancel' | 'jobs.pause' | 'jobs.resume', id: number) => {
    try {
      take(await connection.call(method, { id }))
    } catch (error) {
      notices.warn(error)
    }
  }

  return {
    active,
    /** Those at work, then the newest one ended. */
    list: computed(() => [...atWork.value, ...newestFirst.value.filter((job) => !isActive(job))]),
    /** The jobs that have a card at the foot of the window. */
    cards: computed(() =>
      [...atWork.value.filter(({ id }) => id !== watchedId.value), news.value]
        .filter((job) => job !== null)
        .slice(0, MOST_CARDS),
    ),
    isListOpen,
    reportedId,
    reported: computed(() => (reportedId.value === null ? null : (jobs.get(reportedId.value) ?? null))),
    trayHeightPx,
    watchedId,
    take,
    stop: (id: number) => act('jobs.cancel', id),
    pause: (id: number) => act('jobs.pause', id),
    resume: (id: number) => act('jobs.resume', id),
    dismiss: (id: number) => {
      dismissed.value = [...dismissed.value.slice(-20), id]
    },
  }
})
