import { commands } from './de/commands.ts'
import { common } from './de/common.ts'
import { genres } from './de/genres.ts'
import { menu } from './de/menu.ts'
import type { en } from './en.ts'
import type { Texts } from './texts.ts'

/** German. */
export const de: Texts<typeof en> = { commands, common, genres, menu }
