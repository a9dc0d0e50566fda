import type { ParsedParams } from '#shared/contract/contract.ts'
import type { LabelResult } from '#shared/contract/labels.ts'
import { genreIndex, GENRES } from '#shared/domain/genres.ts'
import { AppError } from '#shared/errors.ts'
import type { ActChange } from '../catalog/queries/acts.ts'
import { posterById } from '../catalog/queries/posters.ts'
import type { AnsweredQuestion } from '../catalog/queries/reviews.ts'
import { answersTakenBack, recordReview } from '../catalog/queries/reviews.ts'
import type { CatalogStore } from '../catalog/store.ts'
import { changesFor, reviewedChanges } from '../catalog/verdicts.ts'
import { isAuditFilm } from '../training/review/audit-sample.ts'
import { summaryOf } from './act-words.ts'
import type { EngineContext } from './context.ts'
import { lackingSiblings, resultOf } from './labels.ts'
import { shownGenres } from './settings.ts'

type Answer = ParsedParams<'review.answer'>

/**
 * Writes an answer. "Cannot tell" takes back what earlier answers to the question said. Nobody can make an audit film of
 * one that was not drawn, or answer of only some genres of one: a teaching is judged by these.
 * @throws AppError `poster/not-found`; `app/invalid` for such an audit
 */
export function answerReview({ store, clock }: EngineContext, answer: Answer): LabelResult {
  const { posterId, kind } = answer
  if (kind === 'audit') refuseUnlessWhole(store, answer)
  return store.write((changes) => {
    const poster = posterById(store.db, posterId)
    if (poster === null) throw new AppError('poster/not-found')
    const at = clock.now()
    const source = 'explicit'
    const question = { posterId, kind, genre: answer.genre === null ? null : genreIndex(answer.genre) }
    const said = changesFor(store, posterId, answer.changes, { source, at })
    const judged = answer.whole ? [...said, ...reviewedChanges(poster, at)] : said
    const wanted = isCannotTell(answer) ? takenBack(store, question) : judged
    const summary = isCannotTell(answer) ? 'Cannot tell' : summaryOf(wanted)
    recordReview(
      store.db,
      { at, source, summary, changes: wanted },
      { ...question, changed: changesWhatIsShown(store, posterId, said) },
    )
    changes.posterIds.add(posterId)
    return resultOf(store, posterId, lackingSiblings(store, posterId, said))
  })
}

function isCannotTell({ changes, whole }: Answer): boolean {
  return changes.length === 0 && !whole
}

/** An audit that was judged stays so: its film is one of those that a teaching is judged by. */
function takenBack({ db }: CatalogStore, question: AnsweredQuestion): ActChange[] {
  return question.kind === 'audit' ? [] : answersTakenBack(db, question)
}

function refuseUnlessWhole({ db }: CatalogStore, answer: Answer): void {
  const { posterId, changes, whole } = answer
  if (!isAuditFilm(posterId)) throw new AppError('app/invalid', 'kind', { field: 'kind' })
  if (isCannotTell(answer)) return
  const named = new Set(
    changes.flatMap(({ genre, verdict }) => (verdict === null ? [] : [genreIndex(genre)])),
  )
  if (!whole || shownGenres(db).some((genre) => !named.has(genre))) {
    throw new AppError('app/invalid', 'changes', { field: 'changes' })
  }
}

/** Whether a genre that was shown is not any more, or the other way round. */
function changesWhatIsShown(
  { columns }: CatalogStore,
  posterId: number,
  said: readonly ActChange[],
): boolean {
  const row = columns.rowOf(posterId)
  const shown = row < 0 ? 0 : columns.effectiveAt(row, 'likely')
  return said.some(({ genre, after }) => {
    if (genre === null || GENRES[genre] === undefined || after === null || typeof after !== 'object')
      return false
    return ((shown >>> genre) & 1) !== after.value
  })
}
