import type { RootInfo } from '#shared/contract/folders.ts'
import { engine } from '#shared/messages/en/engine.ts'
import { countText, folderName } from '../../components/words.ts'
import { t } from '../../i18n.ts'
import { engineText } from '../../words/engine-texts.ts'

/** What is wrong with a folder and what stays all the same. */
export function rootTroubleWords({ path, posters, reason, state }: RootInfo): string {
  const folder = folderName(path)
  const trouble =
    // That it is away, and what stays, is said here already.
    reason === null || reason === engine.folderAway
      ? t('status.notConnected', { folder })
      : t('status.folderSays', { folder, reason: engineText(reason) })
  return `${trouble} ${countText(state === 'offline' ? 'status.keptThumbnails' : 'status.kept', posters)}`
}
