import { describe, expect, it } from 'vitest'
import { logitsOf } from '../../model/heads.ts'
import { sigmoid } from '../../model/title/title-fusion.ts'
import { seededRandom, shuffledIndices } from '../../platform/random.ts'
import type { Answers, CollectionOptions } from '../../../../tests/helpers/taught-collection.ts'
import {
  drawnHead,
  LABELS,
  LIKELY,
  taughtCollection,
  verdict,
} from '../../../../tests/helpers/taught-collection.ts'
import type { TaughtVerdict, TeachInput } from './input.ts'
import { teach } from './teach.ts'

/** Says the first genre of far more films than the head does. */
const generous: Answers = ({ embedding, random }) =>
  logitsOf(embedding, drawnHead).reduce(
    (mask, logit, label) =>
      random() < sigmoid(label === 0 ? logit + 1.5 : logit) ? mask | (1 << label) : mask,
    0,
  )

/** Means the second genre by the first one too. */
const joined: Answers = ({ genres }) => (genres & 0b0010 ? genres | 0b0001 : genres)

/** Says exactly what the head calls likely. */
const echoing: Answers = ({ embedding }) =>
  logitsOf(embedding, drawnHead).reduce(
    (mask, logit, label) => (sigmoid(logit) >= LIKELY ? mask | (1 << label) : mask),
    0,
  )

const atRandom: Answers = ({ random }) => Math.floor(random() * 2 ** LABELS)

function taught(options: Partial<CollectionOptions> = {}, known: Partial<TeachInput> = {}) {
  return teach({ ...taughtCollection({ seed: 1, posters: 120, ...options }), ...known })
}

describe('teaching', () => {
  it('promotes a meaning that has changed', () => {
    for (const answers of [generous, joined]) {
      const result = taught({ answers })
      expect(result).toMatchObject({ outcome: 'better', reason: 'proven', basis: 'picked' })
      const { judgement, judgedAgreement, head } = result.taught ?? {}
      expect(judgement?.lossAfter).toBeLessThan(judgement?.lossBefore ?? 0)
      expect(judgedAgreement?.after).toBeGreaterThan(judgedAgreement?.before ?? 1000)
      expect(head).not.toEqual(drawnHead)
    }
  })

  it('does not promote verdicts at random, although it gains on them', () => {
    for (let seed = 0; seed < 5; seed++) {
      const result = taught({ answers: atRandom, seed, posters: 150 })
      expect(result.outcome).toBe('worse')
      expect(['no-pattern', 'forgets']).toContain(result.reason)
    }
  })

  it('does not promote what it learns from verdicts that say what the head says, over a row of attempts', () => {
    const runs = 10
    let promoted = 0
    for (let seed = 0; seed < runs; seed++) {
      const input = taughtCollection({ seed: 100 + seed, posters: 200 })
      let history = { attempts: 0, judgedFilms: 0 }
      for (const posters of [60, 110, 200]) {
        const { outcome, taught, judgedFilms } = teach({
          ...input,
          posters: input.posters.slice(0, posters),
          history,
        })
        if (outcome === 'better') promoted++
        if (taught !== null) history = { attempts: taught.attempt, judgedFilms }
      }
    }
    expect(promoted).toBeLessThanOrEqual(1)
  })

  it('leaves a person alone who agrees with all that is called likely', () => {
    for (let seed = 0; seed < 5; seed++) {
      const { outcome, taught: learned } = taught({ answers: echoing, seed, posters: 200, audits: 0.2 })
      // A more certain head has a lower loss on such verdicts, and would call other films likely.
      expect(learned?.judgement.lossAfter).toBeLessThan(learned?.judgement.lossBefore ?? 0)
      expect(outcome).toBe('worse')
    }
  })

  it('changes nothing where the model in use agrees with every verdict, though a surer one would lose none of them', () => {
    const result = taught({ answers: echoing, seed: 5, audits: 0.2 })
    expect(result).toMatchObject({ outcome: 'worse', reason: 'no-gain' })
    const { judgement, judgedAgreement: { verdicts, before, after } = {} } = result.taught ?? {}
    expect(judgement?.outcome).toBe('better')
    expect([before, after]).toEqual([verdicts, verdicts])
  })

  it('gives the same head, bit for bit, whatever the order of posters and verdicts', () => {
    const input = taughtCollection({ seed: 3, posters: 150, answers: generous, audits: 0.3 })
    const order = [...shuffledIndices(input.posters.length, seededRandom(8))]
    const posters = order.map((at) => {
      const poster = input.posters[at]
      if (poster === undefined) throw new Error('There is one for each place')
      return { ...poster, verdicts: poster.verdicts.toReversed().map((each) => ({ ...each, at: at + 7 })) }
    })
    expect(teach({ ...input, posters })).toEqual(teach(input))
  })

  it('learns as much of a genre as there are examples for', () => {
    const { genres } = taught({ answers: joined, posters: 100 })
    for (const { tier, yes, no } of genres) {
      const fewer = Math.min(yes, no)
      expect(tier).toBe(fewer >= 15 ? 'scale' : fewer >= 5 ? 'bias' : 'unchanged')
    }
  })

  it('leaves genres nearly as they are that the answers say nothing against', () => {
    for (let seed = 0; seed < 5; seed++) {
      const { posters, ...input } = taughtCollection({ seed, posters: 300, answers: generous })
      const { taught: learned } = teach({ posters, ...input })
      if (learned === null) throw new Error('It was judged')
      const moved = Array.from({ length: LABELS }, (_, label) => {
        const steps = posters.map(({ embedding }) => {
          if (embedding === null) throw new Error('Each has one')
          const [from, to] = [drawnHead, learned.head].map((head) => logitsOf(embedding, head)[label] ?? NaN)
          return Math.abs((to ?? NaN) - (from ?? NaN))
        })
        return steps.reduce((sum, step) => sum + step / steps.length, 0)
      })
      const [generously = NaN, ...others] = moved
      expect(generously).toBeGreaterThan(0.5)
      expect(others.reduce((sum, each) => sum + each / others.length, 0)).toBeLessThan(generously / 20)
    }
  })

  it('learns a whole vector where bias and scale do not say it', () => {
    // Says the fourth genre where the second is likely, which no scale of the fourth tells.
    const swapped: Answers = ({ genres }) => (genres & 0b0111) | (genres & 0b0010 ? 0b1000 : 0)
    const { genres, taught: learned } = taught({ answers: swapped, posters: 400 })
    expect(genres[3]).toMatchObject({ tier: 'vector' })
    expect(genres[3]?.reach).toBeGreaterThan(0)
    const { before, after } = learned?.precisions.find(({ label }) => label === 3) ?? {}
    expect(after).toBeGreaterThan((before ?? 1) + 0.1)
  })

  it('judges by audited films once there are sixty, and never learns from one', () => {
    const input = taughtCollection({ seed: 5, posters: 200, answers: generous, audits: 0.4 })
    const result = teach(input)
    expect(result.basis).toBe('audit')
    const audits = input.posters.filter(({ isAudit }) => isAudit)
    expect(result.taught?.judgement.films).toBe(audits.length)
    const others = input.posters.map((poster) =>
      poster.isAudit
        ? { ...poster, verdicts: poster.verdicts.map((each) => ({ ...each, isYes: !each.isYes })) }
        : poster,
    )
    const again = teach({ ...input, posters: others })
    expect(again.genres.map(({ yes, no }) => [yes, no])).toEqual(
      result.genres.map(({ yes, no }) => [yes, no]),
    )
  })

  it('asks more of each attempt, and for new films before it', () => {
    const history = { attempts: 3, judgedFilms: 80 }
    expect(taught({ answers: generous }, { history }).taught).toMatchObject({ attempt: 4, alpha: 0.1 / 20 })
    expect(taught({ answers: generous }, { history: { ...history, judgedFilms: 101 } })).toMatchObject({
      outcome: 'not-enough',
      reason: 'few-new-films',
      judgedFilms: 120,
      taught: null,
    })
  })

  it('can prove nothing without a replay', () => {
    const result = taught({ answers: generous }, { replay: null })
    expect(result).toMatchObject({ outcome: 'unproven', reason: 'no-replay' })
    expect(result.taught?.judgement.forgetting).toBeNull()
  })

  it('refuses a head that is worse than the one that came with the trunk', () => {
    // The head in use knows nothing of the first genre; what is learned of it in a hurry is less than what the first knew.
    const input = taughtCollection({ seed: 2, posters: 100 })
    const weights = drawnHead.weights.map((value, at) => (at < drawnHead.dimensions ? 0 : value))
    const spoilt = { ...drawnHead, weights, bias: drawnHead.bias.with(0, 3) }
    const result = teach({ ...input, parent: { ...input.parent, head: spoilt }, bundled: drawnHead })
    expect(result).toMatchObject({ outcome: 'worse', reason: 'below-bundled' })
  })
})

describe('teaching from next to nothing', () => {
  const from = (verdicts: (at: number) => TaughtVerdict[]) => {
    const input = taughtCollection({ seed: 1, posters: 60 })
    return teach({
      ...input,
      posters: input.posters.map((poster, at) => ({ ...poster, verdicts: verdicts(at) })),
    })
  }

  it.each([
    ['no verdict', () => [], 'no-verdicts'],
    ['one verdict', (at: number) => (at === 0 ? [verdict(0, true)] : []), 'few-examples'],
    ['only yes', () => [verdict(0, true)], 'few-examples'],
    ['only no', () => [verdict(0, false)], 'few-examples'],
    ['a genre that is gone', () => [verdict(LABELS + 3, true)], 'no-verdicts'],
    [
      'answers that nobody was asked for',
      (at: number) => [verdict(0, at % 2 === 0, { isAsked: false })],
      'few-new-films',
    ],
  ] as const)('changes nothing after %s, and says so', (_, verdicts, reason) => {
    const result = from(verdicts)
    expect(result).toMatchObject({ outcome: 'not-enough', reason, taught: null })
    expect(result.genres).toHaveLength(LABELS)
    expect(result.genres.every(({ tier }) => tier === 'unchanged')).toBe(true)
  })

  it('changes nothing without a poster', () => {
    expect(taught({ posters: 0 })).toMatchObject({
      outcome: 'not-enough',
      reason: 'no-verdicts',
      judgedFilms: 0,
    })
  })

  it('learns when nothing is left to judge by, and offers nothing', () => {
    expect(from((at) => (at < 24 ? [verdict(0, at % 2 === 0)] : []))).toMatchObject({
      outcome: 'not-enough',
      reason: 'few-judges',
    })
  })
})
