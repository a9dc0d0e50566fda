import { readFileSync } from 'node:fs'
import { genreIndex, GENRES } from '#shared/domain/genres.ts'
import { AppError } from '#shared/errors.ts'
import { DisjointSets, type TrainingFilm } from './film.ts'
import { stratify, type Group } from './stratify.ts'

export interface SplitOptions {
  /** Share of the films, 0 … 1 exclusive, or a file that lists the validation films, one file name a line. */
  validation: number | string
  seed: number
  /** Pairs of places whose pictures are nearly equal: on one side. */
  nearDuplicates?: readonly (readonly [number, number])[]
}

export interface Split {
  /** Places of films, ascending. */
  training: number[]
  validation: number[]
  /** Names of a list that no film has. */
  notThere: number
  /** Films that are in neither: pictures of a listed film, or nearly equal to a listed one, that the list leaves out. */
  setAside: number
}

/**
 * Divides films into those to learn from and those to judge by: pictures of one film (`filmKey`) and nearly equal
 * pictures on one side, every genre in about the same share on both, rarest first. The same films with the same seed
 * give the same split, in whatever order they come.
 * @throws AppError `dataset/bad-split` for a share outside 0 … 1, an unreadable list, or a side without films
 */
export function splitFilms(films: readonly TrainingFilm[], options: SplitOptions): Split {
  const groups = groupsOf(films, options.nearDuplicates ?? [])
  const split =
    typeof options.validation === 'number'
      ? splitByShare(films, groups, options.validation, options.seed)
      : splitByList(films, groups, options.validation)
  if (split.training.length === 0 || split.validation.length === 0) {
    throw new AppError('dataset/bad-split', String(options.validation))
  }
  return split
}

/** Places of films that belong together, in an order that only the films' names decide. */
function groupsOf(
  films: readonly TrainingFilm[],
  nearDuplicates: readonly (readonly [number, number])[],
): number[][] {
  const sets = new DisjointSets(films.length)
  const firstOf = new Map<string, number>()
  films.forEach(({ filmKey }, index) => {
    const first = firstOf.get(filmKey)
    if (first === undefined) firstOf.set(filmKey, index)
    else sets.join(first, index)
  })
  for (const [one, other] of nearDuplicates) {
    if (films[one] !== undefined && films[other] !== undefined) sets.join(one, other)
  }
  const nameOf = (index: number) => films[index]?.file ?? ''
  const byName = [...films.keys()].sort((left, right) => (nameOf(left) < nameOf(right) ? -1 : 1))
  const groups = new Map<number, number[]>()
  for (const index of byName) {
    const set = sets.find(index)
    const group = groups.get(set)
    if (group === undefined) groups.set(set, [index])
    else group.push(index)
  }
  return [...groups.values()]
}

function splitByShare(
  films: readonly TrainingFilm[],
  groups: readonly number[][],
  share: number,
  seed: number,
): Split {
  if (!(share > 0 && share < 1)) throw new AppError('dataset/bad-split', String(share))
  const side = stratify(
    groups.map((group) => groupLabels(films, group)),
    share,
    seed,
  )
  return {
    training: sorted(groups.filter((_, at) => side[at] === 0).flat()),
    validation: sorted(groups.filter((_, at) => side[at] === 1).flat()),
    notThere: 0,
    setAside: 0,
  }
}

function groupLabels(films: readonly TrainingFilm[], group: readonly number[]): Group {
  const labels = new Float64Array(GENRES.length)
  for (const index of group) {
    for (const genre of films[index]?.genres ?? []) {
      const label = genreIndex(genre)
      labels[label] = (labels[label] ?? 0) + 1
    }
  }
  return { films: group.length, labels }
}

function splitByList(films: readonly TrainingFilm[], groups: readonly number[][], listFile: string): Split {
  const names = readList(listFile)
  const split: Split = { training: [], validation: [], notThere: 0, setAside: 0 }
  let found = 0
  for (const group of groups) {
    const listed = group.filter((index) => names.has(films[index]?.file ?? ''))
    found += listed.length
    split.validation.push(...listed)
    // Learning from another picture of a film that judges would be learning the answer.
    if (listed.length === 0) split.training.push(...group)
    else split.setAside += group.length - listed.length
  }
  split.notThere = names.size - found
  return { ...split, training: sorted(split.training), validation: sorted(split.validation) }
}

function readList(listFile: string): Set<string> {
  let content: string
  try {
    content = readFileSync(listFile, 'utf8')
  } catch {
    throw new AppError('dataset/bad-split', listFile)
  }
  const lines = content.replace(/^\ufeff/u, '').split(/\r?\n/u)
  return new Set(lines.map((line) => line.trim()).filter((line) => line !== ''))
}

function sorted(places: number[]): number[] {
  return places.sort((left, right) => left - right)
}
