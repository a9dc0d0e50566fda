import { POSTER_FLAGS } from '#shared/domain/effective.ts'
import type { VerdictSource } from '#shared/contract/values.ts'
import { filmKeysOf } from '../datasets/catalog.ts'
import type { TaughtPoster, TaughtVerdict } from './input.ts'

/** Where a statement is from: a person who was asked, or was not, an NFO, or a genre that a reviewed poster was left without. */
export type Origin = 'asked' | 'unasked' | 'nfo' | 'unshown'

/** That a poster is, or is not, of a genre. */
export interface Statement {
  poster: TaughtPoster & { embedding: Uint8Array }
  label: number
  isYes: boolean
  origin: Origin
  /** What it weighs in learning: that of its kind, shared among the posters of the film that say so. */
  weight: number
  /**
   * It may judge a head. That it was made must not hang on its answer: a person who was asked said it of this very poster,
   * and left nothing that was shown of the poster without an answer.
   */
  isJudging: boolean
}

/** A film: posters that are joined by the catalog or stand in one stack. */
export interface TaughtFilm {
  /** The same whatever else is in the catalog, as long as its first poster is. */
  key: string
  isAudit: boolean
  statements: Statement[]
}

/** An explicit word is the unit; one that agrees with what was shown, or was said of many at once, is half of it. */
const VERDICT_WEIGHTS: Record<VerdictSource, number> = {
  explicit: 1,
  confirmed: 0.5,
  bulk: 0.5,
  imported: 0.5,
}
const NFO_WEIGHT = 0.3
/** Nobody said no; somebody saw the poster and did not say yes. */
const UNSHOWN_WEIGHT = 0.2
/** Such pictures do not show what their film is. */
const UNFIT = POSTER_FLAGS.damaged | POSTER_FLAGS.shared | POSTER_FLAGS['low-information']

export interface StatementOptions {
  /** Labels of the head; a verdict on another genre says nothing to it. */
  labels: number
  withNfo: boolean
}

/**
 * What is said of each film, in an order that only ids decide. A verdict anywhere in a film silences its NFO and what
 * was not shown; of verdicts that disagree within a film the latest counts, and those that say otherwise are left out.
 */
export function filmsOf(posters: readonly TaughtPoster[], options: StatementOptions): TaughtFilm[] {
  const sorted = [...posters].sort((left, right) => left.id - right.id)
  const keys = filmKeysOf(sorted)
  const groups = new Map<string, TaughtPoster[]>()
  sorted.forEach((poster, place) => {
    const key = keys[place] as string
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [poster])
    else group.push(poster)
  })
  return [...groups].map(([key, group]) => ({
    key,
    isAudit: group.some(({ isAudit }) => isAudit),
    statements: Array.from({ length: options.labels }, (_, label) =>
      statementsOn(label, group, options.withNfo),
    ).flat(),
  }))
}

function isFit(poster: TaughtPoster): poster is Statement['poster'] {
  return poster.embedding !== null && (poster.flags & UNFIT) === 0
}

function statementsOn(label: number, film: readonly TaughtPoster[], withNfo: boolean): Statement[] {
  const said = standingVerdicts(label, film)
  // Nothing is learned from an unfit picture, but what a person said of it holds of its film.
  if (said.length > 0) return shared(said.flatMap((each) => verdictStatement(label, each)))
  const posters = film.filter(isFit)
  const bit = 1 << label
  const isClaimed = posters.some(({ nfoMask }) => (nfoMask & bit) !== 0)
  const nfo = posters.filter(({ nfoMask }) => nfoMask !== 0)
  if (withNfo && nfo.length > 0) {
    return shared(
      nfo.map((poster) => ({
        poster,
        label,
        isYes: isClaimed,
        origin: 'nfo',
        weight: NFO_WEIGHT,
        isJudging: false,
      })),
    )
  }
  // What an NFO claims was shown.
  if (isClaimed) return []
  const unshown = posters.filter(({ isReviewed }) => isReviewed)
  return shared(
    unshown.map((poster) => ({
      poster,
      label,
      isYes: false,
      origin: 'unshown',
      weight: UNSHOWN_WEIGHT,
      isJudging: false,
    })),
  )
}

interface Said {
  poster: TaughtPoster
  verdict: TaughtVerdict
}

/** The verdicts of a film that say what the latest says, at equal times the stronger. */
function standingVerdicts(label: number, film: readonly TaughtPoster[]): Said[] {
  const said = film.flatMap((poster) =>
    poster.verdicts.flatMap((verdict) => (verdict.label === label ? [{ poster, verdict }] : [])),
  )
  const last = said.reduce<Said | null>(
    (held, each) => (held === null || outranks(each.verdict, held.verdict) ? each : held),
    null,
  )
  return said.filter(({ verdict }) => verdict.isYes === last?.verdict.isYes)
}

function outranks(one: TaughtVerdict, other: TaughtVerdict): boolean {
  if (one.at !== other.at) return one.at > other.at
  return VERDICT_WEIGHTS[one.source] > VERDICT_WEIGHTS[other.source]
}

function verdictStatement(label: number, { poster, verdict }: Said): Statement[] {
  if (!isFit(poster)) return []
  const { isYes, isAsked, source } = verdict
  return [
    {
      poster,
      label,
      isYes,
      origin: isAsked ? 'asked' : 'unasked',
      weight: VERDICT_WEIGHTS[source],
      isJudging: isAsked && poster.isReviewed && (source === 'explicit' || source === 'confirmed'),
    },
  ]
}

/** A film weighs the same however many posters it has. */
function shared(statements: Statement[]): Statement[] {
  return statements.map((statement) => ({ ...statement, weight: statement.weight / statements.length }))
}
