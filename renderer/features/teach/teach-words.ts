import type {
  TaughtModel,
  TeachAgreement,
  Teaching,
  TeachingState,
  TeachState,
} from '#shared/contract/teach.ts'
import { countText, numberWords, shareWords } from '../../components/words.ts'
import { genreName, t } from '../../i18n.ts'
import { figureWords } from '../model/figures.ts'

/** Points of macro mAP that may be lost at most on the films kept for this, and at the upper end of its interval. */
const MOST_LOST_POINTS = 0.5
const MOST_UPPER_POINTS = 1.5
const NEAREST_SHOWN = 3

/** One of the three things that are told of what was learned: a figure, what it is, and how it came about. */
export interface Answer {
  name: 'agrees' | 'changes' | 'kept'
  figure: string
  title: string
  detail: string
  isGood: boolean
}

/** "model 4": its place in line; one that was not in use yet gets the next. */
export function numberOf(model: string, versions: TeachState['versions']): number {
  const known = versions.find(({ id }) => id === model)
  return known?.number ?? Math.max(0, ...versions.map(({ number }) => number)) + 1
}

export function outcomeWords({ outcome, reason, state }: Teaching): string {
  if (state === 'declined') return t('teach.putOff')
  if (outcome === 'not-enough') return t('teach.outcome.notEnough')
  return t(`teach.outcome.${reason === 'no-gain' ? 'noGain' : outcome}`)
}

/** Why it came out so, and of what there is not enough yet. */
export function reasonWords({ reason, genres }: Teaching): string {
  const sentence = t(`teach.reason.${reason}`)
  if (reason !== 'few-examples') return sentence
  const fewest = ({ yes, no }: (typeof genres)[number]) => Math.min(yes, no)
  const nearest = genres
    .filter(({ yes, no }) => yes + no > 0)
    .sort((left, right) => fewest(right) - fewest(left) || right.yes + right.no - left.yes - left.no)
    .slice(0, NEAREST_SHOWN)
    .map(({ genre, yes, no }) =>
      t('teach.genreCounts', { genre: genreName(genre), yes: numberWords(yes), no: numberWords(no) }),
    )
  if (nearest.length === 0) return sentence
  return `${sentence} ${t('teach.nearest', { genres: nearest.join(', ') })}`
}

/** What is told of a teaching that was judged: would be, or in use is; praised only where it can be or was used. */
export function answersOf(taught: TaughtModel, state: TeachingState): Answer[] {
  const answers = [agreesAnswer(taught), changesAnswer(taught, state), keptAnswer(taught)]
  return state === 'refused' ? answers.map((answer) => ({ ...answer, isGood: false })) : answers
}

function agreesAnswer({ agreement, judgedAgreement }: TaughtModel): Answer {
  const more = agreement.after - agreement.before
  const words = { 1: 'teach.agreesMore', 0: 'teach.agreesSame', '-1': 'teach.agreesLess' } as const
  const way = Math.sign(more) as 1 | 0 | -1
  const judged = t('teach.agreesJudged', agreementValues(judgedAgreement))
  return {
    name: 'agrees',
    figure: signedWords(more, 0),
    title: countText(words[way], Math.abs(more)),
    detail: t('teach.agreesHow', { ...agreementValues(agreement), judged }),
    isGood: more > 0,
  }
}

function agreementValues({ verdicts, before, after }: TeachAgreement) {
  return { verdicts: numberWords(verdicts), before: numberWords(before), after: numberWords(after) }
}

function changesAnswer({ changes }: TaughtModel, state: TeachingState): Answer {
  const { posters, gain, lose, swap } = changes
  const counts = { gain: numberWords(gain), lose: numberWords(lose), swap: numberWords(swap) }
  const tense = state === 'used' ? 'did' : 'would'
  const how = t(`teach.${tense}ChangeHow`, counts)
  const order = state === 'offered' || state === 'declined' ? ` ${t('teach.changeOrder')}` : ''
  return {
    name: 'changes',
    figure: numberWords(posters),
    title: t(`teach.${tense}Change`, {}, posters),
    detail: posters === 0 ? t('teach.changeNone') : `${how}${order}`,
    isGood: false,
  }
}

function keptAnswer({ forgetting }: TaughtModel): Answer {
  const name = 'kept'
  if (forgetting === null) {
    return {
      name,
      figure: '–',
      title: t('teach.keptUnknown'),
      detail: t('teach.keptUnknownHow'),
      isGood: false,
    }
  }
  const { lossPoints, upperPoints, films } = forgetting
  const isMaybe = lossPoints <= MOST_LOST_POINTS && upperPoints > MOST_UPPER_POINTS
  const values = { films: numberWords(films), upper: signedWords(-upperPoints, 1) }
  const [title, how, allowed] = isMaybe
    ? (['teach.keptMaybe', 'teach.keptHowMaybe', MOST_UPPER_POINTS] as const)
    : ([
        lossPoints <= MOST_LOST_POINTS ? 'teach.keptYes' : 'teach.keptNo',
        'teach.keptHow',
        MOST_LOST_POINTS,
      ] as const)
  return {
    name,
    figure: signedWords(-lossPoints, 1),
    title: t(title),
    detail: t(how, { ...values, allowed: figureWords(allowed, 1) }, films),
    isGood: false,
  }
}

/** "+31", "−0.2", "0". */
function signedWords(value: number, digits: number): string {
  const rounded = Number(value.toFixed(digits))
  return `${rounded > 0 ? '+' : ''}${figureWords(rounded === 0 ? 0 : rounded, digits)}`
}

/** Who judged, how sure it is, and how often it was tried; empty where nothing was judged. */
export function judgedWords({ taught, basis, seconds }: Teaching, auditsNeeded: number): string {
  if (taught === null) return ''
  const { judgingFilms, chanceBetter, attempt } = taught
  const values = { count: numberWords(judgingFilms), needed: numberWords(auditsNeeded) }
  return [
    t(basis === 'audit' ? 'teach.judgedAudit' : 'teach.judgedPicked', values, judgingFilms),
    t('teach.chance', { share: chanceWords(chanceBetter) }),
    t('teach.attempt', { attempt: numberWords(attempt) }),
    t('teach.took', { seconds: figureWords(seconds, 1) }),
  ].join(' ')
}

/** Never certain: 0.9996 is "99.9%" and not "100%". */
function chanceWords(chance: number): string {
  if (chance > 0.99) return shareWords(Math.min(Math.floor(chance * 1000), 999) / 1000, 1)
  return shareWords(Math.max(chance, 0.01))
}
