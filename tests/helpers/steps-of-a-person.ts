import { expect } from 'vitest'
import { GENRES } from '#shared/domain/genres.ts'
import { packIds } from '#shared/util/packed-ids.ts'
import type { Step } from './verdicts-world.ts'

const WORDS = ['yes', 'no', null] as const

/** What a person does: says, edits, marks, and takes it back. */
export const STEPS_OF_A_PERSON: Record<string, Step> = {
  say: async (world) => {
    const ids = await world.posterIds()
    if (ids.length === 0) return
    const params = { posterId: world.pick(ids), genre: world.pick(GENRES), verdict: world.pick(WORDS) }
    await world.act((engine) => engine.call('labels.set', params))
  },
  'say of one of their own': async (world) => {
    const ids = await world.posterIds()
    if (ids.length === 0) return
    const verdict = world.pick(WORDS)
    const posterIds = [world.pick(ids), world.pick(ids)]
    await world.act(async (engine) => {
      const { genres } = await engine.call('own.list', {})
      const [genre] =
        genres.length > 0 ? genres : (await engine.call('own.add', { name: 'Film noir' })).genres
      await engine.call('own.set', { id: genre?.id ?? 0, posterIds, verdict })
    })
  },
  'say of many': async (world) => {
    const ids = (await world.posterIds()).filter(() => world.random() < 0.4)
    if (ids.length === 0) return
    const changes = [{ genre: world.pick(GENRES), verdict: world.pick(WORDS) }]
    const confirm = world.random() < 0.5
    await world.act((engine) => engine.call('labels.apply', { posterIds: ids, changes, confirm }))
  },
  'say of a great many': async (world) => {
    const ids = (await world.posterIds()).filter(() => world.random() < 0.7)
    if (ids.length === 0) return
    const changes = [{ genre: world.pick(GENRES), verdict: world.pick(WORDS) }]
    const confirm = world.random() < 0.3
    await world.act(async (engine) => {
      const { id } = await engine.call('labels.bulk', { ids: packIds(ids), changes, confirm })
      expect(await engine.call('jobs.wait', { id })).toMatchObject({ state: 'done', done: ids.length })
    })
  },
  edit: async (world) => {
    const ids = await world.posterIds()
    if (ids.length === 0) return
    const title = world.pick(['The Other Mill', 'Zebra', null, undefined])
    const year = world.pick([1955, 2001, null, undefined])
    const params = {
      id: world.pick(ids),
      ...(title === undefined ? {} : { title }),
      ...(year === undefined ? {} : { year }),
    }
    await world.act((engine) => engine.call('poster.edit', params))
  },
  mark: async (world) => {
    const ids = (await world.posterIds()).filter(() => world.random() < 0.3)
    if (ids.length === 0) return
    const mark = world.pick([
      { hidden: true },
      { hidden: false },
      { kind: 'other' },
      { kind: 'poster' },
      { kind: null },
    ] as const)
    await world.act((engine) => engine.call('poster.mark', { posterIds: ids, ...mark }))
  },
  undo: async (world) => {
    const { undone } = await (await world.open()).call('labels.undo', {})
    const before = world.reference.past.pop()
    if (before === undefined) {
      expect(undone).toEqual([])
      return
    }
    world.reference.future.push(world.reference.now)
    world.reference.now = before
  },
  redo: async (world) => {
    await (await world.open()).call('labels.redo', {})
    const after = world.reference.future.pop()
    if (after === undefined) return
    world.reference.past.push(world.reference.now)
    world.reference.now = after
  },
}
