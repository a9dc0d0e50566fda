import { POSTER_FLAGS } from '#shared/domain/effective.ts'
import { genresOfMask } from '#shared/domain/genres.ts'
import { openCatalog } from '../../catalog/open.ts'
import { judgedPosters, type JudgedPoster } from '../../catalog/queries/judged.ts'
import type { TrainingFilm, TrainingSet } from './film.ts'
import { DisjointSets } from './film.ts'
import { RowNotes } from './notes.ts'

/**
 * Films of a catalog file, opened for reading only and closed again; see {@link filmsOfPosters}.
 * @throws AppError `catalog/…`
 */
export function readCatalogSet(path: string): TrainingSet {
  const catalog = openCatalog(path, { readOnly: true })
  try {
    return filmsOfPosters(judgedPosters(catalog.db))
  } finally {
    catalog.close()
  }
}

/**
 * Films of a catalog whose genres somebody has said: a person's verdicts, and for genres without one the NFO, which
 * speaks for all twenty as soon as it names one. What a model predicted is never learned from.
 *
 * Left out, by the first that holds: `not-a-poster`, `hidden`, `missing` (or its folder is not there), `quarantined`,
 * `damaged`, `low-information`, `shared` (one picture under several titles), `unlabelled` (no NFO and no genre a person
 * said yes to), `bad-name` (a path that is no text). A row's line in the notes is its poster's id.
 */
export function filmsOfPosters(posters: readonly JudgedPoster[]): TrainingSet {
  const notes = new RowNotes()
  const kept: { poster: JudgedPoster; path: string }[] = []
  for (const poster of posters) {
    const reason = reasonToLeaveOut(poster)
    const path = reason === null ? pathOf(poster) : null
    if (path === null) notes.leaveOut(poster.id, reason ?? 'bad-name')
    else kept.push({ poster, path })
  }
  const keys = filmKeysOf(kept.map(({ poster }) => poster))
  const films = kept.map(({ poster, path }, index): TrainingFilm => {
    const { yesMask, noMask, nfoMask, year, width, height, flags } = poster
    return {
      file: String(poster.id),
      path,
      title: poster.title ?? '',
      year,
      genres: genresOfMask(yesMask | (nfoMask & ~noMask)),
      filmKey: keys[index] ?? `poster:${poster.id}`,
      language: null,
      hasDate: year !== null,
      art: null,
      grayscale: (flags & POSTER_FLAGS.grayscale) !== 0,
      width,
      height,
    }
  })
  return { films, leftOut: notes.leftOut, notes: notes.notes, noted: notes.noted }
}

function reasonToLeaveOut(poster: JudgedPoster): string | null {
  const has = (flag: keyof typeof POSTER_FLAGS) => (poster.flags & POSTER_FLAGS[flag]) !== 0
  if (poster.kind !== 'poster') return 'not-a-poster'
  if (poster.isHidden) return 'hidden'
  if (poster.isQuarantined) return 'quarantined'
  if (poster.isMissing || poster.filePath === null) return 'missing'
  if (has('damaged')) return 'damaged'
  if (has('low-information')) return 'low-information'
  if (has('shared')) return 'shared'
  return poster.nfoMask === 0 && poster.yesMask === 0 ? 'unlabelled' : null
}

function pathOf({ rootPath, filePath }: JudgedPoster): string | null {
  if (rootPath === null || filePath === null) return null
  const whole = Buffer.concat([rootPath, Buffer.from('/'), filePath])
  const text = whole.toString('utf8')
  return Buffer.from(text, 'utf8').equals(whole) ? text : null
}

/** Posters of one film, or in one stack, have one key: that of the first of them. */
export function filmKeysOf(posters: readonly Pick<JudgedPoster, 'id' | 'filmId' | 'stackId'>[]): string[] {
  const sets = new DisjointSets(posters.length)
  const firstWith = new Map<string, number>()
  posters.forEach(({ id, filmId, stackId }, index) => {
    for (const name of [filmId === null ? null : `film:${filmId}`, `stack:${stackId ?? id}`]) {
      if (name === null) continue
      const first = firstWith.get(name)
      if (first === undefined) firstWith.set(name, index)
      else sets.join(first, index)
    }
  })
  return posters.map((_, index) => `poster:${posters[sets.find(index)]?.id ?? 0}`)
}
