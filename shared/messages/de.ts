import { common } from './de/common.ts'
import { genres } from './de/genres.ts'
import type { en } from './en.ts'
import type { Texts } from './texts.ts'

/** German. */
export const de: Texts<typeof en> = { common, genres }
