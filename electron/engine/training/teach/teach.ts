import type { TeachOutcome, TeachReason } from '#shared/contract/teach.ts'
import type { Head } from '../../model/heads.ts'
import { alphaOf, mayAttempt } from './attempts.ts'
import type { GenreExamples } from './examples.ts'
import { examplesOf, tierOf } from './examples.ts'
import type { Agreement, GenrePrecision } from './genre-figures.ts'
import { agreementOf, agreesLess, precisionsOf } from './genre-figures.ts'
import { changedLabels } from '../../model/head-rows.ts'
import type { LevelledHead, TeachInput } from './input.ts'
import type { Judgement } from './judge.ts'
import { judge } from './judge.ts'
import { judgedPairs } from './judged-pairs.ts'
import type { TaughtGenre } from './learn.ts'
import { learn } from './learn.ts'
import { seedOf, verdictHash } from './seed.ts'
import type { JudgingBasis, Sides } from './sides.ts'
import { sidesOf } from './sides.ts'
import type { Statement } from './statements.ts'
import { filmsOf } from './statements.ts'
import { taughtLevels } from './taught-levels.ts'

/** What is missing where nothing is judged. */
type NotEnoughReason = Extract<TeachReason, 'no-verdicts' | 'few-examples' | 'few-new-films' | 'few-judges'>

/** What came of a teaching. */
export interface TeachResult {
  outcome: TeachOutcome
  reason: TeachReason
  /** SHA-256 of the verdicts: what the seed is made of. */
  verdicts: string
  /** In label order. */
  genres: TaughtGenre[]
  /** What judges, or would. */
  basis: JudgingBasis
  /** Films with verdicts that may judge: for the history of the next teaching. */
  judgedFilms: number
  /** Null: there was not enough to learn from or to judge by. */
  taught: Taught | null
}

/** A head that was judged, whatever came of it. */
export interface Taught extends LevelledHead {
  /** Counted from 1 since the last promotion, and the error that this one may make. */
  attempt: number
  alpha: number
  judgement: Judgement
  /** With all verdicts, and with those that judged. */
  agreement: Agreement
  judgedAgreement: Agreement
  /** With clearly fewer of those that judged. */
  agreesLess: boolean
  /** Of the genres that were learned, on the films that judge. */
  precisions: GenrePrecision[]
}

/**
 * Learns from verdicts and judges what was learned. Nothing is kept, written or taken into use. The same verdicts give
 * the same result, in whatever order they and the posters come.
 * @throws RangeError for an embedding of another length than the head's
 */
export function teach(input: TeachInput): TeachResult {
  const { parent, history } = input
  const labels = parent.head.bias.length
  const films = filmsOf(input.posters, { labels, withNfo: input.withNfo })
  const sides = sidesOf(films)
  const examples = examplesOf(sides.learning, labels)
  const hash = verdictHash(input.posters)
  const seed = seedOf(hash)
  const facts = { verdicts: hash, basis: sides.basis, judgedFilms: sides.judgedFilms }
  const notEnough = (reason: NotEnoughReason): TeachResult => ({
    ...facts,
    outcome: 'not-enough',
    reason,
    genres: examples.map((each) => unlearned(each)),
    taught: null,
  })
  if (films.every(({ statements }) => statements.every(({ origin }) => origin === 'unshown')))
    return notEnough('no-verdicts')
  if (examples.every((each) => tierOf(each) === 'unchanged')) return notEnough('few-examples')
  if (!mayAttempt(sides.judgedFilms, history)) return notEnough('few-new-films')
  const { head, genres } = learn(examples, parent.head, input.replay, seed)
  const attempt = history.attempts + 1
  const alpha = alphaOf(attempt)
  const judgement = judge({
    ...input,
    parent: parent.head,
    taught: head,
    films: sides.judging,
    learnedFrom: sides.learning,
    alpha,
    seed,
  })
  if (judgement === null) return notEnough('few-judges')
  const taught = { ...shown(parent, head, sides), attempt, alpha, judgement }
  return { ...facts, ...verdictOn(taught), genres, taught }
}

/**
 * What its judges say, unless it would be in keeping with fewer of their verdicts at its levels, or with no more because the
 * parent is with all of them. Who agrees with all that is shown gives a more certain head a lower loss, and has nothing to
 * gain from other genres on the wall.
 */
function verdictOn({
  judgement,
  judgedAgreement: { verdicts, before },
  agreesLess: isLess,
}: Taught): Pick<TeachResult, 'outcome' | 'reason'> {
  const { outcome, reason } = judgement
  if (outcome === 'worse') return { outcome, reason }
  if (isLess) return { outcome: 'worse', reason: 'less-agreement' }
  return before === verdicts ? { outcome: 'worse', reason: 'no-gain' } : { outcome, reason }
}

function unlearned({ label, yes, no }: GenreExamples): TaughtGenre {
  return { label, tier: 'unchanged', yes, no, reach: null }
}

function isVerdict({ origin }: Statement): boolean {
  return origin === 'asked' || origin === 'unasked'
}

/** The head with its levels, and what a person may see of it. */
function shown(
  parent: LevelledHead,
  head: Head,
  { learning, judging }: Sides,
): Omit<Taught, 'attempt' | 'alpha' | 'judgement'> {
  const changed = changedLabels(parent.head, head)
  const judged = judgedPairs(judging, parent.head, head)
  const levels = taughtLevels(parent.levels, changed, judged)
  const all = judgedPairs([...learning, ...judging], parent.head, head, isVerdict)
  return {
    head,
    levels,
    agreement: agreementOf(all, parent.levels, levels),
    judgedAgreement: agreementOf(judged, parent.levels, levels),
    agreesLess: agreesLess(judged, parent.levels, levels),
    precisions: precisionsOf(judged, changed),
  }
}
