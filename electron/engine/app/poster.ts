import { realpathSync } from 'node:fs'
import { resolve } from 'node:path'
import type { GenreParts, PosterDetail, PosterGenre } from '#shared/contract/poster.ts'
import { flagNames } from '#shared/domain/effective.ts'
import { GENRES } from '#shared/domain/genres.ts'
import { GENRE_KEYS } from '#shared/domain/keys.ts'
import { AppError } from '#shared/errors.ts'
import { fileAtPath, filesOfPoster } from '../catalog/queries/files.ts'
import { historyOf, verdictWord } from '../catalog/queries/acts.ts'
import { verdictRowsOf } from '../catalog/queries/labels.ts'
import { posterById, siblingsOf } from '../catalog/queries/posters.ts'
import { allRoots } from '../catalog/queries/roots.ts'
import { nfoGenresOf } from '../scan/identity.ts'
import { displayPath } from '../scan/paths.ts'
import type { EngineContext } from './context.ts'
import { levelAt } from './library.ts'
import { ownOfPoster } from './own-poster.ts'
import { faceOf } from './poster-face.ts'
import { levelChoices } from './settings.ts'
import { reliabilityOf, titleSayOf } from './title-say.ts'

const HISTORY_SHOWN = 50

/** @throws AppError `poster/not-found` */
export function posterDetail(context: EngineContext, params: { id: number }): PosterDetail {
  const { store } = context
  const poster = posterById(store.db, params.id)
  const row = store.columns.rowOf(params.id)
  if (poster === null || row < 0) throw new AppError('poster/not-found')
  const roots = new Map(allRoots(store.db).map((root) => [root.id, root]))
  const { parts, titled, titleSilent } = titleSayOf(context, poster)
  return {
    ...faceOf(poster),
    revision: poster.revision,
    titleSource: poster.edited_title !== null ? 'person' : poster.title_source,
    yearSource: poster.edited_year !== null ? 'person' : poster.year === null ? null : poster.title_source,
    foundTitle: poster.title,
    foundYear: poster.year,
    kind: poster.said_kind ?? poster.kind,
    kindSaid: poster.said_kind !== null,
    hidden: poster.hidden_at !== null,
    width: poster.width,
    height: poster.height,
    status: store.columns.statusAt(row),
    missing: poster.missing === 1,
    reviewed: poster.reviewed_at !== null,
    pictured: poster.content_hash !== null,
    flags: flagNames(poster.flags),
    genres: genresOf(context, poster.id, row, parts),
    own: ownOfPoster(store, poster.id),
    palette: poster.palette === null ? [] : (JSON.parse(poster.palette) as PosterDetail['palette']),
    files: filesOfPoster(store.db, poster.id).map((file) => ({
      path: displayPath(roots.get(file.root_id)?.path ?? Buffer.alloc(0), file.path).path,
      root: roots.get(file.root_id)?.path.toString('utf8') ?? '',
      rootState: roots.get(file.root_id)?.state ?? 'offline',
      state: file.state,
      problem: file.problem_message,
      title: file.nfo_title ?? file.title,
      year: file.nfo_year ?? file.year,
      nfoGenres: nfoGenresOf(file),
    })),
    history: historyOf(store.db, poster.id, HISTORY_SHOWN),
    model: store.columns.isPredicted(row) ? store.modelId : null,
    titled,
    titleSilent,
    siblings: siblingsOf(store.db, poster).map((sibling) => {
      const { id, pictureKey, title } = faceOf(sibling)
      return {
        id,
        pictureKey,
        title,
        stacked: poster.stack_id !== null && sibling.stack_id === poster.stack_id,
      }
    }),
  }
}

/**
 * The poster a file belongs to. The path may lead through links: folders are kept by their real paths.
 * @throws AppError `poster/not-found`
 */
export function findPoster({ store }: EngineContext, params: { path: string }): { id: number } {
  const path = resolve(params.path)
  const file = fileAtPath(store.db, Buffer.from(path)) ?? fileAtPath(store.db, Buffer.from(realPath(path)))
  if (file?.poster_id === null || file?.poster_id === undefined)
    throw new AppError('poster/not-found', params.path)
  return { id: file.poster_id }
}

/** The path itself for a file that is not there now: the catalog may know it all the same. */
function realPath(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    return path
  }
}

/** Likeliest first, so that a page can show the first few. */
function genresOf(
  context: EngineContext,
  posterId: number,
  row: number,
  parts: readonly GenreParts[] | null,
): PosterGenre[] {
  const { store } = context
  const levels = store.columns.levelsAt(row)
  const reliability = reliabilityOf(context, store.columns.isTitled(row))
  const choices = levelChoices(store.db)
  const verdicts = verdictRowsOf(store.db, posterId)
  const nfo = store.columns.nfo[row] ?? 0
  const effective = store.columns.effectiveAt(row, 'likely')
  return GENRES.map((name, index): PosterGenre => {
    const verdict = verdicts.get(index) ?? null
    return {
      name,
      key: GENRE_KEYS[name],
      probability: store.columns.probabilityAt(row, index),
      parts: parts?.[index] ?? null,
      level: levelAt(store, row, index),
      verdict: verdictWord(verdict),
      verdictSource: verdict?.source ?? null,
      nfo: ((nfo >>> index) & 1) === 1,
      effective: ((effective >>> index) & 1) === 1,
      likelyFrom: levels.likely[index] ?? null,
      maybeFrom: levels.maybe[index] ?? null,
      // It was measured for balanced levels.
      reliability:
        (choices.get(name) ?? 'balanced') === 'balanced'
          ? (reliability[index]?.likelyPrecision ?? null)
          : null,
    }
  }).sort((left, right) => (right.probability ?? 0) - (left.probability ?? 0))
}
