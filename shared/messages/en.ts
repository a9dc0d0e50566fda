import { common } from './en/common.ts'
import { genres } from './en/genres.ts'

/** English, the language whose keys all others have. A file a feature. */
export const en = { common, genres }
