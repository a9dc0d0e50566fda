import { PosterColumns } from '#engine/catalog/columns.ts'
import type { ModelLevels } from '#engine/catalog/levels.ts'
import { probabilitiesOf } from '#engine/model/heads.ts'
import { isAuditFilm } from '#engine/training/review/audit-sample.ts'
import { reviewCandidates } from '#engine/training/review/candidates.ts'
import { composePages, PAGE } from '#engine/training/review/compose-pages.ts'
import type { LevelledHead, TaughtPoster } from '#engine/training/teach/input.ts'
import type { OwnedFilm } from './collections.ts'
import type { Asked } from './person.ts'
import { ASKED } from './asked-genres.ts'

/** What a person is asked about next. */
export interface Order {
  /** Null: nothing is left. */
  next(): Asked | null
  /** What comes next may hang on what was said. */
  told(poster: TaughtPoster): void
  /** Another head predicts from now on. */
  predict(by: LevelledHead): void
}

export interface Wall {
  films: readonly OwnedFilm[]
  /** Ids are counted on from this. */
  firstId: number
  trusted: readonly number[]
}

/** Poster by poster as they lie, looked through; audited are those that the review would audit. */
export function plainOrder({ films, firstId }: Wall): Order {
  let place = -1
  return {
    next: () => {
      place++
      return place < films.length ? { place, isAudit: isAuditFilm(firstId + place), label: null } : null
    },
    told: () => undefined,
    predict: () => undefined,
  }
}

/** The review's own pages, one after the other; each is made when the one before is answered. */
export function reviewOrder({ films, firstId, trusted }: Wall, first: LevelledHead): Order {
  const columns = new PosterColumns(levelsOf(first))
  const asked = new Set<number>()
  const said = new Map<number, TaughtPoster>()
  let predictor = first
  let page: Asked[] = []
  const put = (place: number) => {
    const { embedding } = films[place] as OwnedFilm
    columns.put(rowOf(firstId + place, probabilitiesOf(embedding, predictor.head), said.get(firstId + place)))
  }
  films.forEach((_, place) => {
    put(place)
  })
  const nextPage = (): Asked[] => {
    const pool = { columns, asked, shown: ASKED, trusted, isExplicit: isExplicit(said) }
    // No two posters of the data are of one film or alike.
    const relations = { idOf: (row: number) => columns.ids[row] ?? 0, areAlike: () => false }
    return composePages(reviewCandidates(pool, 2 * PAGE), relations, PAGE).map(({ id, kind, genre }) => {
      return { place: id - firstId, isAudit: kind === 'audit', label: genre }
    })
  }
  return {
    next: () => {
      if (page.length === 0) page = nextPage()
      return page.shift() ?? null
    },
    told: (poster) => {
      asked.add(poster.id)
      said.set(poster.id, poster)
      put(poster.id - firstId)
    },
    predict: (by) => {
      predictor = by
      columns.levels = levelsOf(by)
      films.forEach((_, place) => {
        put(place)
      })
      page = []
    },
  }
}

function isExplicit(said: ReadonlyMap<number, TaughtPoster>) {
  return (id: number, genre: number) =>
    said.get(id)?.verdicts.some(({ label, source }) => label === genre && source === 'explicit') ?? false
}

function levelsOf({ levels }: LevelledHead): ModelLevels {
  const picture = { likely: levels.map(({ likely }) => likely), maybe: levels.map(({ maybe }) => maybe) }
  return { picture, titled: picture }
}

function rowOf(id: number, probabilities: Float32Array, said: TaughtPoster | undefined) {
  const maskOf = (isYes: boolean) =>
    said?.verdicts.reduce((mask, each) => (each.isYes === isYes ? mask | (1 << each.label) : mask), 0) ?? 0
  return {
    id,
    sortTitle: '',
    year: 0,
    addedAt: 0,
    flags: 0,
    nfo: 0,
    yes: maskOf(true),
    no: maskOf(false),
    contradicted: false,
    reviewed: said?.isReviewed ?? false,
    missing: false,
    quarantined: false,
    hidden: false,
    kind: 'poster' as const,
    colors: 0,
    stackId: 0,
    probabilities: new Uint8Array(probabilities.buffer),
    titled: false,
  }
}
