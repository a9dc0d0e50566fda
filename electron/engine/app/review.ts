import type { MethodResult, ParsedParams } from '#shared/contract/contract.ts'
import type { ReviewItem, ReviewPage, ReviewReason } from '#shared/contract/review.ts'
import type { Genre } from '#shared/domain/genres.ts'
import { GENRES, genresOfMask } from '#shared/domain/genres.ts'
import type { PosterColumns } from '../catalog/columns.ts'
import { filesOfPoster } from '../catalog/queries/files.ts'
import { verdictRow } from '../catalog/queries/labels.ts'
import { createLikeness } from '../catalog/queries/likeness.ts'
import { posterById } from '../catalog/queries/posters.ts'
import { latelyReviewed, reviewedIds } from '../catalog/queries/reviews.ts'
import { allRoots } from '../catalog/queries/roots.ts'
import type { CatalogStore } from '../catalog/store.ts'
import { displayPath } from '../scan/paths.ts'
import { reviewCandidates } from '../training/review/candidates.ts'
import type { Question } from '../training/review/compose-pages.ts'
import { composePages } from '../training/review/compose-pages.ts'
import { trustedGenres } from '../training/review/trusted-genres.ts'
import type { EngineContext } from './context.ts'
import { faceOf } from './poster-face.ts'
import { estimatedGain } from './review-gain.ts'
import { shownGenres } from './settings.ts'
import { reportOf } from './training-report.ts'

/** The meter speaks of so many answers. */
const LATELY = 50
/** Kept beyond those asked for: many may be near-equal to one that is taken. */
const SPARE = 500

/** What is best asked about next. Nothing is remembered of a page: only an answer is. */
export function reviewPage(context: EngineContext, { limit }: ParsedParams<'review.page'>): ReviewPage {
  const { store, manifest } = context
  const { db, columns } = store
  const shown = shownGenres(db)
  const trusted = trustedGenres(manifest, reportOf(context)).filter((genre) => shown.includes(genre))
  const pool = {
    columns,
    asked: reviewedIds(db),
    shown,
    trusted,
    isExplicit: (id: number, genre: number) => verdictRow(db, id, genre)?.source === 'explicit',
  }
  const candidates = reviewCandidates(pool, limit + SPARE)
  const relations = {
    idOf: (row: number) => columns.ids[row] ?? 0,
    areAlike: createLikeness(db),
  }
  return {
    items: composePages(candidates, relations, limit).flatMap(
      (question) => itemOf(store, question, candidates.known) ?? [],
    ),
    remaining: candidates.remaining,
    estimatedGain: estimatedGain(context),
    lately: latelyReviewed(db, LATELY),
  }
}

/** What a page that is shown needs to know after an answer, or after one was taken back. */
export function reviewState(
  { store }: EngineContext,
  { posterIds }: ParsedParams<'review.state'>,
): MethodResult<'review.state'> {
  const reviewed = reviewedIds(store.db)
  return { answered: posterIds.filter((id) => reviewed.has(id)), lately: latelyReviewed(store.db, LATELY) }
}

function itemOf(store: CatalogStore, question: Question, known: Int32Array): ReviewItem | null {
  const { id, kind, genre, score } = question
  const poster = posterById(store.db, id)
  if (poster === null) return null
  return {
    ...faceOf(poster),
    path: firstPathOf(store, id),
    kind,
    genre: genre === null ? null : (GENRES[genre] ?? null),
    reason: reasonOf(store.columns, question, known),
    score: genre === null ? 0 : score,
  }
}

function reasonOf(
  columns: PosterColumns,
  { kind, row, genre: label }: Question,
  known: Int32Array,
): ReviewReason {
  const genre = label === null ? undefined : GENRES[label]
  if (label === null || genre === undefined) return { code: kind === 'audit' ? kind : 'open' }
  switch (kind) {
    case 'disagree': {
      const [nfo, likely] = [columns.nfo[row] ?? 0, columns.likely[row] ?? 0]
      return { code: kind, genre, nfo: genresOfMask(nfo), model: byProbability(columns, row, likely) }
    }
    case 'verdict':
      return { code: kind, genre, verdict: ((columns.yes[row] ?? 0) >>> label) & 1 ? 'yes' : 'no' }
    case 'rare':
      return { code: kind, genre, known: known[label] ?? 0 }
    default:
      return { code: 'uncertain', genre }
  }
}

function byProbability(columns: PosterColumns, row: number, mask: number): Genre[] {
  const probabilityOf = (genre: Genre) => columns.probabilityAt(row, GENRES.indexOf(genre)) ?? 0
  return genresOfMask(mask).sort((left, right) => probabilityOf(right) - probabilityOf(left))
}

function firstPathOf({ db }: CatalogStore, id: number): string | null {
  const roots = new Map(allRoots(db).map((root) => [root.id, root.path]))
  const paths = filesOfPoster(db, id).map(
    (file) => displayPath(roots.get(file.root_id) ?? Buffer.alloc(0), file.path).path,
  )
  return paths.sort()[0] ?? null
}
