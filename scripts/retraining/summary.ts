import type { TeachOutcome } from '#shared/contract/teach.ts'
import type { NamedScenario } from './scenarios.ts'
import type { Step } from './simulate.ts'
import type { Skill } from './skill.ts'

/** A mean over runs with its standard error. */
export interface Mean {
  mean: number
  error: number
}

export type MeanSkill = Record<keyof Skill, Mean>

/** All runs at one number of verdicts. */
export interface PointSummary {
  point: number
  /** Runs that had so many verdicts to give. */
  runs: number
  posters: number
  /** The head that came with the trunk, on films that were not asked about. */
  bundled: MeanSkill
  /** What it is changed by: by what was learned, used or not, and by what is in use after the teaching. */
  learned: MeanSkill
  used: MeanSkill
  /** By what was learned, on the films of the replay. */
  remembered: MeanSkill
  /** The share of films of which other genres would be called likely. */
  changed: Mean
  seconds: Mean
  slowestSeconds: number
  outcomes: OutcomeCount[]
}

/** How often something came of a teaching, and how often what was learned had a lower loss than the head in use. */
export interface OutcomeCount {
  outcome: TeachOutcome
  reason: string
  times: number
  /** Of those in which something was learned: on all genres, and on what is shown only. */
  learned: number
  better: number
  betterShown: number
}

export interface ScenarioSummary {
  name: string
  runs: number
  /** Runs with a promotion, and teachings that were judged. */
  promoted: number
  judged: number
  /** Promotions whose head had in truth a lower loss than the one before, and the mean share of films that changed. */
  promotedBetter: number
  promotedChanged: number
  points: PointSummary[]
}

export function summaryOf({ name, points }: NamedScenario, runs: readonly Step[][]): ScenarioSummary {
  const steps = runs.flat()
  const promotions = steps.filter(({ outcome }) => outcome === 'better')
  return {
    name,
    runs: runs.length,
    promoted: runs.filter((run) => run.some(({ outcome }) => outcome === 'better')).length,
    judged: steps.filter(({ outcome }) => outcome !== 'not-enough').length,
    promotedBetter: promotions.filter(({ learned, before }) => learned.loss < before.loss).length,
    promotedChanged: promotions.length === 0 ? 0 : meanOf(promotions.map(({ changed }) => changed)).mean,
    points: points.flatMap((point) => {
      const own = steps.filter((step) => step.point === point)
      return own.length === 0 ? [] : [pointOf(point, own)]
    }),
  }
}

function pointOf(point: number, steps: readonly Step[]): PointSummary {
  const changes = (to: (step: Step) => Skill, from: (step: Step) => Skill) =>
    skillOf((key) => steps.map((step) => to(step)[key] - from(step)[key]))
  return {
    point,
    runs: steps.length,
    posters: Math.round(meanOf(steps.map(({ posters }) => posters)).mean),
    bundled: skillOf((key) => steps.map(({ bundled }) => bundled[key])),
    learned: changes(
      ({ learned }) => learned,
      ({ bundled }) => bundled,
    ),
    used: changes(
      ({ outcome, learned, before }) => (outcome === 'better' ? learned : before),
      ({ bundled }) => bundled,
    ),
    remembered: changes(
      ({ remembered }) => remembered.learned,
      ({ remembered }) => remembered.bundled,
    ),
    changed: meanOf(steps.map(({ changed }) => changed)),
    seconds: meanOf(steps.map(({ seconds }) => seconds)),
    slowestSeconds: rounded(Math.max(...steps.map(({ seconds }) => seconds))),
    outcomes: outcomesOf(steps),
  }
}

export function outcomesOf(steps: readonly Step[]): OutcomeCount[] {
  const counts = new Map<string, OutcomeCount>()
  for (const { outcome, reason, learned, before } of steps) {
    const count = counts.get(reason) ?? { outcome, reason, times: 0, better: 0, learned: 0, betterShown: 0 }
    counts.set(reason, count)
    count.times++
    if (outcome === 'not-enough') continue
    count.learned++
    if (learned.loss < before.loss) count.better++
    if (learned.shownLoss < before.shownLoss) count.betterShown++
  }
  return [...counts.values()].sort((one, other) => other.times - one.times)
}

function skillOf(values: (key: keyof Skill) => number[]): MeanSkill {
  const mean = (key: keyof Skill) => meanOf(values(key))
  return {
    loss: mean('loss'),
    shownLoss: mean('shownLoss'),
    macro: mean('macro'),
    micro: mean('micro'),
    ownLoss: mean('ownLoss'),
    ownPrecision: mean('ownPrecision'),
  }
}

export function meanOf(values: readonly number[]): Mean {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  const error = values.length < 2 ? 0 : Math.sqrt(squares / (values.length - 1) / values.length)
  return { mean: rounded(mean), error: rounded(error) }
}

/** As many digits as anybody reads. */
function rounded(value: number): number {
  return Number(value.toFixed(6))
}
