import { useSessionStorage } from '@vueuse/core'
import { defineStore } from 'pinia'
import { computed, shallowReactive } from 'vue'
import type { JobInfo } from '#shared/contract/jobs.ts'
import { useConnectionStore } from './connection.ts'
import { useNoticesStore } from './notices.ts'

export function isActive(job: JobInfo): boolean {
  return job.state === 'queued' || job.state === 'running'
}

/** The jobs of the engine and the one that the window shows a card of. */
export const useJobsStore = defineStore('jobs', () => {
  const connection = useConnectionStore()
  const notices = useNoticesStore()
  const jobs = shallowReactive(new Map<number, JobInfo>())
  /** Seen at work in this window, so that its end is news. */
  const witnessed = shallowReactive(new Set<number>())
  const dismissed = useSessionStorage<number[]>('onesheet.dismissed-jobs', [])

  const take = (job: JobInfo) => {
    jobs.set(job.id, job)
    if (isActive(job)) witnessed.add(job.id)
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
  const active = computed(() => newestFirst.value.find(isActive) ?? null)

  /** At work, or the newest one ended whose end is news or needs an answer. */
  const shown = computed<JobInfo | null>(() => {
    if (active.value !== null) return active.value
    const newest = newestFirst.value[0]
    if (newest === undefined || dismissed.value.includes(newest.id)) return null
    const needsAnswer = newest.state === 'failed' || newest.state === 'interrupted'
    return needsAnswer || witnessed.has(newest.id) ? newest : null
  })

  const act = async (method: 'jobs.cancel' | 'jobs.resume', id: number) => {
    try {
      take(await connection.call(method, { id }))
    } catch (error) {
      notices.warn(error)
    }
  }

  return {
    active,
    shown,
    take,
    stop: (id: number) => act('jobs.cancel', id),
    resume: (id: number) => act('jobs.resume', id),
    dismiss: (id: number) => {
      dismissed.value = [...dismissed.value.slice(-20), id]
    },
  }
})
