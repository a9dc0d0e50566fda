import { GENRES, isGenre, type Genre } from '#shared/domain/genres.ts'
import { AppError } from '#shared/errors.ts'
import type { PictureFacts, TrainingFilm } from './film.ts'

/** One condition on films. `name` is how it is written, and its reason in what was left out. */
export interface Filter {
  name: string
  leavesOut: (film: TrainingFilm, picture: PictureFigures) => boolean
}

/** Of one film; null: unknown. */
interface PictureFigures {
  grayscale: boolean | null
  lowInformation: boolean | null
  width: number | null
  height: number | null
}

/** "Removed entries with NAN release date, posters or genres. Removed all Grayscale movies and movies earlier than 1980." */
const PAPER = ['no-date', 'no-genre', 'grayscale', 'before=1980']

/** IMDb's and TMDB's small pictures have 182 and 185 pixels a line; what TMDB makes for lists has 92. */
const LOW_RESOLUTION = { width: 100, height: 150 }

/**
 * Reads a list of filters, separated by commas. Each names films to leave out:
 *
 * | written | leaves out |
 * |---|---|
 * | `paper` | what the paper did: `no-date,no-genre,grayscale,before=1980`, and no `low-information` |
 * | `no-date` | films without a release date or year |
 * | `no-genre` | films without any of the twenty genres |
 * | `grayscale` | grey posters: by the metadata; where it says nothing, a mean channel spread under 6 |
 * | `before=YEAR`, `after=YEAR` | films earlier (later) than that year; those without a year stay |
 * | `low-resolution`, `low-resolution=WxH` | pictures of fewer than W × H pixels either way (100x150) |
 * | `low-information` | placeholders and nearly uniform pictures; goes without saying unless `paper` is there |
 * | `without-genre=NAME` | films that have the genre |
 * | `without-language=CODE` | films whose original language it is (ISO 639-1) |
 * | `without-decade=YEAR` | films of the ten years from YEAR on, a multiple of ten |
 * | `none`, nothing | none but `low-information` |
 *
 * The first in the list that holds for a film counts it.
 * @throws AppError `dataset/bad-filter`, naming the one that is not understood
 */
export function parseFilters(text: string): Filter[] {
  const parts = text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '' && part !== 'none')
  const written = parts.flatMap((part) => (part === 'paper' ? PAPER : [part]))
  if (!parts.includes('paper')) written.push('low-information')
  const filters = new Map<string, Filter>()
  for (const part of written) {
    const filter = parseFilter(part)
    if (!filters.has(filter.name)) filters.set(filter.name, filter)
  }
  return [...filters.values()]
}

function parseFilter(written: string): Filter {
  const [kind = '', value = null] = written.split(/=(.*)/su, 2)
  switch (kind) {
    case 'no-date':
      if (value === null) return { name: kind, leavesOut: (film) => !film.hasDate && film.year === null }
      break
    case 'no-genre':
      if (value === null) return { name: kind, leavesOut: (film) => film.genres.length === 0 }
      break
    case 'grayscale':
      if (value === null) return { name: kind, leavesOut: (_, picture) => picture.grayscale === true }
      break
    case 'low-information':
      if (value === null) return { name: kind, leavesOut: (_, picture) => picture.lowInformation === true }
      break
    case 'low-resolution':
      return lowResolution(value)
    case 'before':
    case 'after':
    case 'without-decade':
      return byYear(kind, value)
    case 'without-genre': {
      const genre = genreNamed(value ?? '')
      if (genre === null) break
      return { name: `${kind}=${genre}`, leavesOut: (film) => film.genres.includes(genre) }
    }
    case 'without-language': {
      const language = (value ?? '').trim().toLowerCase()
      if (!/^[a-z]{2,3}$/u.test(language)) break
      return { name: `${kind}=${language}`, leavesOut: (film) => film.language === language }
    }
  }
  throw new AppError('dataset/bad-filter', written)
}

function byYear(kind: 'before' | 'after' | 'without-decade', value: string | null): Filter {
  const text = (value ?? '').trim()
  const year = Number(text)
  if (!/^\d{4}$/u.test(text)) throw new AppError('dataset/bad-filter', `${kind}=${text}`)
  const name = `${kind}=${text}`
  if (kind === 'before') return { name, leavesOut: (film) => film.year !== null && film.year < year }
  if (kind === 'after') return { name, leavesOut: (film) => film.year !== null && film.year > year }
  if (year % 10 !== 0) throw new AppError('dataset/bad-filter', name)
  return { name, leavesOut: (film) => film.year !== null && film.year >= year && film.year < year + 10 }
}

function lowResolution(value: string | null): Filter {
  const found = value === null ? null : /^\s*(\d{1,5})\s*[x×]\s*(\d{1,5})\s*$/iu.exec(value)
  if (value !== null && found === null) throw new AppError('dataset/bad-filter', `low-resolution=${value}`)
  const least = found === null ? LOW_RESOLUTION : { width: Number(found[1]), height: Number(found[2]) }
  return {
    name: found === null ? 'low-resolution' : `low-resolution=${least.width}x${least.height}`,
    leavesOut: (_, { width, height }) =>
      (width !== null && width < least.width) || (height !== null && height < least.height),
  }
}

function genreNamed(text: string): Genre | null {
  const wanted = text.trim()
  if (isGenre(wanted)) return wanted
  return GENRES.find((genre) => genre.toLowerCase() === wanted.toLowerCase()) ?? null
}

export interface Filtered {
  /** Places of the films that stay, ascending. */
  kept: number[]
  /** Films left out by the first filter that does, by its name; every filter is named. */
  filtered: Record<string, number>
}

/**
 * Applies filters. Where the pictures have been read, those that cannot be decoded (`unreadable`) are left out before
 * any filter, and their own sizes come before what the metadata says.
 */
export function applyFilters(
  films: readonly TrainingFilm[],
  filters: readonly Filter[],
  facts: PictureFacts | null = null,
): Filtered {
  const filtered: Record<string, number> = facts === null ? {} : { unreadable: 0 }
  for (const { name } of filters) filtered[name] = 0
  const kept: number[] = []
  films.forEach((film, index) => {
    const picture = figuresOf(film, index, facts)
    const reason =
      picture === null
        ? 'unreadable'
        : (filters.find((filter) => filter.leavesOut(film, picture))?.name ?? null)
    if (reason === null) kept.push(index)
    else filtered[reason] = (filtered[reason] ?? 0) + 1
  })
  return { kept, filtered }
}

/** Null for a picture that cannot be decoded. */
function figuresOf(film: TrainingFilm, index: number, facts: PictureFacts | null): PictureFigures | null {
  const { grayscale, width, height } = film
  if (facts === null) return { grayscale, lowInformation: null, width, height }
  if (facts.ok[index] === 0) return null
  return {
    grayscale: grayscale ?? facts.grayscale[index] === 1,
    lowInformation: facts.lowInformation[index] === 1,
    width: facts.width[index] || width,
    height: facts.height[index] || height,
  }
}
