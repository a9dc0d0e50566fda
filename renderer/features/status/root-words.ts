import type { RootInfo } from '#shared/contract/folders.ts'
import { countWords, folderName } from '../../components/words.ts'

/** The engine's reasons name the command line's switch for what is a button here. */
const COMMAND_LINE_ADVICE = /; scan with --accept-missing[^.]*/

/** What is wrong with a folder and what stays all the same. */
export function rootTroubleWords({ path, posters, reason, state }: RootInfo): string {
  const kept = `Its ${countWords(posters, 'poster')} and your verdicts on them stay`
  const pictures = state === 'offline' ? '; pictures shown are thumbnails' : ''
  const trouble =
    reason === null
      ? `“${folderName(path)}” is not connected.`
      : `“${folderName(path)}”: ${reason.replace(COMMAND_LINE_ADVICE, '')}`
  return `${trouble} ${kept}${pictures}.`
}
