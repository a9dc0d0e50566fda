import { commands } from './en/commands.ts'
import { common } from './en/common.ts'
import { genres } from './en/genres.ts'
import { menu } from './en/menu.ts'

/** English, the language whose keys all others have. A file a feature. */
export const en = { commands, common, genres, menu }
