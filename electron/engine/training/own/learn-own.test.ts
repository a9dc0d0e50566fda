import { describe, expect, it } from 'vitest'
import { sigmoid } from '../../model/heads.ts'
import { decodeEmbedding, encodeEmbedding } from '../../model/stored-embedding.ts'
import { seededRandom } from '../../platform/random.ts'
import { learnOwn, OWN_LIKELY_FROM } from './learn-own.ts'
import type { OwnExample } from './own-films.ts'

const DIMENSIONS = 16

/** Drawn films: those of the genre are stronger in the first values, by so much. */
function drawnFilms(count: number, options: { seed: number; strength: number; share?: number }) {
  const random = seededRandom(options.seed)
  return Array.from({ length: count }, (_, at) => {
    const isYes = random() < (options.share ?? 0.5)
    const embedding = encodeEmbedding(
      Float32Array.from({ length: DIMENSIONS }, (_, place) => {
        const extra = isYes && place < 4 ? options.strength : 0
        return Math.abs(random() + random() + extra)
      }),
    )
    return { id: at + 1, isYes, embedding }
  })
}

type Film = ReturnType<typeof drawnFilms>[number]

function said(film: Film, asked: OwnExample['asked'] = null, more: Partial<OwnExample> = {}): OwnExample {
  const { id, isYes, embedding } = film
  const known = { filmId: null, stackId: null, flags: 0, source: 'explicit', at: id } as const
  return { id, value: isYes ? 1 : 0, embedding, asked, ...known, ...more }
}

/** So many yes and no, every second no a look-alike and the others drawn. */
function judged(yes: number, no: number, options: { seed: number; strength: number }): OwnExample[] {
  const films = drawnFilms(6 * (yes + no), options)
  const ofYes = films.filter(({ isYes }) => isYes).slice(0, yes)
  const ofNo = films.filter(({ isYes }) => !isYes).slice(0, no)
  return [
    ...ofYes.map((film) => said(film)),
    ...ofNo.map((film, at) => said(film, at % 2 === 0 ? 'alike' : 'chance')),
  ]
}

describe('a genre of the user’s own', () => {
  it('is a tag until twelve films are said yes of and twelve no, six of these look-alikes', () => {
    const examples = judged(12, 12, { seed: 1, strength: 1 })
    expect(learnOwn(examples, DIMENSIONS)).toMatchObject({ standing: 'ranked' })
    expect(learnOwn(examples.slice(1), DIMENSIONS)).toEqual({
      standing: 'few',
      films: { yes: 11, no: 12, alikeNo: 6, chance: 6 },
      auc: null,
      head: null,
    })
    const unasked = examples.map((example) => ({ ...example, asked: null }))
    expect(learnOwn(unasked, DIMENSIONS)).toMatchObject({ standing: 'few', films: { alikeNo: 0 } })
    const alike = examples.map((example) => ({ ...example, asked: 'alike' as const }))
    expect(learnOwn(alike, DIMENSIONS).standing).toBe('few')
    expect(learnOwn([], DIMENSIONS).standing).toBe('few')
  })

  it('counts a film once, and leaves out what cannot be learned from', () => {
    const [first, ...others] = judged(12, 12, { seed: 1, strength: 1 })
    if (first === undefined) throw new Error('nothing was drawn')
    const twin = { ...first, id: 900, filmId: 7 }
    const films = learnOwn([{ ...first, filmId: 7 }, twin, ...others.slice(1)], DIMENSIONS).films
    expect(films.yes).toBe(11)
    const unfit = learnOwn([{ ...first, flags: 1 }, ...others], DIMENSIONS).films
    const unread = learnOwn([{ ...first, embedding: null }, ...others], DIMENSIONS).films
    expect([unfit.yes, unread.yes]).toEqual([11, 11])
  })

  it('that no poster shows cannot be told, and stays a tag', () => {
    const examples = judged(40, 40, { seed: 3, strength: 0 })
    const { standing, auc, head } = learnOwn(examples, DIMENSIONS)
    expect(standing).toBe('untold')
    expect(auc).toBeLessThan(0.65)
    expect(head).toBeNull()
  })

  it('is learned the same, bit for bit, whatever the order of the verdicts', () => {
    const examples = judged(15, 15, { seed: 4, strength: 1 })
    expect(learnOwn(examples.toReversed(), DIMENSIONS)).toEqual(learnOwn(examples, DIMENSIONS))
  })

  it('puts films that it has not seen in order', () => {
    const { head } = learnOwn(judged(20, 20, { seed: 5, strength: 1 }), DIMENSIONS)
    const logits = drawnFilms(400, { seed: 6, strength: 1 }).map((film) => ({
      ...film,
      logit: logitOf(head, film),
    }))
    const half = logits.toSorted((left, right) => right.logit - left.logit).slice(0, 200)
    expect(half.filter(({ isYes }) => isYes).length).toBeGreaterThan(160)
  })

  it('has percentages from fifty films on, if enough were drawn, and they mean what they say', () => {
    const share = 0.2
    const strength = 0.8
    const drawn = drawnFilms(120, { seed: 7, strength, share }).map((film) => said(film, 'chance'))
    const found = judged(20, 20, { seed: 8, strength }).map((film) => ({ ...film, id: film.id + 1000 }))
    const few = learnOwn(found, DIMENSIONS)
    expect(few.standing).toBe('ranked')
    const { standing, head } = learnOwn([...found, ...drawn], DIMENSIONS)
    expect(standing).toBe('scored')
    const others = drawnFilms(2000, { seed: 9, strength, share }).map((film) => ({
      ...film,
      probability: sigmoid(logitOf(head, film)),
    }))
    const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
    const right = (films: typeof others) => mean(films.map(({ isYes }) => (isYes ? 1 : 0)))
    expect(mean(others.map(({ probability }) => probability))).toBeCloseTo(right(others), 1)
    const likely = others.filter(({ probability }) => probability >= OWN_LIKELY_FROM)
    expect(likely.length).toBeGreaterThan(50)
    expect(right(likely)).toBeGreaterThan(0.6)
  })
})

function logitOf(head: ReturnType<typeof learnOwn>['head'], { embedding }: Film): number {
  if (head === null) throw new Error('there is no head')
  return decodeEmbedding(embedding).reduce(
    (sum, value, at) => sum + value * (head.direction[at] ?? 0),
    head.bias,
  )
}
