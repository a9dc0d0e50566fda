/**
 * Teaching as a person goes through it, on real posters and with the model that ships: a scan, the review's pages until so
 * many posters are looked through, a teaching, and what would change. What is offered is used, compared with its preview, and
 * gone back from. Prints a line for each person and seed.
 *
 *     node scripts/teach-shown.ts DATASET --films LIST [--posters 300] [--seeds 3] [--only NAME,NAME] [--models FOLDER]
 *
 * DATASET has `metadata.csv` and `posters/`; LIST names films that the model has not learned from, one file a line.
 */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { Engine } from '#engine/app/engine-types.ts'
import { openEngine } from '#engine/app/engine.ts'
import { resources } from '#engine/platform/resources.ts'
import { seededRandom, shuffledIndices } from '#engine/platform/random.ts'
import type { TrainingFilm } from '#engine/training/datasets/film.ts'
import { onlyFilms, readFolderSet } from '#engine/training/datasets/folder.ts'
import type { JobInfo } from '#shared/contract/jobs.ts'
import type { Teaching } from '#shared/contract/teach.ts'
import type { Genre } from '#shared/domain/genres.ts'
import { GENRES } from '#shared/domain/genres.ts'
import { ASKED } from './retraining/asked-genres.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    films: { type: 'string' },
    posters: { type: 'string', default: '300' },
    seeds: { type: 'string', default: '3' },
    only: { type: 'string' },
    models: { type: 'string', default: resources.modelsFolder() },
  },
})
const [dataset] = positionals
if (dataset === undefined || values.films === undefined) {
  throw new Error('Give the folder of the dataset and --films LIST.')
}
const asked = ASKED.map((label) => GENRES[label] as Genre)
const films = onlyFilms(readFolderSet(dataset).films, values.films)

/** Whose posters these are, and what is true of one for them. */
interface Person {
  has?(film: TrainingFilm): boolean
  says(film: TrainingFilm, random: () => number): readonly Genre[]
}

const PEOPLE: Readonly<Record<string, Person>> = {
  random: { says: (_, random) => asked.filter(() => random() < 0.5) },
  plain: { says: ({ genres }) => genres },
  old: { has: ({ year }) => year !== null && year < 1980, says: ({ genres }) => genres },
  crime: { says: ({ genres }) => (genres.includes('Crime') ? [...genres, 'Thriller'] : genres) },
}

for (const [name, person] of Object.entries(PEOPLE)) {
  if (values.only?.split(',').includes(name) === false) continue
  for (let seed = 1; seed <= Number(values.seeds); seed++) {
    const folder = mkdtempSync(join(tmpdir(), 'onesheet-shown-'))
    try {
      console.log(`${name} ${seed}: ${await shown(folder, person, seed)}`)
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }
}

async function shown(folder: string, person: Person, seed: number): Promise<string> {
  const random = seededRandom(seed)
  const owned = films.filter((film) => person.has?.(film) ?? true)
  const mine = Array.from(shuffledIndices(owned.length, random), (place) => owned[place] as TrainingFilm)
  const posters = join(folder, 'posters')
  mkdirSync(posters)
  // Posters get their ids, by which audits are drawn, in the order of their names.
  const nameOf = ({ file }: TrainingFilm, at: number) => `${String(at).padStart(5, '0')}-${file}`
  for (const [at, film] of mine.entries()) {
    symlinkSync(resolve(dataset as string, 'posters', film.file), join(posters, nameOf(film, at)))
  }
  const engine = await openEngine({ catalogPath: join(folder, 'catalog.db'), modelsFolder: values.models })
  try {
    await finished(engine, engine.call('scan.start', { folders: [posters] }))
    const said = new Map(mine.map((film, at) => [nameOf(film, at), person.says(film, random)]))
    const reviewed = await review(engine, said, Number(values.posters))
    const { result } = await finished(engine, engine.call('teach.start', {}))
    const teaching = result as Teaching
    const used = teaching.state === 'offered' ? `; ${await usedAndBack(engine, teaching)}` : ''
    return `${reviewed} of ${mine.length} posters looked through; ${sentence(teaching)}${used}`
  } finally {
    await engine.close()
  }
}

/** Answers the review's pages about all genres, until so many posters are looked through; returns how many were. */
async function review(
  engine: Engine,
  said: ReadonlyMap<string, readonly Genre[]>,
  most: number,
): Promise<number> {
  const reviewed = new Set<number>()
  while (reviewed.size < most) {
    const { items } = await engine.call('review.page', {})
    if (items.length === 0) break
    for (const { id, kind, genre, path } of items) {
      const yes = said.get(basename(path ?? '')) ?? []
      await engine.call('review.answer', {
        posterId: id,
        kind,
        genre,
        changes: asked.map((each) => ({ genre: each, verdict: yes.includes(each) ? 'yes' : 'no' })),
        whole: true,
      })
      reviewed.add(id)
    }
  }
  return reviewed.size
}

/** Uses what is offered, compares what changed with the preview, goes back, and compares with what was before. */
async function usedAndBack(engine: Engine, { id, taught }: Teaching): Promise<string> {
  const before = await predictionsOf(engine)
  const previewed = await previewOf(engine, id)
  await finished(engine, engine.call('teach.use', { teaching: id }))
  const after = await predictionsOf(engine)
  const changed = [...before].flatMap(([poster, { shown }]) => {
    const now = after.get(poster)?.shown ?? []
    const added = now.filter((genre) => !shown.includes(genre))
    const removed = shown.filter((genre) => !now.includes(genre))
    return added.length + removed.length === 0 ? [] : [{ poster, change: words(added, removed) }]
  })
  const isTrue =
    changed.length === taught?.changes.posters &&
    changed.length === previewed.size &&
    changed.every(({ poster, change }) => previewed.get(poster) === change)
  await finished(engine, engine.call('models.rollback', {}))
  const back = await predictionsOf(engine)
  const isBack = [...before].every(([poster, { bits }]) => back.get(poster)?.bits === bits)
  return `the preview was ${isTrue ? 'true' : 'UNTRUE'}, going back was ${isBack ? 'exact' : 'NOT EXACT'}`
}

function words(added: readonly Genre[], removed: readonly Genre[]): string {
  return `+${added.toSorted().join()} −${removed.toSorted().join()}`
}

/** Of each poster: the genres it is shown with, and every probability. */
async function predictionsOf(engine: Engine): Promise<Map<number, { shown: Genre[]; bits: string }>> {
  const { items } = await engine.call('library.list', { filter: { status: 'all' }, limit: 100_000 })
  return new Map(
    items.map(({ id, genres, effective }) => {
      const bits = genres.map(({ name, probability }) => `${name} ${probability}`)
      return [id, { shown: effective, bits: bits.toSorted().join() }]
    }),
  )
}

/** What would change of each poster that would be called otherwise. */
async function previewOf(engine: Engine, teaching: number): Promise<Map<number, string>> {
  const found = new Map<number, string>()
  for (;;) {
    const { items } = await engine.call('teach.changes', { teaching, offset: found.size, limit: 500 })
    if (items.length === 0) return found
    for (const { id, added, removed } of items) found.set(id, words(added, removed))
  }
}

async function finished(engine: Engine, started: Promise<JobInfo>): Promise<JobInfo> {
  const job = await engine.call('jobs.wait', { id: (await started).id })
  if (job.error !== null) throw new Error(job.error.message)
  return job
}

function sentence({ outcome, reason, corrections, basis, genres, seconds, taught }: Teaching): string {
  const learned = genres.filter(({ tier }) => tier !== 'unchanged').length
  const start = `${outcome} (${reason}); ${corrections} verdicts, ${learned} genres, ${seconds.toFixed(1)} s`
  if (taught === null) return start
  const { chanceBetter, judgingFilms, lossBefore, lossAfter, judgedAgreement, forgetting, changes } = taught
  const { verdicts, before, after } = judgedAgreement
  return [
    start,
    `${judgingFilms} films judge (${basis}): loss ${lossBefore.toFixed(4)} to ${lossAfter.toFixed(4)}, not by chance ${chanceBetter.toFixed(3)}`,
    `agrees with ${before} to ${after} of ${verdicts}`,
    `forgets ${forgetting?.lossPoints.toFixed(2)} points, at most ${forgetting?.upperPoints.toFixed(2)}`,
    `changes ${changes.posters} posters`,
  ].join('; ')
}
