import { ref, shallowRef } from 'vue'
import type { ScanPreview } from '#shared/contract/scan.ts'
import { AppError } from '#shared/errors.ts'
import { useConnectionStore } from '../../stores/connection.ts'
import { sentenceOf } from '../../stores/notices.ts'

/** Counts what a folder holds, before it is scanned. A later question takes the place of an earlier one. */
export function usePreview() {
  const connection = useConnectionStore()
  const found = shallowRef<ScanPreview | null>(null)
  const problem = ref<string | null>(null)
  const isLooking = ref(false)
  let asking: AbortController | null = null

  const clear = () => {
    asking?.abort()
    asking = null
    found.value = null
    problem.value = null
    isLooking.value = false
  }

  const look = async (path: string) => {
    clear()
    const mine = new AbortController()
    asking = mine
    isLooking.value = true
    try {
      const answer = await connection.call('scan.preview', { path }, { signal: mine.signal })
      if (asking === mine) found.value = answer
    } catch (error) {
      const isOurs = asking === mine && !(error instanceof AppError && error.code === 'app/cancelled')
      if (isOurs) problem.value = sentenceOf(error)
    } finally {
      if (asking === mine) isLooking.value = false
    }
  }

  return { found, problem, isLooking, look, clear }
}
