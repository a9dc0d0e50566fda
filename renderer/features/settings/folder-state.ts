import type { RootInfo } from '#shared/contract/folders.ts'
import { countText, dayWords } from '../../components/words.ts'
import { t } from '../../i18n.ts'
import { engineText } from '../../words/engine-texts.ts'

/** What a folder holds and when that was looked at: "812 posters in 830 files · scanned November 24, 2026". */
export function folderFacts({ posters, files, scannedAt }: RootInfo): string {
  const held = `${countText('settings.folderPosters', posters)} ${countText('settings.folderFiles', files)}`
  const scanned =
    scannedAt === null ? t('settings.neverScanned') : t('settings.scannedAt', { day: dayWords(scannedAt) })
  return `${held} · ${scanned}`
}

/** What is wrong with a folder; null where nothing is. */
export function folderTrouble({ state, reason }: RootInfo): string | null {
  if (state === 'ok') return null
  const name = t(state === 'offline' ? 'settings.stateOffline' : 'settings.stateFrozen')
  return reason === null ? name : `${name}. ${engineText(reason)}`
}
