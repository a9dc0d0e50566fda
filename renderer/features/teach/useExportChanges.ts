import { ref } from 'vue'
import { saveText } from '../../api/shell.ts'
import { t } from '../../i18n.ts'
import { useConnectionStore } from '../../stores/connection.ts'
import { useNoticesStore } from '../../stores/notices.ts'

/** Saves the list of posters that would change, where the person says or where the browser puts downloads. */
export function useExportChanges() {
  const connection = useConnectionStore()
  const notices = useNoticesStore()
  const isSaving = ref(false)

  return {
    isSaving,
    save: async (teaching: number, version: number): Promise<void> => {
      isSaving.value = true
      try {
        const { text } = await connection.call('teach.exportText', { teaching })
        const file = `${t('teach.fileName')}-${version}.csv`
        if (await saveText(file, text)) notices.say(t('teach.exported', { file }))
      } catch (error) {
        notices.warn(error)
      } finally {
        isSaving.value = false
      }
    },
  }
}
