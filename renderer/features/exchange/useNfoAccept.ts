import { ref, shallowRef, watch } from 'vue'
import type { NfoAcceptable } from '#shared/contract/nfo.ts'
import { numberWords } from '../../components/words.ts'
import { t } from '../../i18n.ts'
import { useConnectionStore } from '../../stores/connection.ts'
import { isActive, useJobsStore } from '../../stores/jobs.ts'
import { useLabelsStore } from '../../stores/labels.ts'
import { useNoticesStore } from '../../stores/notices.ts'

/** How many films have an NFO to accept, and accepting them: one act, with the way back in the line that tells it. */
export function useNfoAccept() {
  const connection = useConnectionStore()
  const jobs = useJobsStore()
  const labels = useLabelsStore()
  const notices = useNoticesStore()
  const acceptable = shallowRef<NfoAcceptable | null>(null)
  const jobId = ref<number | null>(null)

  const count = async (): Promise<void> => {
    try {
      acceptable.value = await connection.call('nfo.acceptable', {})
    } catch (error) {
      if (connection.state === 'online') notices.warn(error)
    }
  }
  connection.whenOnline(() => void count())

  watch(
    () => jobs.list.find(({ id }) => id === jobId.value),
    (job) => {
      if (job === undefined || isActive(job)) return
      jobId.value = null
      const { changed = 0 } = (job.result ?? {}) as { changed?: number }
      if (job.state === 'done') {
        const values = { act: t('verdicts.nfoAccepted'), count: numberWords(changed) }
        notices.say(t('verdicts.onPosters', values, changed), labels.undoIt())
      }
      void count()
    },
  )

  return {
    acceptable,
    accept: async (): Promise<void> => {
      try {
        const started = await connection.call('nfo.accept', {})
        jobs.take(started)
        jobId.value = started.id
      } catch (error) {
        notices.warn(error)
      }
    },
  }
}
