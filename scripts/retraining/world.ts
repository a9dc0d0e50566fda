import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { LoadedModel, Registry } from '#engine/model/registry.ts'
import type { Replay } from '#engine/model/replay/replay.ts'
import { trustedGenres } from '#engine/training/review/trusted-genres.ts'
import type { LevelledHead } from '#engine/training/teach/input.ts'
import type { TrainingReport } from '#shared/domain/report.ts'
import { ASKED } from './asked-genres.ts'
import type { EmbeddedFilm } from './embed.ts'
import { shownBy } from './person.ts'
import type { KnownFilms } from './skill.ts'

/** All that a simulation reads. */
export interface World {
  bundled: LevelledHead
  replay: Replay
  /** The films of the replay by which forgetting is told, with what the metadata says. */
  remembered: KnownFilms
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
  const bundled = { head: model.head, levels }
  const { embeddings, genres } = replay.judging
  return {
    bundled,
    replay,
    remembered: {
      embeddings,
      truths: genres,
      shown: embeddings.map((embedding) => shownBy(bundled, embedding).maybe),
      own: null,
    },
    trusted: trustedGenres(model.manifest, report).filter((label) => ASKED.includes(label)),
    films,
  }
}
