import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, describe, expect, it } from 'vitest'
import type { Engine } from '#engine/app/engine-types.ts'
import { openEngine } from '#engine/app/engine.ts'
import type { FilterInput } from '#shared/contract/values.ts'
import type { Genre } from '#shared/domain/genres.ts'
import { listAll, posterAt, scan, testEngine } from '../helpers/engine.ts'
import { addOwn } from '../helpers/own-genres.ts'
import { drawPosters } from '../helpers/pictures.ts'
import { temporaryFolder } from '../helpers/temporary.ts'

const closing = new Set<Engine>()
afterEach(async () => {
  for (const engine of closing) await engine.close()
  closing.clear()
})

async function opened(count = 4) {
  const [folder, data] = [temporaryFolder(), temporaryFolder()]
  const names = await drawPosters(folder, count)
  const catalogPath = join(data, 'catalog.db')
  const engine = await openEngine({ catalogPath })
  closing.add(engine)
  await scan(engine, [folder], { predict: false })
  const ids = await Promise.all(names.map(async (name) => (await posterAt(engine, name)).id))
  const close = async () => {
    closing.delete(engine)
    await engine.close()
  }
  return { engine, ids, catalogPath, close }
}

async function shownWith(engine: Engine, own: number) {
  return [...(await engine.call('library.ids', { filter: { own: [own] } })).ids]
}

describe('genres of the user’s own', () => {
  it('have the keys 1 to 9, the first that is free, and no tenth', async () => {
    const { engine } = await opened(1)
    const names = ['Film noir', 'Christmas', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine']
    for (const name of names) await addOwn(engine, name)
    const keysNow = async () => (await engine.call('own.list', {})).genres.map(({ name, key }) => key + name)
    expect(await keysNow()).toEqual(names.map((name, at) => `${at + 1}${name}`))
    await expect(addOwn(engine, 'Ten')).rejects.toMatchObject({ code: 'own/full' })
    const [, second] = (await engine.call('own.list', {})).genres
    await engine.call('own.remove', { id: second?.id ?? 0 })
    await addOwn(engine, 'Ten')
    expect((await keysNow())[1]).toBe('2Ten')
  })

  it('have names that nothing else has, whatever the case and the accents', async () => {
    const { engine } = await opened(1)
    expect(await engine.call('own.add', { name: '  Film   noir ' })).toMatchObject({
      genres: [{ name: 'Film noir' }],
    })
    for (const name of ['film NOIR', 'Fílm noir', 'Horror', 'science fiction']) {
      await expect(engine.call('own.add', { name })).rejects.toMatchObject({ code: 'own/taken' })
    }
    const other = await addOwn(engine, 'Christmas')
    await expect(engine.call('own.rename', { id: other, name: 'FILM NOIR' })).rejects.toMatchObject({
      code: 'own/taken',
    })
    const { genres } = await engine.call('own.rename', { id: other, name: 'Xmas' })
    expect(genres.map(({ name }) => name)).toEqual(['Film noir', 'Xmas'])
    await expect(engine.call('own.add', { name: '\u200b' })).rejects.toMatchObject({ code: 'app/invalid' })
    await expect(engine.call('own.rename', { id: 99, name: 'No' })).rejects.toMatchObject({
      code: 'own/unknown',
    })
  })

  it('take yes and no by acts that undo, redo and the history know', async () => {
    const { engine, ids } = await opened()
    const [first = 0, second = 0] = ids
    const id = await addOwn(engine, 'Film noir')
    const [said] = await engine.call('own.set', { id, posterIds: [first], verdict: 'yes' })
    expect(said).toEqual({ id: first, verdicts: { [id]: 'yes' }, revision: 1 })
    await engine.call('own.set', { id, posterIds: [first, second], verdict: 'no', asked: 'alike' })
    expect(await engine.call('labels.state', {})).toMatchObject({ canUndo: 'Film noir no on 2 posters' })
    expect(await engine.call('own.list', {})).toMatchObject({ genres: [{ yes: 0, no: 2 }] })
    const { undone } = await engine.call('labels.undo', {})
    expect(undone).toMatchObject([
      { id: first, genre: null, own: 'Film noir', from: 'no', to: 'yes' },
      { id: second, genre: null, own: 'Film noir', from: 'no', to: null },
    ])
    expect(await shownWith(engine, id)).toEqual([first])
    await engine.call('labels.redo', {})
    const verdicts = await engine.call('own.verdicts', { posterIds: [first, second, 999] })
    expect(verdicts.map(({ verdicts }) => verdicts)).toEqual([{ [id]: 'no' }, { [id]: 'no' }])
    const { history } = await engine.call('poster.get', { id: first })
    expect(history).toMatchObject([
      { field: 'own', genre: null, own: { id, name: 'Film noir' }, from: 'yes', to: 'no', source: 'bulk' },
      { field: 'own', from: null, to: 'yes', source: 'explicit' },
    ])
  })

  it('leave the twenty, and what is known of a poster, as they are', async () => {
    const { engine, ids } = await opened()
    const [first = 0] = ids
    const withoutOwn = async () => (await listAll(engine)).map((item) => ({ ...item, own: [] }))
    const before = await withoutOwn()
    const id = await addOwn(engine, 'Film noir')
    await engine.call('own.set', { id, posterIds: [first], verdict: 'yes' })
    expect(await withoutOwn()).toEqual(before)
    expect((await listAll(engine))[0]?.own).toMatchObject([{ name: 'Film noir', verdict: 'yes' }])
    expect(await engine.call('labels.verdicts', { posterIds: [first] })).toMatchObject([{ verdicts: {} }])
  })

  it('are not changed on a poster that another window changed meanwhile', async () => {
    const { engine, ids } = await opened()
    const [first = 0, second = 0] = ids
    const id = await addOwn(engine, 'Film noir')
    await engine.call('labels.set', { posterId: first, genre: 'War', verdict: 'yes' })
    const stale = { id, posterIds: [first], verdict: 'yes' as const, revision: 0 }
    await expect(engine.call('own.set', stale)).rejects.toMatchObject({ code: 'labels/stale' })
    const gone = { id, posterIds: [second, 999], verdict: 'yes' as const }
    await expect(engine.call('own.set', gone)).rejects.toMatchObject({ code: 'poster/not-found' })
    expect(await engine.call('own.list', {})).toMatchObject({ genres: [{ yes: 0, no: 0 }] })
  })

  it('come back under their name with all that was said of them, after a restart too', async () => {
    const { engine, ids, catalogPath, close } = await opened()
    const [first = 0] = ids
    const id = await addOwn(engine, 'Film noir')
    await engine.call('own.set', { id, posterIds: [first], verdict: 'yes' })
    expect(await engine.call('own.remove', { id })).toMatchObject({ genres: [] })
    await expect(shownWith(engine, id)).rejects.toMatchObject({ code: 'own/unknown' })
    const set = { id, posterIds: [first], verdict: 'no' as const }
    await expect(engine.call('own.set', set)).rejects.toMatchObject({ code: 'own/unknown' })
    await close()
    const again = await testEngine({ catalogPath })
    expect(await again.call('own.add', { name: 'FILM NOIR' })).toMatchObject({
      genres: [{ id, name: 'FILM NOIR', key: '1', yes: 1, no: 0 }],
    })
    expect(await shownWith(again, id)).toEqual([first])
  })

  it('are filtered by as the twenty are, and together with them', async () => {
    const { engine, ids } = await opened()
    const [first = 0, second = 0, third = 0, fourth = 0] = ids
    const [noir, xmas] = [await addOwn(engine, 'Film noir'), await addOwn(engine, 'Christmas')]
    await engine.call('own.set', { id: noir, posterIds: [first, second], verdict: 'yes' })
    await engine.call('own.set', { id: xmas, posterIds: [second, third], verdict: 'yes' })
    await engine.call('labels.set', { posterId: first, genre: 'War', verdict: 'yes' })
    await engine.call('labels.set', { posterId: fourth, genre: 'War', verdict: 'yes' })
    const shown = async (filter: FilterInput) =>
      [...(await engine.call('library.ids', { filter })).ids].toSorted((left, right) => left - right)
    expect(await shown({ own: [noir, xmas] })).toEqual([second])
    expect(await shown({ own: [noir, xmas], any: true })).toEqual([first, second, third])
    expect(await shown({ own: [noir], ownWithout: [xmas] })).toEqual([first])
    expect(await shown({ ownWithout: [noir] })).toEqual([third, fourth])
    expect(await shown({ own: [noir], genres: ['War'] })).toEqual([first])
    expect(await shown({ own: [noir], genres: ['War'], any: true })).toEqual([first, second, fourth])
    expect(await shown({ own: [noir], without: ['War'] })).toEqual([second])
    expect(await shown({ own: [noir], genres: ['War'], any: true, ownWithout: [xmas] })).toEqual([
      first,
      fourth,
    ])
    // What a person said yes of needs no probability.
    expect(await shown({ own: [noir], minProbability: 0.9 })).toEqual([first, second])
  })

  it('are said together with the twenty in one act', async () => {
    const { engine, ids } = await opened(1)
    const [posterId = 0] = ids
    const [noir, xmas] = [await addOwn(engine, 'Film noir'), await addOwn(engine, 'Christmas')]
    const apply = (own: { id: number; verdict: 'yes' | 'no' | null }[], genre?: Genre) => {
      const changes = genre === undefined ? [] : [{ genre, verdict: 'yes' as const }]
      return engine.call('labels.apply', { posterIds: [posterId], changes, own })
    }
    await apply([{ id: noir, verdict: 'no' }])
    expect((await engine.call('labels.state', {})).canUndo).toBe('Film noir no')
    const both = [
      { id: noir, verdict: 'yes' as const },
      { id: xmas, verdict: 'no' as const },
    ]
    await apply(both, 'War')
    expect((await engine.call('labels.state', {})).canUndo).toBe('3 verdicts')
    const verdicts = async () => (await engine.call('own.verdicts', { posterIds: [posterId] }))[0]?.verdicts
    expect(await verdicts()).toEqual({ [noir]: 'yes', [xmas]: 'no' })
    await engine.call('labels.undo', {})
    expect(await verdicts()).toEqual({ [noir]: 'no' })
    expect(await engine.call('labels.verdicts', { posterIds: [posterId] })).toMatchObject([{ verdicts: {} }])
    await engine.call('own.remove', { id: xmas })
    await expect(apply(both, 'War')).rejects.toMatchObject({ code: 'own/unknown' })
    expect(await engine.call('labels.verdicts', { posterIds: [posterId] })).toMatchObject([{ verdicts: {} }])
  })

  it('are counted under the filter, each with its own part left out', async () => {
    const { engine, ids } = await opened()
    const [first = 0, second = 0, third = 0] = ids
    const [noir, xmas] = [await addOwn(engine, 'Film noir'), await addOwn(engine, 'Christmas')]
    await engine.call('own.set', { id: noir, posterIds: [first, second], verdict: 'yes' })
    await engine.call('own.set', { id: xmas, posterIds: [second, third], verdict: 'yes' })
    await engine.call('labels.set', { posterId: second, genre: 'War', verdict: 'yes' })
    const counts = async (filter: object) => {
      const { own, genres } = await engine.call('library.counts', { filter })
      return [own.map(({ count }) => count), genres.find(({ name }) => name === 'War')?.count]
    }
    expect(await counts({})).toEqual([[2, 2], 1])
    expect(await counts({ genres: ['War'] })).toEqual([[1, 1], 1])
    expect(await counts({ own: [noir] })).toEqual([[2, 2], 1])
    expect(await counts({ own: [xmas], query: 'film 001' })).toMatchObject([[1, 0], 0])
    expect(await counts({ own: [xmas], genres: ['War'], any: true })).toEqual([[1, 1], 1])
  })

  it('are changed by no statement that is not a person’s act', async () => {
    const { engine, ids, catalogPath, close } = await opened()
    const id = await addOwn(engine, 'Film noir')
    await engine.call('own.set', { id, posterIds: [ids[0] ?? 0], verdict: 'yes' })
    await close()
    const db = new Database(catalogPath)
    for (const statement of [
      'DELETE FROM own_verdict',
      'UPDATE own_verdict SET value = 0',
      `INSERT INTO own_verdict VALUES (${ids[1]}, ${id}, 1, 'explicit', NULL, 1)`,
      'DELETE FROM own_genre',
      `UPDATE own_genre SET name = 'Other'`,
    ]) {
      expect(() => db.exec(statement)).toThrow('what a person said changes only by a person')
    }
    db.close()
  })
})
