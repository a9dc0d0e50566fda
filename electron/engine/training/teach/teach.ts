import type { Head } from '../../model/heads.ts'
import { logitsOf } from '../../model/heads.ts'
import { answerOdds } from './answer-odds.ts'
import { alphaOf, mayAttempt } from './attempts.ts'
import type { Known } from './design.ts'
import type { GenreExamples, Tier } from './examples.ts'
import { examplesOf, tierOf } from './examples.ts'
import { featureSpaceOf } from './feature-space.ts'
import { fitGenre } from './fit-genre.ts'
import type { Agreement, GenrePrecision } from './genre-figures.ts'
import { agreementOf, precisionsOf } from './genre-figures.ts'
import { changedLabels } from './head-rows.ts'
import type { LevelledHead, TeachInput } from './input.ts'
import type { Judgement } from './judge.ts'
import { judge } from './judge.ts'
import { judgedPairs } from './judged-pairs.ts'
import type { NotEnoughReason, TeachOutcome, TeachReason } from './outcome.ts'
import { rememberedOf } from './remembered.ts'
import type { Reach } from './choose-reach.ts'
import { seedOf, verdictHash } from './seed.ts'
import type { JudgingBasis, Sides } from './sides.ts'
import { sidesOf } from './sides.ts'
import { filmsOf } from './statements.ts'
import { taughtHead } from './taught-head.ts'
import { taughtLevels } from './taught-levels.ts'

/** What was done with one genre. */
export interface TaughtGenre {
  label: number
  tier: Tier
  /** Films that were learned from, said yes and no of: the tier goes by the smaller. */
  yes: number
  no: number
  /** The prior of a vector. */
  reach: Reach | null
}

export interface TeachResult {
  outcome: TeachOutcome
  reason: TeachReason
  /** SHA-256 of the verdicts: with the same one, everything else here is the same. */
  verdicts: string
  /** In label order. */
  genres: TaughtGenre[]
  /** What judges, or would. */
  basis: JudgingBasis
  /** Films with an explicit verdict: for the history of the next teaching. */
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
  /** With all explicit verdicts, and with those that nothing was learned from. */
  agreement: Agreement
  judgedAgreement: Agreement
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
  const { head, genres } = learn(examples, input, seed)
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
  return {
    ...facts,
    outcome: judgement.outcome,
    reason: judgement.reason,
    genres,
    taught: { ...shown(parent, head, sides), attempt, alpha, judgement },
  }
}

function unlearned({ label, yes, no }: GenreExamples): TaughtGenre {
  return { label, tier: 'unchanged', yes, no, reach: null }
}

function learn(
  examples: readonly GenreExamples[],
  { parent: { head: parent }, replay }: TeachInput,
  seed: number,
): { head: Head; genres: TaughtGenre[] } {
  const remembered = rememberedOf(replay, parent)
  const posters = new Map(
    examples.flatMap(({ statements }) => statements.map(({ poster }) => [poster.id, poster.embedding])),
  )
  const known: Known = {
    remembered,
    labels: parent.bias.length,
    odds: answerOdds(examples),
    logits: new Map([...posters].map(([id, embedding]) => [id, logitsOf(embedding, parent)])),
    space: featureSpaceOf(
      remembered.embeddings.length > 0 ? remembered.embeddings : [...posters.values()],
      parent.dimensions,
    ),
  }
  const fits = examples.map((each) => fitGenre(each, known, seed))
  return {
    head: taughtHead(parent, fits, known.space),
    genres: fits.map(({ label, tier, reach }, at) => {
      const { yes, no } = examples[at] as GenreExamples
      return { label, tier, yes, no, reach }
    }),
  }
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
  const all = [...judgedPairs(learning, parent.head, head), ...judged]
  return {
    head,
    levels,
    agreement: agreementOf(all, parent.levels, levels),
    judgedAgreement: agreementOf(judged, parent.levels, levels),
    precisions: precisionsOf(judged, changed),
  }
}
