import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { LoadedModel, Registry } from '#engine/model/registry.ts'
import type { Replay } from '#engine/model/replay/replay.ts'
import { trustedGenres } from '#engine/training/review/trusted-genres.ts'
import type { LevelledHead } from '#engine/training/teach/input.ts'
import { GENRES, OFF_BY_DEFAULT } from '#shared/domain/genres.ts'
import type { TrainingReport } from '#shared/domain/report.ts'
import type { EmbeddedFilm } from './embed.ts'

/** The genres that people are asked about and heads are measured by, in label order. */
export const SHOWN = [...GENRES.keys()].filter((label) => !OFF_BY_DEFAULT.includes(GENRES[label] ?? 'Drama'))

/** All that a simulation reads. */
export interface World {
  bundled: LevelledHead
  replay: Replay
  /** Genres that the review may be uncertain about. */
  trusted: readonly number[]
  films: readonly EmbeddedFilm[]
}

export function worldOf(
  { folder, model, registry }: { folder: string; model: LoadedModel; registry: Registry },
  films: readonly EmbeddedFilm[],
): World {
  const replay = registry.replay(folder)
  if (replay === null) throw new Error('The trunk has no replay.')
  const report = JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8')) as TrainingReport
  const levels = model.manifest.levels.map(({ likely, fewer = null, more = null, maybe }) => {
    return { likely, fewer, more, maybe }
  })
  return {
    bundled: { head: model.head, levels },
    replay,
    trusted: trustedGenres(model.manifest, report).filter((label) => SHOWN.includes(label)),
    films,
  }
}
