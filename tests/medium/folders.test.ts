import { describe, expect, it } from 'vitest'
import { listAll, posterAt, scan, testEngine } from '../helpers/engine.ts'
import { drawPosters } from '../helpers/pictures.ts'
import { temporaryFolder } from '../helpers/temporary.ts'

describe('how many posters a folder has', () => {
  it('is how many of them are on the wall', async () => {
    const folder = temporaryFolder()
    const [first = '', second = '', third = ''] = await drawPosters(folder, 6)
    const engine = await testEngine()
    await scan(engine, [folder])
    const mark = async (name: string, edits: { hidden?: boolean; kind?: 'other' }) =>
      engine.call('poster.mark', { posterIds: [(await posterAt(engine, name)).id], ...edits })
    const counted = async () => (await engine.call('folders.list', {})).roots[0]
    let told = 0
    engine.on('folders.changed', () => told++)
    await mark(first, { hidden: true })
    await mark(second, { kind: 'other' })
    expect(await counted()).toMatchObject({ posters: 4, files: 6 })
    expect(told).toBe(2)
    const { id } = await posterAt(engine, third)
    await engine.call('labels.set', { posterId: id, genre: 'War', verdict: 'yes' })
    await engine.call('labels.undo', {})
    expect(told).toBe(2)
    await engine.call('labels.undo', { steps: 2 })
    expect(await counted()).toMatchObject({ posters: 6, files: 6 })
    expect(told).toBe(3)
  })
})

describe('taking a folder out', () => {
  it('keeps its posters as missing with their verdicts, and finds them when the folder comes back', async () => {
    const folder = temporaryFolder()
    const [name = ''] = await drawPosters(folder, 12)
    const engine = await testEngine()
    await scan(engine, [folder])
    const { id } = await posterAt(engine, name)
    await engine.call('labels.set', { posterId: id, genre: 'War', verdict: 'yes' })

    const left = await engine.call('folders.remove', { path: folder, mode: 'keep' })
    expect(left.roots).toEqual([])
    expect(await listAll(engine, { status: 'missing' })).toHaveLength(12)
    // A scan of all folders leaves it alone.
    expect(await scan(engine, [])).toMatchObject({ found: 0, roots: [] })
    expect(await posterAt(engine, name)).toMatchObject({ id, missing: true, verdicts: { War: 'yes' } })

    await scan(engine, [folder])
    expect((await engine.call('folders.list', {})).roots).toMatchObject([
      { path: folder, state: 'ok', posters: 12 },
    ])
    expect(await posterAt(engine, name)).toMatchObject({ id, missing: false, verdicts: { War: 'yes' } })
  })

  it('forgets them when told to, and leaves what lies elsewhere too', async () => {
    const [kept, forgotten] = [temporaryFolder(), temporaryFolder()]
    await drawPosters(kept, 3)
    // The first three are in both folders.
    await drawPosters(forgotten, 5)
    const engine = await testEngine()
    await scan(engine, [kept, forgotten])
    expect(await listAll(engine)).toHaveLength(5)
    await engine.call('folders.remove', { path: forgotten, mode: 'forget' })
    const posters = await listAll(engine)
    expect(posters).toHaveLength(3)
    expect(posters.every((poster) => !poster.missing && poster.files.length === 1)).toBe(true)
  })

  it('refuses a folder that is not in the catalog', async () => {
    const engine = await testEngine()
    const removal = engine.call('folders.remove', { path: temporaryFolder(), mode: 'forget' })
    await expect(removal).rejects.toMatchObject({ code: 'folder/unknown' })
  })
})
