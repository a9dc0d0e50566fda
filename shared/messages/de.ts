import { about } from './de/about.ts'
import { commands } from './de/commands.ts'
import { common } from './de/common.ts'
import { engine } from './de/engine.ts'
import { errors } from './de/errors.ts'
import { exchange } from './de/exchange.ts'
import { filter } from './de/filter.ts'
import { firstRun } from './de/first-run.ts'
import { folders } from './de/folders.ts'
import { genres } from './de/genres.ts'
import { jobs } from './de/jobs.ts'
import { keys } from './de/keys.ts'
import { labels } from './de/labels.ts'
import { menu } from './de/menu.ts'
import { model } from './de/model.ts'
import { news } from './de/news.ts'
import { own } from './de/own.ts'
import { palette } from './de/palette.ts'
import { poster } from './de/poster.ts'
import { problems } from './de/problems.ts'
import { review } from './de/review.ts'
import { selection } from './de/selection.ts'
import { settings } from './de/settings.ts'
import { side } from './de/side.ts'
import { status } from './de/status.ts'
import { teach } from './de/teach.ts'
import { verdicts } from './de/verdicts.ts'
import { wall } from './de/wall.ts'
import type { en } from './en.ts'
import type { Texts } from './texts.ts'

/** German. */
export const de: Texts<typeof en> = {
  about,
  commands,
  common,
  engine,
  errors,
  exchange,
  filter,
  firstRun,
  folders,
  genres,
  jobs,
  keys,
  labels,
  menu,
  model,
  news,
  own,
  palette,
  poster,
  problems,
  review,
  selection,
  settings,
  side,
  status,
  teach,
  verdicts,
  wall,
}
