import { seededRandom, shuffledIndices } from '#engine/platform/random.ts'
import type { TeachOutcome, TeachReason } from '#shared/contract/teach.ts'
import { probabilitiesOf } from '#engine/model/heads.ts'
import type { LevelledHead, TaughtPoster, TeachHistory } from '#engine/training/teach/input.ts'
import { teach } from '#engine/training/teach/teach.ts'
import type { Collection, OwnedFilm } from './collections.ts'
import type { Order } from './order.ts'
import { plainOrder, reviewOrder } from './order.ts'
import type { Asked } from './person.ts'
import { answeredPoster, shownBy, verdictsOn } from './person.ts'
import type { KnownFilms, Skill } from './skill.ts'
import { skillOf } from './skill.ts'
import type { World } from './world.ts'

/** How posters come, and how much is said of each: `asked` answers a question about one genre and says no more. */
export type Asking = 'random' | 'review' | 'asked'

export interface Scenario {
  collection: Collection
  asking: Asking
  /** Numbers of verdicts after which the person teaches. */
  points: readonly number[]
  /** A head that was promoted is all there is to know. */
  endsAtPromotion: boolean
}

/** One teaching of a person. */
export interface Step {
  point: number
  verdicts: number
  posters: number
  outcome: TeachOutcome
  reason: TeachReason
  /** Of processor time. */
  seconds: number
  /** On films that were not asked about: the head that came with the trunk, the one in use before, and what was learned. */
  bundled: Skill
  before: Skill
  learned: Skill
  /** The last two on the replay's judging films, by the metadata. */
  remembered: { bundled: Skill; learned: Skill }
  /** The share of the films not asked about of which other genres would be called likely. */
  changed: number
}

/** At most so many of a collection are asked about: half of it, the other half judges. */
const MOST_ASKED = 1200

/** One person: answers, teaches, and uses what proves better. The same run of a scenario always goes the same way. */
export function simulate(world: World, scenario: Scenario, run: number): Step[] {
  const person = new Person(world, scenario, run)
  const steps: Step[] = []
  for (const point of scenario.points) {
    if (!person.answerUntil(point)) break
    const step = person.teach(point)
    steps.push(step)
    if (scenario.endsAtPromotion && step.outcome === 'better') break
  }
  return steps
}

interface Measured {
  by: LevelledHead
  held: Skill
  remembered: Skill
}

class Person {
  private readonly world: World
  private readonly scenario: Scenario
  private readonly random: () => number
  private readonly films: ReturnType<typeof dealt>
  private readonly order: Order
  private readonly firstId: number
  private readonly first: Measured
  private inUse: Measured
  private history: TeachHistory = { attempts: 0, judgedFilms: 0 }
  private readonly posters: TaughtPoster[] = []
  private verdicts = 0

  constructor(world: World, scenario: Scenario, run: number) {
    const { bundled, trusted } = world
    this.world = world
    this.scenario = scenario
    this.random = seededRandom(run + 1)
    this.films = dealt(world, scenario.collection, this.random)
    this.firstId = 1 + run * MOST_ASKED
    const wall = { films: this.films.asked, firstId: this.firstId, trusted }
    this.order = scenario.asking === 'random' ? plainOrder(wall) : reviewOrder(wall, bundled)
    this.first = this.measured(bundled)
    this.inUse = this.first
  }

  /** False: nothing is left to ask about. */
  answerUntil(verdicts: number): boolean {
    while (this.verdicts < verdicts) {
      const question = this.order.next()
      if (question === null) return false
      this.answer({ ...question, label: this.scenario.asking === 'asked' ? question.label : null })
    }
    return true
  }

  private answer(question: Asked): void {
    const { embedding } = this.films.asked[question.place] as OwnedFilm
    const said = verdictsOn(question, {
      truth: this.films.truths[question.place] ?? 0,
      shown: shownBy(this.inUse.by, embedding),
      adds: this.scenario.collection.adds,
      random: this.random,
      at: this.posters.length,
    })
    const poster = answeredPoster(this.firstId + question.place, embedding, question, said)
    this.posters.push(poster)
    this.order.told(poster)
    this.verdicts += said.length
  }

  teach(point: number): Step {
    const { inUse, first, posters, history } = this
    const { bundled, replay } = this.world
    const startedAt = process.cpuUsage()
    const { outcome, reason, judgedFilms, taught } = teach({
      posters,
      parent: inUse.by,
      bundled: inUse.by === bundled ? null : bundled.head,
      replay,
      history,
      withNfo: false,
    })
    const { user, system } = process.cpuUsage(startedAt)
    const learned = taught === null ? inUse : this.measured(taught)
    if (taught !== null) this.history = { attempts: taught.attempt, judgedFilms }
    if (outcome === 'better') this.use(learned, judgedFilms)
    return {
      point,
      verdicts: this.verdicts,
      posters: posters.length,
      outcome,
      reason,
      seconds: (user + system) / 1e6,
      bundled: first.held,
      before: inUse.held,
      learned: learned.held,
      remembered: { bundled: first.remembered, learned: learned.remembered },
      changed: taught === null ? 0 : changedShare(this.films.held.embeddings, inUse.by, taught),
    }
  }

  private use(learned: Measured, judgedFilms: number): void {
    this.history = { attempts: 0, judgedFilms }
    this.inUse = learned
    this.order.predict(learned.by)
  }

  private measured(by: LevelledHead): Measured {
    return {
      by,
      held: skillOf(by.head, this.films.held),
      remembered: skillOf(by.head, this.world.remembered),
    }
  }
}

/** The share of films whose likely genres are others. */
function changedShare(embeddings: readonly Uint8Array[], from: LevelledHead, to: LevelledHead): number {
  const changed = embeddings.filter((stored) => likelyMask(stored, from) !== likelyMask(stored, to))
  return changed.length / embeddings.length
}

function likelyMask(stored: Uint8Array, { head, levels }: LevelledHead): number {
  return probabilitiesOf(stored, head).reduce((mask, probability, label) => {
    return probability >= (levels[label]?.likely ?? Infinity) ? mask | (1 << label) : mask
  }, 0)
}

/** Deals the films of a collection out: half to ask about, with what is true of them, and half to judge by. */
function dealt({ films: all, bundled }: World, collection: Collection, random: () => number) {
  const owned = all.filter((film) => collection.has(film))
  const films = Array.from(shuffledIndices(owned.length, random), (place): OwnedFilm => {
    const film = owned[place] as World['films'][number]
    return { embedding: film[collection.picture], genres: film.genres }
  })
  const truths = collection.truthsOf(films, bundled, random)
  const half = Math.min(MOST_ASKED, Math.floor(films.length / 2))
  const embeddings = films.slice(half).map(({ embedding }) => embedding)
  const held: KnownFilms = {
    embeddings,
    truths: truths.slice(half),
    shown: embeddings.map((embedding) => shownBy(bundled, embedding).maybe),
    own: collection.own,
  }
  return { asked: films.slice(0, half), truths, held }
}
