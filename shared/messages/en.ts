import { about } from './en/about.ts'
import { commands } from './en/commands.ts'
import { common } from './en/common.ts'
import { engine } from './en/engine.ts'
import { errors } from './en/errors.ts'
import { exchange } from './en/exchange.ts'
import { filter } from './en/filter.ts'
import { firstRun } from './en/first-run.ts'
import { folders } from './en/folders.ts'
import { genres } from './en/genres.ts'
import { jobs } from './en/jobs.ts'
import { keys } from './en/keys.ts'
import { labels } from './en/labels.ts'
import { menu } from './en/menu.ts'
import { model } from './en/model.ts'
import { news } from './en/news.ts'
import { own } from './en/own.ts'
import { palette } from './en/palette.ts'
import { poster } from './en/poster.ts'
import { problems } from './en/problems.ts'
import { review } from './en/review.ts'
import { selection } from './en/selection.ts'
import { settings } from './en/settings.ts'
import { side } from './en/side.ts'
import { status } from './en/status.ts'
import { teach } from './en/teach.ts'
import { verdicts } from './en/verdicts.ts'
import { wall } from './en/wall.ts'

/** English, the language whose keys all others have. A file a feature. */
export const en = {
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
