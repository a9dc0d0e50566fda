import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import type { Engine } from '#engine/app/engine-types.ts'
import { openEngine } from '#engine/app/engine.ts'
import { openRegistry } from '#engine/model/registry.ts'
import { seededRandom } from '#engine/platform/random.ts'
import type { Genre } from '#shared/domain/genres.ts'
import { teachWith } from '../../electron/hosts/cli/commands/teach.ts'
import { BUNDLED } from '../helpers/bundled-model.ts'
import type { OpenDrawnCatalog } from '../helpers/drawn-catalog.ts'
import {
  answerAll,
  answerOf,
  callsMoreThriller,
  drawnCatalog,
  ended,
  teach,
  verdictRows,
} from '../helpers/drawn-catalog.ts'
import type { DrawnFilm } from '../helpers/drawn-world.ts'
import { probabilitiesOfFilm } from '../helpers/drawn-world.ts'
import { testEngine } from '../helpers/engine.ts'
import { addTaughtVersion } from '../helpers/taught-version.ts'

async function world(count: number): Promise<OpenDrawnCatalog> {
  const here = await drawnCatalog(count)
  const { path, modelsFolder } = here
  return { ...here, engine: await testEngine({ catalogPath: path, modelsFolder }) }
}

async function probabilities(engine: Engine): Promise<string> {
  const { items } = await engine.call('library.list', { filter: { status: 'all' }, limit: 1000 })
  return JSON.stringify(
    items.map(({ id, genres }) => [id, genres.map(({ name, probability }) => [name, probability])]),
  )
}

describe('teaching', () => {
  it('says that there is nothing to learn from', async () => {
    const { engine } = await world(10)
    expect(await teach(engine)).toMatchObject({ outcome: 'not-enough', reason: 'no-verdicts', taught: null })
  })

  it('does not learn from answers at random', async () => {
    const here = await world(120)
    const random = seededRandom(3)
    await answerAll(here, 120, () => Math.floor(random() * 2 ** 20))
    const teaching = await teach(here.engine)
    expect(teaching).toMatchObject({ outcome: 'worse', state: 'refused' })
    expect((await here.engine.call('teach.state', {})).offer).toBeNull()
    await expect(here.engine.call('teach.use', { teaching: teaching.id })).rejects.toMatchObject({
      code: 'teach/not-offered',
    })
  })

  it('learns another meaning of a genre, shows what would change, and goes back bit for bit', async () => {
    const here = await world(240)
    const { engine, path } = here
    await answerAll(here, 160, callsMoreThriller)
    const before = await probabilities(engine)
    const shownBefore = await shownGenres(engine)
    const said = verdictRows(path)
    const teaching = await teach(engine)
    expect(teaching).toMatchObject({ outcome: 'better', reason: 'proven', state: 'offered', basis: 'picked' })
    expect(teaching.genres.find(({ genre }) => genre === 'Thriller')?.tier).not.toBe('unchanged')

    const { total, items } = await engine.call('teach.changes', { teaching: teaching.id, limit: 500 })
    expect(total).toBe(teaching.taught?.changes.posters)
    const gain = items.filter(({ added }) => added.includes('Thriller'))
    expect(gain.length).toBeGreaterThan(0)
    // Nothing is used before somebody says so.
    expect(await probabilities(engine)).toBe(before)

    await ended(engine, engine.call('teach.use', { teaching: teaching.id }))
    const state = await engine.call('teach.state', {})
    expect(state).toMatchObject({
      offer: null,
      goBackTo: { number: 1 },
      versions: [{ number: 2, current: true }, { number: 1 }],
    })
    const shownAfter = await shownGenres(engine)
    for (const { id, added, removed } of items) {
      const shown = shownAfter.get(id) ?? []
      expect(added.filter((genre) => !shown.includes(genre))).toEqual([])
      expect(removed.filter((genre) => shown.includes(genre))).toEqual([])
    }
    // And no other poster is called otherwise.
    const changed = [...shownAfter].filter(([id, shown]) => `${shown}` !== `${shownBefore.get(id)}`)
    expect(new Set(changed.map(([id]) => id))).toEqual(new Set(items.map(({ id }) => id)))
    const taught = await probabilities(engine)
    expect(taught).not.toBe(before)

    await ended(engine, engine.call('models.rollback', {}))
    expect(await probabilities(engine)).toBe(before)
    await ended(engine, engine.call('models.use', { model: teaching.taught?.model ?? '' }))
    expect(await probabilities(engine)).toBe(taught)
    expect(verdictRows(path)).toEqual(said)
  })
})

describe('a taught version', () => {
  it('gives way to the model that came with Onesheet when its bytes are not what they were, and that is said', async () => {
    const { path, modelsFolder } = await drawnCatalog(30)
    const model = openRegistry(modelsFolder).load(BUNDLED)
    const version = addTaughtVersion(path, model)
    const engine = await openEngine({ catalogPath: path, modelsFolder })
    const before = await probabilities(engine)
    await ended(engine, engine.call('models.use', { model: version }))
    await engine.close()
    const db = new Database(path)
    db.prepare('UPDATE taught_head SET head = zeroblob(length(head))').run()
    db.close()

    const again = await testEngine({ catalogPath: path, modelsFolder })
    const { model: used, troubles } = await again.call('app.info', {})
    expect(used).toBe(BUNDLED)
    expect(troubles).toMatchObject([{ code: 'model/fallback' }])
    expect(await probabilities(again)).toBe(before)
  })
})

describe('advice to go back', () => {
  it('comes with fifty verdicts that speak for the version before, and goes with the version', async () => {
    const { path, modelsFolder, films, ids } = await drawnCatalog(8)
    const version = addTaughtVersion(path, openRegistry(modelsFolder).load(BUNDLED), 3)
    const engine = await testEngine({ catalogPath: path, modelsFolder })
    await ended(engine, engine.call('models.use', { model: version }))
    const advice = async () => (await engine.call('teach.state', {})).goBackAdvice
    // What the version before calls likely is right to this person.
    const likely = (film: DrawnFilm) =>
      probabilitiesOfFilm(film).reduce((mask, each, label) => (each >= 0.6 ? mask | (1 << label) : mask), 0)
    for (const [at, posterId] of ids.slice(0, 2).entries()) {
      await engine.call('review.answer', answerOf(posterId, likely(films[at] as DrawnFilm)))
    }
    expect(await advice()).toBeNull()
    const posterId = ids[2] ?? 0
    await engine.call('review.answer', answerOf(posterId, likely(films[2] as DrawnFilm)))
    expect(await advice()).toMatchObject({ verdicts: 60, before: 0 })
    expect((await advice())?.contradicted).toBeGreaterThan(10)
    await ended(engine, engine.call('models.rollback', {}))
    expect(await advice()).toBeNull()
  })
})

describe('teach on the command line', () => {
  const run = { json: true, signal: new AbortController().signal, exitCode: 0 }

  it('takes what is better into use, and nothing when that is not wanted', async () => {
    const here = await world(160)
    await answerAll(here, 160, callsMoreThriller)
    const left = await teachWith(here.engine, run, { promote: false })
    expect(left).toMatchObject({ outcome: 'better', promoted: false, model: BUNDLED })
    // The same films judge no second time.
    expect(await teachWith(here.engine, run, { promote: true })).toMatchObject({
      outcome: 'not-enough',
      reasonCode: 'few-new-films',
      promoted: false,
    })
    const { offer } = await here.engine.call('teach.state', {})
    expect(offer).toMatchObject({ outcome: 'better' })
    // It is no version yet, and can be taken into use by its name all the same.
    await ended(here.engine, here.engine.call('models.use', { model: offer?.taught?.model ?? '' }))
    expect(await here.engine.call('teach.state', {})).toMatchObject({
      offer: null,
      goBackTo: { id: BUNDLED },
      versions: [{ id: `${BUNDLED}.2`, current: true }, { id: BUNDLED }],
    })
    const unknown = here.engine.call('models.use', { model: `${BUNDLED}.3` })
    await expect(unknown).rejects.toMatchObject({ code: 'model/unknown' })
  })

  it('promotes, and says how much better it agrees', async () => {
    const here = await world(160)
    await answerAll(here, 160, callsMoreThriller)
    const taught = await teachWith(here.engine, run, { promote: true })
    expect(taught).toMatchObject({ outcome: 'better', promoted: true, model: `${BUNDLED}.2` })
    expect(taught?.after?.logLoss).toBeLessThan(taught?.before?.logLoss ?? 0)
    expect((await here.engine.call('app.info', {})).model).toBe(`${BUNDLED}.2`)
  })

  it('asks for as many verdicts as one wants', async () => {
    const { engine } = await world(3)
    expect(await teachWith(engine, run, { promote: true, minLabels: 10 })).toMatchObject({
      outcome: 'not-enough',
      reasonCode: 'min-labels',
      reason: '0 verdicts so far; --min-labels asks for 10.',
    })
  })
})

async function shownGenres(engine: Engine): Promise<Map<number, Genre[]>> {
  const { items } = await engine.call('library.list', { filter: { status: 'all' }, limit: 1000 })
  return new Map(items.map(({ id, effective }) => [id, effective.toSorted()]))
}
