import { computed, ref, shallowRef } from 'vue'
import type { NfoPreview, NfoWritten } from '#shared/contract/nfo.ts'
import { useConnectionStore } from '../../stores/connection.ts'
import { isActive, useJobsStore } from '../../stores/jobs.ts'
import { sentenceOf } from '../../stores/notices.ts'
import { engineText } from '../../words/engine-texts.ts'

/** Shows what writing into NFO files would change, writes them, and follows that to its end. */
export function useNfoWriting() {
  const connection = useConnectionStore()
  const jobs = useJobsStore()
  const preview = shallowRef<NfoPreview | null>(null)
  const refusal = ref<string | null>(null)
  const jobId = ref<number | null>(null)
  const job = computed(() => jobs.list.find(({ id }) => id === jobId.value) ?? null)

  return {
    preview,
    /** Why it went no further, in a sentence. */
    problem: computed(() => {
      const error = job.value?.error ?? null
      return error === null ? refusal.value : engineText(error.message)
    }),
    isWriting: computed(() => job.value !== null && isActive(job.value)),
    /** What was done, once it has ended or was stopped. */
    written: computed(() => (job.value === null || isActive(job.value) ? null : writtenOf(job.value.result))),
    look: async (): Promise<void> => {
      try {
        preview.value = await connection.call('nfo.preview', {})
      } catch (error) {
        refusal.value = sentenceOf(error)
      }
    },
    write: async (): Promise<void> => {
      try {
        const started = await connection.call('nfo.write', {})
        jobs.take(started)
        jobId.value = started.id
      } catch (error) {
        refusal.value = sentenceOf(error)
      }
    },
  }
}

/** A job's result, where it is one of this kind. */
function writtenOf(result: unknown): NfoWritten | null {
  const written = result as Partial<NfoWritten> | null
  return typeof written?.written === 'number' && Array.isArray(written.refused)
    ? (written as NfoWritten)
    : null
}
