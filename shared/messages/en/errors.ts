import type { ErrorCode } from '../../errors.ts'
import { ERROR_SENTENCES } from '../../errors.ts'

/** The refusals as the window says them: without the command line's words where it has an act of its own. */
export const errors: Record<ErrorCode, string> = {
  ...ERROR_SENTENCES,
  'app/node-too-old': 'Onesheet needs Node 22.14 or newer.',
  'app/usage': 'The request was not understood.',
  'catalog/busy': 'Another Onesheet is using this catalog. Close it and try again.',
  'catalog/not-a-catalog': 'That file is not a Onesheet catalog.',
  'catalog/damaged':
    'The catalog file is damaged. It is open for reading only and kept as it is. Restore the last good backup under Settings, Data.',
  'catalog/missing': 'There is no catalog at that place yet.',
  'folder/unknown': 'That folder is not in the catalog.',
  'poster/not-found': 'That poster is not in the catalog.',
  'model/unknown': 'There is no such model.',
  'job/unknown': 'There is no such job.',
  'settings/unknown': 'There is no such setting.',
  'settings/invalid': 'That value does not fit the setting.',
  'web/denied': 'This page is not allowed to use Onesheet. Open the link that its terminal printed.',
  'bench/unknown': 'There is no such benchmark.',
}
