import type { TeachOutcome, TeachReason } from '#shared/contract/teach.ts'
import type { Head } from '../../model/heads.ts'
import type { Replay } from '../../model/replay/replay.ts'
import type { Forgetting } from './forgetting.ts'
import { forgettingOf, MOST_LOSS_POINTS, MOST_UPPER_POINTS } from './forgetting.ts'
import { gainProbability } from './gain-test.ts'
import { changedLabels } from '../../model/head-rows.ts'
import { judgedPairs, lossGains, meanLosses } from './judged-pairs.ts'
import { followsPosters } from './pattern.ts'
import type { TaughtFilm } from './statements.ts'

/** Fewer films than this, on which the heads differ, tell nothing. */
export const LEAST_JUDGES = 15
/** From this on a gain is probable, and a person may decide. */
export const PROBABLE = 0.8

export interface Judgement {
  outcome: TeachOutcome
  reason: TeachReason
  /** Films that judge a genre that was learned, and the verdicts on such genres. */
  films: number
  verdicts: number
  /** Mean log-loss of a film over its verdicts. */
  lossBefore: number
  lossAfter: number
  /** 1 less the probability of such a gain by chance. */
  chanceBetter: number
  /** Null: it cannot be told. */
  forgetting: Forgetting | null
}

export interface JudgeInput {
  /** Nothing was learned from these. */
  films: readonly TaughtFilm[]
  parent: Head
  taught: Head
  bundled: Head | null
  replay: Replay | null
  learnedFrom: readonly TaughtFilm[]
  alpha: number
  seed: number
}

/**
 * Judges a taught head by answers to what was asked, on films that it has not learned from. Paired by film, because what
 * makes a film hard is the same for both heads.
 * @returns null when too few films can judge
 */
export function judge(input: JudgeInput): Judgement | null {
  const { films, parent, taught, seed } = input
  const pairs = judgedPairs(films, parent, taught)
  const changed = new Set(changedLabels(parent, taught))
  const telling = pairs.filter(({ label }) => changed.has(label))
  const judges = new Set(telling.map(({ film }) => film)).size
  if (judges < LEAST_JUDGES) return null
  const [lossBefore, lossAfter] = meanLosses(pairs, films.length)
  const chanceBetter = 1 - gainProbability(pairs, films.length, seed)
  const forgetting = forgettingOf(input.replay, parent, taught, seed)
  return {
    ...reasonOf(input, chanceBetter, forgetting),
    films: judges,
    verdicts: telling.length,
    lossBefore,
    lossAfter,
    chanceBetter,
    forgetting,
  }
}

/** The first that holds: what would do harm, then what gains nothing, then how sure the gain is. */
function reasonOf(
  input: JudgeInput,
  chanceBetter: number,
  forgetting: Forgetting | null,
): Pick<Judgement, 'outcome' | 'reason'> {
  const worse = (reason: TeachReason) => ({ outcome: 'worse', reason }) as const
  if (forgetting !== null && forgetting.lossPoints > MOST_LOSS_POINTS) return worse('forgets')
  if (forgetting !== null && forgetting.upperPoints > MOST_UPPER_POINTS) return worse('may-forget')
  if (chanceBetter <= 1 - PROBABLE) return worse('less-agreement')
  if (chanceBetter < PROBABLE) return worse('no-gain')
  if (!followPosters(input)) return worse('no-pattern')
  if (isBelowBundled(input)) return worse('below-bundled')
  if (forgetting === null) return { outcome: 'unproven', reason: 'no-replay' }
  return 1 - chanceBetter <= input.alpha
    ? { outcome: 'better', reason: 'proven' }
    : { outcome: 'unproven', reason: 'not-proven' }
}

/** Asked of all verdicts and of the first head, which has learned from none of them. */
function followPosters({ films, learnedFrom, parent, bundled }: JudgeInput): boolean {
  const first = bundled ?? parent
  const pairs = judgedPairs([...films, ...learnedFrom], first, first)
  return followsPosters(pairs.map(({ label, isYes, before }) => ({ label, isYes, logit: before })))
}

/** On the verdicts, or on the films of the replay: teaching upon teaching may lose a little each time. */
function isBelowBundled({ bundled, films, taught, replay, seed }: JudgeInput): boolean {
  if (bundled === null) return false
  const forgotten = forgettingOf(replay, bundled, taught, seed)
  if (forgotten !== null && forgotten.upperPoints > MOST_UPPER_POINTS) return true
  return sum(lossGains(judgedPairs(films, bundled, taught), films.length)) < 0
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0)
}
