import type { RootInfo } from '#shared/contract/folders.ts'
import { countWords, folderName } from '../../components/words.ts'

/** What is wrong with a folder and what stays all the same. */
export function rootTroubleWords({ path, posters, reason, state }: RootInfo): string {
  const kept = `Its ${countWords(posters, 'poster')} and your verdicts on them stay`
  const pictures = state === 'offline' ? '; pictures shown are thumbnails' : ''
  const trouble =
    reason === null ? `“${folderName(path)}” is not connected.` : `“${folderName(path)}”: ${reason}`
  return `${trouble} ${kept}${pictures}.`
}
