import { describe, expect, it } from 'vitest'
import { encodeEmbedding } from '#engine/model/stored-embedding.ts'
import { seededRandom } from '#engine/platform/random.ts'
import { isAuditFilm } from '#engine/training/review/audit-sample.ts'
import type { LevelledHead } from '#engine/training/teach/input.ts'
import { GENRES } from '#shared/domain/genres.ts'
import type { Order } from './order.ts'
import { plainOrder, reviewOrder } from './order.ts'
import type { Asked } from './person.ts'
import { answeredPoster } from './person.ts'
import { ASKED } from './asked-genres.ts'

const DIMENSIONS = 8
const random = seededRandom(2)
const model: LevelledHead = {
  head: {
    weights: Float32Array.from({ length: GENRES.length * DIMENSIONS }, () => 4 * random() - 2),
    bias: new Float32Array(GENRES.length),
    dimensions: DIMENSIONS,
  },
  levels: GENRES.map(() => ({ likely: 0.6, fewer: null, more: null, maybe: 0.4 })),
}
const wall = {
  films: Array.from({ length: 60 }, () => ({
    embedding: encodeEmbedding(Float32Array.from({ length: DIMENSIONS }, random)),
    genres: 0,
  })),
  firstId: 1000,
  trusted: ASKED,
}

/** All questions, each answered with nothing. */
function questionsOf(order: Order): Asked[] {
  const questions: Asked[] = []
  for (let asked = order.next(); asked !== null; asked = order.next()) {
    questions.push(asked)
    const { embedding } = wall.films[asked.place] as (typeof wall.films)[number]
    order.told(answeredPoster(wall.firstId + asked.place, embedding, asked, []))
  }
  return questions
}

describe.each([
  ['plain order', () => plainOrder(wall)],
  ['order of the review', () => reviewOrder(wall, model)],
])('the %s', (_, order) => {
  it('asks about every poster once', () => {
    const places = questionsOf(order()).map(({ place }) => place)
    expect(places.sort((one, other) => one - other)).toEqual([...wall.films.keys()])
  })

  it('audits the films that are drawn for it, and no others', () => {
    const questions = questionsOf(order())
    expect(questions.every(({ place, isAudit }) => isAudit === isAuditFilm(wall.firstId + place))).toBe(true)
  })
})

describe('the order of the review', () => {
  it('asks about the genre that the model is least sure of first', () => {
    const [first] = questionsOf(reviewOrder(wall, model)).filter(({ isAudit }) => !isAudit)
    expect(first?.label).not.toBeNull()
  })

  it('goes by the head in use', () => {
    const order = reviewOrder(wall, model)
    const other = reviewOrder(wall, model)
    other.predict({ ...model, head: { ...model.head, weights: model.head.weights.map((weight) => -weight) } })
    expect(questionsOf(other)).not.toEqual(questionsOf(order))
  })
})
