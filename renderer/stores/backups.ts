import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { BackupInfo } from '#shared/contract/settings.ts'
import { t } from '../i18n.ts'
import { useConnectionStore } from './connection.ts'
import { sentenceOf, useNoticesStore } from './notices.ts'

/** The checked copies of the catalog: making one, and putting one in its place. */
export const useBackupsStore = defineStore('backups', () => {
  const connection = useConnectionStore()
  const notices = useNoticesStore()
  const backups = shallowRef<BackupInfo[] | null>(null)
  const problem = ref<string | null>(null)
  const isKeeping = ref(false)
  /** The backup that is being restored, by its path. */
  const restoring = ref<string | null>(null)

  const load = async () => {
    try {
      backups.value = (await connection.call('backup.list', {})).backups
      problem.value = null
    } catch (error) {
      problem.value = sentenceOf(error)
    }
  }

  return {
    backups,
    problem,
    isKeeping,
    restoring,
    load,
    keep: async () => {
      isKeeping.value = true
      try {
        backups.value = (await connection.call('backup.keep', {})).backups
        notices.say(t('settings.backupKept'))
      } catch (error) {
        notices.warn(error)
      } finally {
        isKeeping.value = false
      }
    },
    restore: async (path: string) => {
      restoring.value = path
      try {
        await connection.call('backup.restore', { path })
        notices.say(t('status.restored'))
        await load()
      } catch (error) {
        notices.warn(error)
      } finally {
        restoring.value = null
      }
    },
  }
})
