import { useConnectionStore } from '../../stores/connection.ts'
import { useFoldersStore } from '../../stores/folders.ts'
import { useJobsStore } from '../../stores/jobs.ts'
import { useNoticesStore } from '../../stores/notices.ts'

/** Starts scans (no folder: of all), and says why where it cannot. */
export function useFolderScan() {
  const connection = useConnectionStore()
  const folders = useFoldersStore()
  const jobs = useJobsStore()
  const notices = useNoticesStore()

  return async (paths: string[]): Promise<void> => {
    try {
      jobs.take(await connection.call('scan.start', { folders: paths }))
      folders.reload()
    } catch (error) {
      notices.warn(error)
    }
  }
}
