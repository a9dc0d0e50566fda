import type { Trouble } from '#shared/contract/app.ts'
import { dayWords } from '../../components/words.ts'
import { t } from '../../i18n.ts'
import { engineText } from '../../words/engine-texts.ts'

/** A trouble as the window says it: of a damaged catalog first what still works, and what its backup would lack. */
export function troubleWords({ code, message, backup }: Trouble): string {
  if (code === 'model/safe-mode') return t('status.safeMode')
  if (code !== 'catalog/damaged') return engineText(message)
  const remedy =
    backup === null ? t('status.noGoodBackup') : t('status.goodBackup', { day: dayWords(backup.at) })
  return `${t('status.damaged')} ${remedy}`
}
