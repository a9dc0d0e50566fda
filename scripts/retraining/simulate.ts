import { seededRandom, shuffledIndices } from '#engine/platform/random.ts'
import type { LevelledHead, TaughtPoster, TeachHistory } from '#engine/training/teach/input.ts'
import type { TeachOutcome, TeachReason } from '#engine/training/teach/outcome.ts'
import { teach } from '#engine/training/teach/teach.ts'
import type { Collection, OwnedFilm } from './collections.ts'
import { plainOrder, reviewOrder } from './order.ts'
import { answeredPoster, shownBy, verdictsOn } from './person.ts'
import type { Skill } from './skill.ts'
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
}

/** At most so many of a collection are asked about: half of it, the other half judges. */
const MOST_ASKED = 1200

/** One person: answers, teaches, and uses what proves better. The same run of a scenario always goes the same way. */
export function simulate(world: World, scenario: Scenario, run: number): Step[] {
  const { bundled, replay } = world
  const random = seededRandom(run + 1)
  const { asked, held, truths } = dealt(world, scenario.collection, random)
  const wall = { films: asked, firstId: 1 + run * MOST_ASKED, trusted: world.trusted }
  const order = scenario.asking === 'random' ? plainOrder(wall) : reviewOrder(wall, bundled)
  const skillHeld = ({ head }: LevelledHead) =>
    skillOf(
      head,
      held.map(({ embedding }) => embedding),
      truths.slice(asked.length),
    )
  const skillRemembered = ({ head }: LevelledHead) =>
    skillOf(head, replay.judging.embeddings, replay.judging.genres)
  const first = { held: skillHeld(bundled), remembered: skillRemembered(bundled) }
  const posters: TaughtPoster[] = []
  let inUse = { by: bundled, held: first.held, remembered: first.remembered }
  let history: TeachHistory = { attempts: 0, judgedFilms: 0 }
  let verdicts = 0
  const steps: Step[] = []
  for (const point of scenario.points) {
    while (verdicts < point) {
      const question = order.next()
      if (question === null) return steps
      const put = { ...question, label: scenario.asking === 'asked' ? question.label : null }
      const { embedding } = asked[put.place] as OwnedFilm
      const truth = truths[put.place] ?? 0
      const said = verdictsOn(put, { truth, shown: shownBy(inUse.by, embedding), random, at: posters.length })
      const poster = answeredPoster(wall.firstId + put.place, embedding, put, said)
      posters.push(poster)
      order.told(poster)
      verdicts += said.length
    }
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
    const learned =
      taught === null ? inUse : { by: taught, held: skillHeld(taught), remembered: skillRemembered(taught) }
    steps.push({
      point,
      verdicts,
      posters: posters.length,
      outcome,
      reason,
      seconds: (user + system) / 1e6,
      bundled: first.held,
      before: inUse.held,
      learned: learned.held,
      remembered: { bundled: first.remembered, learned: learned.remembered },
    })
    if (taught !== null) history = { attempts: taught.attempt, judgedFilms }
    if (outcome !== 'better') continue
    if (scenario.endsAtPromotion) return steps
    history = { attempts: 0, judgedFilms }
    inUse = learned
    order.predict(learned.by)
  }
  return steps
}

/** Deals the films of a collection out, half to ask about and half to judge by, with what is true of them in this order. */
function dealt(world: World, collection: Collection, random: () => number) {
  const owned = world.films.filter((film) => collection.has(film))
  const films = Array.from(shuffledIndices(owned.length, random), (place): OwnedFilm => {
    const film = owned[place] as World['films'][number]
    return { embedding: film[collection.picture], genres: film.genres }
  })
  const truths = collection.truthsOf(films, world.bundled, random)
  const half = Math.min(MOST_ASKED, Math.floor(films.length / 2))
  return { asked: films.slice(0, half), held: films.slice(half), truths }
}
