import { showInFolder } from '../../api/shell.ts'
import { t } from '../../i18n.ts'
import { useNoticesStore } from '../../stores/notices.ts'

/** Shows a file of a poster in the system's file manager, or says that it is gone. */
export function useShowInFolder() {
  const notices = useNoticesStore()
  return async (posterId: number, fileIndex = 0): Promise<void> => {
    if (!(await showInFolder(posterId, fileIndex))) notices.say(t('poster.facts.notShown'))
  }
}
