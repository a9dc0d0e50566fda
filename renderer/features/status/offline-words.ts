import { isDesktop } from '../../api/shell.ts'
import { t } from '../../i18n.ts'

/** What an engine that does not answer means here: the desktop starts it again by itself, a terminal does not. */
export function offlineWords(inDesktop = isDesktop): {
  title: string
  text: string
  note: string
} {
  return inDesktop
    ? {
        title: t('status.restartingTitle'),
        text: t('status.restartingText'),
        note: t('status.restartingNote'),
      }
    : { title: t('status.offlineTitle'), text: t('status.offlineBrowser'), note: t('status.offlineNote') }
}
