import { ref } from 'vue'
import { saveText } from '../../api/shell.ts'
import { t } from '../../i18n.ts'
import { useConnectionStore } from '../../stores/connection.ts'
import { useNoticesStore } from '../../stores/notices.ts'

/** Saves what a helper needs to know, where the person says or where the browser puts downloads. */
export function useSaveDiagnostics() {
  const connection = useConnectionStore()
  const notices = useNoticesStore()
  const isSaving = ref(false)

  return {
    isSaving,
    save: async (): Promise<void> => {
      isSaving.value = true
      try {
        const { fileName, text } = await connection.call('app.diagnostics', {})
        if (await saveText(fileName, text)) notices.say(t('settings.diagnosticsSaved', { file: fileName }))
      } catch (error) {
        notices.warn(error)
      } finally {
        isSaving.value = false
      }
    },
  }
}
