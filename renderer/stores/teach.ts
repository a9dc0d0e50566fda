import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import type { JobInfo } from '#shared/contract/jobs.ts'
import type { TeachState } from '#shared/contract/teach.ts'
import { t } from '../i18n.ts'
import { createCoalescer } from './coalesce.ts'
import { useConnectionStore } from './connection.ts'
import { isActive, useJobsStore } from './jobs.ts'
import { sentenceOf, useNoticesStore } from './notices.ts'

/** What there is to learn from is counted over all that was judged. */
const REFRESH_INTERVAL_MS = 2_000

/** Where teaching stands, and its acts. Nothing is used that was not asked for here or in another window. */
export const useTeachStore = defineStore('teach', () => {
  const connection = useConnectionStore()
  const jobs = useJobsStore()
  const notices = useNoticesStore()
  const state = shallowRef<TeachState | null>(null)
  /** Why it is not known, in words. */
  const problem = ref<string | null>(null)
  const isAsking = ref(false)

  const current = computed(() => state.value?.versions.find((version) => version.current) ?? null)
  /** Of a teaching or a change of the model under way. */
  const job = computed(() => jobs.list.find(({ id }) => id === state.value?.jobId) ?? null)

  const take = (next: TeachState) => {
    const before = current.value
    state.value = next
    problem.value = null
    const now = current.value
    if (before === null || now === null || now.id === before.id) return
    notices.say(t('teach.nowInUse', { number: now.number }), goBackAct())
  }

  let wanted = 0
  const load = async () => {
    const asked = ++wanted
    if (connection.state !== 'online') return
    try {
      const told = await connection.call('teach.state', {})
      if (asked === wanted) take(told)
    } catch (error) {
      if (asked === wanted && connection.state === 'online') problem.value = sentenceOf(error)
    }
  }

  const loading = createCoalescer(load, REFRESH_INTERVAL_MS)
  connection.on('catalog.changed', loading.request)
  connection.on('app.changed', loading.request)
  connection.whenOnline(loading.request)
  // Begins and ends of jobs, whoever asked for them: somebody waits for these.
  watch(
    () =>
      jobs.list
        .filter(isActive)
        .map(({ id }) => id)
        .join(' '),
    () => void load(),
  )

  /** One act at a time; a refusal is told. */
  const ask = async (act: () => Promise<void>) => {
    if (isAsking.value) return
    isAsking.value = true
    try {
      await act()
    } catch (error) {
      notices.warn(error)
      void load()
    } finally {
      isAsking.value = false
    }
  }
  const begin = (start: () => Promise<JobInfo>) =>
    ask(async () => {
      const begun = await start()
      jobs.take(begun)
      if (state.value !== null) state.value = { ...state.value, jobId: begun.id }
    })
  const goBack = () => begin(() => connection.call('models.rollback', {}))
  const goBackAct = () => {
    const earlier = state.value?.goBackTo ?? null
    if (earlier === null) return null
    return { label: t('teach.goBack', { number: earlier.number }), run: () => void goBack() }
  }

  return {
    state,
    problem,
    current,
    job,
    /** Whether anything can be asked for now. */
    canAct: computed(
      () =>
        connection.state === 'online' &&
        connection.info?.readOnly !== true &&
        state.value?.jobId === null &&
        !isAsking.value,
    ),
    reload: () => void load(),
    start: () => begin(() => connection.call('teach.start', {})),
    use: (teaching: number) => begin(() => connection.call('teach.use', { teaching })),
    useVersion: (model: string) => begin(() => connection.call('models.use', { model })),
    goBack,
    decline: (teaching: number) =>
      ask(async () => {
        await connection.call('teach.decline', { teaching })
        await load()
      }),
  }
})
