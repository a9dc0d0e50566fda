import { describe, expect, it } from 'vitest'
import type { ReviewKind } from '#shared/contract/review.ts'
import type { Genre } from '#shared/domain/genres.ts'
import { GENRES } from '#shared/domain/genres.ts'
import type { ReviewedPoster } from '../../../../tests/helpers/review-columns.ts'
import { reviewColumns } from '../../../../tests/helpers/review-columns.ts'
import { seededRandom } from '../../platform/random.ts'
import { isAuditFilm } from './audit-sample.ts'
import type { ReviewPool } from './candidates.ts'
import { reviewCandidates } from './candidates.ts'
import type { Relations } from './compose-pages.ts'
import { composePages } from './compose-pages.ts'

interface Asked extends Partial<Omit<Relations, 'idOf'> & Pick<ReviewPool, 'isExplicit'>> {
  limit?: number
  /** Candidates kept of each kind. */
  most?: number
  asked?: number[]
  trusted?: Genre[]
}

const SHOWN = GENRES.flatMap((name, genre) => (name === 'Foreign' || name === 'TV Movie' ? [] : [genre]))

function ask(posters: readonly ReviewedPoster[], options: Asked = {}) {
  const columns = reviewColumns(posters)
  const { limit = 10, most = 500, asked = [], trusted } = options
  const { areAlike = () => false, isExplicit = () => true } = options
  const pool = {
    columns,
    asked: new Set(asked),
    shown: SHOWN,
    trusted: trusted?.map((genre) => GENRES.indexOf(genre)) ?? SHOWN,
    isExplicit,
  }
  const candidates = reviewCandidates(pool, most)
  const relations = { idOf: (row: number) => columns.ids[row] ?? 0, areAlike }
  const questions = composePages(candidates, relations, limit)
  return {
    remaining: candidates.remaining,
    kinds: questions.reduce<Partial<Record<ReviewKind, number>>>(
      (counts, { kind }) => ({ ...counts, [kind]: (counts[kind] ?? 0) + 1 }),
      {},
    ),
    of: (kind: ReviewKind) =>
      questions
        .filter((question) => question.kind === kind)
        .sort((left, right) => right.score - left.score)
        .map(({ id, genre }) => ({ id, genre: genre === null ? null : GENRES[genre] })),
    questions,
  }
}

/** Ids that no audit asks about, from the lowest. */
const plainIds = Array.from({ length: 5_000 }, (_, index) => index + 1).filter((id) => !isAuditFilm(id))
const auditIds = Array.from({ length: 5_000 }, (_, index) => index + 1).filter(isAuditFilm)
const plain = (index: number) => plainIds[index] as number

/** Posters of all sorts: with and without NFO, verdicts and predictions near and far from every level. */
function collection(count: number): ReviewedPoster[] {
  const random = seededRandom(9)
  const pick = () => GENRES[Math.floor(random() * GENRES.length)] as Genre
  return Array.from({ length: count }, (_, index): ReviewedPoster => {
    const says = Object.fromEntries(GENRES.map((genre) => [genre, random() ** 3]))
    const nfo = random() < 0.3 ? [pick()] : []
    return random() < 0.2 ? { id: index + 1, says, yes: [pick()], nfo } : { id: index + 1, says, nfo }
  })
}

describe('a page of the review', () => {
  it('has two drawn, four uncertain, two with another NFO, a suspected mistake and a rare genre', () => {
    const page = ask(collection(600))
    expect(page.kinds).toEqual({ audit: 2, uncertain: 4, disagree: 2, verdict: 1, rare: 1 })
    expect(new Set(page.questions.map(({ id }) => id)).size).toBe(10)
    expect(page.questions.every(({ score }) => score >= 0 && score <= 1)).toBe(true)
  })

  it('draws its audits without a look at any prediction', () => {
    const drawn = ask(collection(600)).of('audit')
    const unpredicted = collection(600).map((poster) => ({ ...poster, says: null }))
    const others = ask(unpredicted)
      .of('audit')
      .map(({ id }) => id)
    expect(drawn.every(({ id, genre }) => isAuditFilm(id) && genre === null)).toBe(true)
    expect(others).toEqual(expect.arrayContaining(drawn.map(({ id }) => id)))
  })

  it('asks about an audit film in no other way', () => {
    const asked = ask(collection(600), { limit: 400 }).questions
    expect(asked.filter(({ kind }) => kind !== 'audit').some(({ id }) => isAuditFilm(id))).toBe(false)
    expect(asked.filter(({ kind }) => kind === 'audit')).toHaveLength(80)
  })

  it('mixes its kinds, so that no place tells an audit', () => {
    const { questions } = ask(collection(600), { limit: 200 })
    const places = questions.flatMap(({ kind }, place) => (kind === 'audit' ? [place % 10] : []))
    expect(new Set(places).size).toBe(10)
  })
})

describe('what each kind asks about', () => {
  it('uncertain: the posters nearest to a level, in the genre that is nearest', () => {
    const page = ask([
      { id: plain(0), says: { Drama: 0.62, Horror: 0.9 } },
      { id: plain(1), says: { Drama: 0.1, Horror: 0.595 } },
      { id: plain(2), says: { Drama: 0.1 } },
    ])
    expect(page.of('uncertain').slice(0, 2)).toEqual([
      { id: plain(1), genre: 'Horror' },
      { id: plain(0), genre: 'Drama' },
    ])
  })

  it('uncertain: by the spread of the genre, so that one with little between its posters does not take all', () => {
    // In Drama the posters lie far apart, in Horror all within a hair's breadth of each other.
    const posters = plainIds.slice(0, 40).map((id, index): ReviewedPoster => ({
      id,
      says: { Drama: index % 2 === 0 ? 0.02 : 0.97, Horror: 0.5 + (index % 5) * 0.002 },
    }))
    posters[7] = { id: plain(7), says: { Drama: 0.66, Horror: 0.5 } }
    expect(ask(posters).of('uncertain')[0]).toEqual({ id: plain(7), genre: 'Drama' })
  })

  it('uncertain: by the levels of title and picture where the title had a say', () => {
    const page = ask([
      { id: plain(0), says: { Drama: 0.31 }, titled: true },
      { id: plain(1), says: { Drama: 0.31 } },
    ])
    expect(page.of('uncertain')[0]).toEqual({ id: plain(0), genre: 'Drama' })
  })

  it('uncertain: not in a genre that the model cannot tell, nor one that was said', () => {
    const posters = [{ id: plain(0), says: { Drama: 0.6, Horror: 0.5, War: 0.59 }, yes: ['Drama' as const] }]
    expect(ask(posters, { trusted: ['Drama', 'Horror'] }).of('uncertain')).toEqual([
      { id: plain(0), genre: 'Horror' },
    ])
  })

  it('disagree: what the picture likely is and the NFO does not say, or the other way round', () => {
    const page = ask([
      { id: plain(0), nfo: ['Comedy'], says: { Comedy: 0.7, Thriller: 0.95 } },
      { id: plain(1), nfo: ['Western'], says: { Western: 0.05 } },
      { id: plain(2), nfo: ['Comedy'], says: { Comedy: 0.5, Drama: 0.5 } },
    ])
    expect(page.of('disagree')).toEqual(
      expect.arrayContaining([
        { id: plain(0), genre: 'Thriller' },
        { id: plain(1), genre: 'Western' },
      ]),
    )
    expect(page.kinds).toEqual({ disagree: 2, open: 1 })
  })

  it('verdict: where the model is strongly against what a person said of this one poster', () => {
    // Most are far below the level, so that two spreads are much.
    const others = plainIds.slice(10, 60).map((id, index): ReviewedPoster => ({
      id,
      reviewed: true,
      says: { Horror: index % 2 === 0 ? 0.2 : 0.5 },
    }))
    const posters: ReviewedPoster[] = [
      { id: plain(0), yes: ['Horror'], says: { Horror: 0.01 }, reviewed: true },
      { id: plain(1), no: ['Horror'], says: { Horror: 0.99 }, reviewed: true },
      { id: plain(2), yes: ['Horror'], says: { Horror: 0.5 }, reviewed: true },
      ...others,
    ]
    expect(
      ask(posters)
        .of('verdict')
        .map(({ id }) => id)
        .sort(),
    ).toEqual([plain(0), plain(1)].sort())
    expect(ask(posters, { isExplicit: (id) => id !== plain(1) }).of('verdict')).toEqual([
      { id: plain(0), genre: 'Horror' },
    ])
    // However many that were imported, or said of many at once, are contradicted more strongly.
    expect(ask(posters, { isExplicit: (id) => id !== plain(1), most: 1 }).of('verdict')).toEqual([
      { id: plain(0), genre: 'Horror' },
    ])
    expect(ask(posters).remaining).toBe(0)
  })

  it('rare: likely of the genre of which the fewest are known', () => {
    const known = plainIds
      .slice(100, 145)
      .map((id): ReviewedPoster => ({ id, yes: ['Drama'], reviewed: true }))
    const page = ask([
      ...known,
      { id: plain(0), says: { Drama: 0.99 } },
      { id: plain(1), says: { War: 0.61 } },
      ...plainIds.slice(2, 12).map((id): ReviewedPoster => ({ id, says: { Comedy: 0.6 } })),
    ])
    expect(page.of('rare')[0]).toMatchObject({ genre: 'War' })
    expect(page.of('rare').some(({ genre }) => genre === 'Drama')).toBe(false)
  })

  it('open: what nothing was predicted of', () => {
    const page = ask(plainIds.slice(0, 3).map((id) => ({ id, says: null })))
    expect(page.kinds).toEqual({ open: 3 })
  })
})

describe('a collection at its end', () => {
  it('without anything unreviewed asks nothing', () => {
    expect(ask([]).questions).toEqual([])
    const done = collection(30).map((poster): ReviewedPoster => ({ ...poster, yes: [], reviewed: true }))
    expect(ask(done)).toMatchObject({ questions: [], remaining: 0 })
    const asked = collection(30).map(({ id }) => id)
    expect(ask(collection(30), { asked })).toMatchObject({ questions: [], remaining: 0 })
    expect(ask(collection(30).map((poster) => ({ ...poster, hidden: true })))).toMatchObject({ remaining: 0 })
  })

  it('of one poster asks about that', () => {
    for (const id of [auditIds[0], plainIds[0]] as number[]) {
      for (const says of [null, {}, { Drama: NaN }]) {
        expect(ask([{ id, says }])).toMatchObject({ questions: [{ id }], remaining: 1 })
      }
    }
  })

  it('is asked about to the last poster, ten at a time', () => {
    const posters = collection(137)
    const asked: number[] = []
    for (let page = ask(posters); page.questions.length > 0; page = ask(posters, { asked })) {
      expect(page.questions.length).toBeLessThanOrEqual(10)
      asked.push(...page.questions.map(({ id }) => id))
    }
    expect(asked.sort((left, right) => left - right)).toEqual(posters.map(({ id }) => id))
  })

  it('fills with others where a kind has too few', () => {
    const sure = plainIds
      .slice(0, 20)
      .map((id): ReviewedPoster => ({ id, nfo: ['Drama'], says: { Drama: 0.9 } }))
    expect(ask(sure).kinds).toEqual({ open: 10 })
    const audits = auditIds.slice(0, 20).map((id): ReviewedPoster => ({ id }))
    expect(ask(audits).kinds).toEqual({ audit: 10 })
  })
})

describe('near-equal posters', () => {
  it('never stand on one page, but on the next', () => {
    const areAlike = (one: number, other: number) => one % 7 === other % 7
    const { questions } = ask(collection(300), { areAlike, limit: 70 })
    const first = questions.slice(0, 7)
    expect(new Set(first.map(({ id }) => id % 7)).size).toBe(7)
    expect(questions).toHaveLength(70)
  })

  it('are asked about one by one where all are', () => {
    const posters = collection(40)
    expect(ask(posters, { areAlike: () => true }).questions).toHaveLength(10)
    const ids = ask(posters, { areAlike: () => true, limit: 40 }).questions.map(({ id }) => id)
    expect(new Set(ids).size).toBe(40)
  })
})
