import { mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { listAll, posterAt, scan, testEngine } from '../helpers/engine.ts'
import { drawPosters } from '../helpers/pictures.ts'
import { temporaryFolder } from '../helpers/temporary.ts'

describe('relocating a folder', () => {
  it('matches by path, then by content, and keeps what is not there with its verdicts', async () => {
    const [old, now] = [join(temporaryFolder(), 'old'), join(temporaryFolder(), 'new')]
    const names = await drawPosters(old, 6)
    const engine = await testEngine()
    await scan(engine, [old])
    const ids = new Map<string, number>()
    for (const name of names) {
      const { id } = await posterAt(engine, name)
      ids.set(name, id)
      await engine.call('labels.set', { posterId: id, genre: 'War', verdict: 'no' })
    }
    const [same = '', renamed = '', swapped = '', other = '', lost = ''] = names
    renameSync(old, now)
    mkdirSync(join(now, 'deeper'))
    renameSync(join(now, renamed), join(now, 'deeper', 'another name.jpg'))
    renameSync(join(now, swapped), join(now, 'held'))
    renameSync(join(now, other), join(now, swapped))
    renameSync(join(now, 'held'), join(now, other))
    rmSync(join(now, lost))
    expect(await engine.call('folders.relocate', { from: old, to: now })).toEqual({
      matched: 5,
      unmatched: 1,
    })
    const at = async (name: string) => (await posterAt(engine, join(now, name))).id
    expect(await at(same)).toBe(ids.get(same))
    expect(await at('deeper/another name.jpg')).toBe(ids.get(renamed))
    expect(await at(swapped)).toBe(ids.get(other))
    expect(await at(other)).toBe(ids.get(swapped))
    const items = await listAll(engine)
    expect(items.map((item) => item.verdicts)).toEqual(Array.from(names, () => ({ War: 'no' })))
    expect(items.filter((item) => item.missing).map((item) => item.id)).toEqual([ids.get(lost)])
    expect((await engine.call('folders.list', {})).roots).toMatchObject([{ path: now, state: 'ok' }])
    expect(await scan(engine, [])).toMatchObject({ found: 5, unchanged: 5, missing: 1 })
  })

  it('joins a folder that was scanned at its new place meanwhile: one poster each, no verdict lost', async () => {
    const [old, now] = [join(temporaryFolder(), 'old'), join(temporaryFolder(), 'new')]
    const names = await drawPosters(old, 3)
    const engine = await testEngine()
    await scan(engine, [old])
    const { id } = await posterAt(engine, names[0] ?? '')
    await engine.call('labels.set', { posterId: id, genre: 'War', verdict: 'yes' })
    renameSync(old, now)
    await scan(engine, [now])
    expect(await engine.call('folders.relocate', { from: old, to: now })).toEqual({
      matched: 3,
      unmatched: 0,
    })
    const items = await listAll(engine)
    expect(items).toHaveLength(3)
    expect(items.every((item) => item.files.length === 1 && !item.missing)).toBe(true)
    expect(items.map((item) => item.verdicts)).toEqual([{ War: 'yes' }, {}, {}])
    expect((await engine.call('folders.list', {})).roots).toMatchObject([{ path: now }])
  })

  it('into a subfolder of another known folder becomes part of that', async () => {
    const [old, top] = [join(temporaryFolder(), 'old'), temporaryFolder()]
    const [name = ''] = await drawPosters(old, 2)
    await drawPosters(top, 2, 51)
    const engine = await testEngine()
    await scan(engine, [old, top])
    const { id } = await posterAt(engine, name)
    renameSync(old, join(top, 'films'))
    const to = join(top, 'films')
    expect(await engine.call('folders.relocate', { from: old, to })).toEqual({ matched: 2, unmatched: 0 })
    expect((await engine.call('folders.list', {})).roots).toMatchObject([{ path: top, files: 4 }])
    expect((await posterAt(engine, name)).id).toBe(id)
    expect(await scan(engine, [])).toMatchObject({ found: 4, unchanged: 4, missing: 0 })
  })

  it('is refused where nothing matches, and changes nothing', async () => {
    const [old, now] = [temporaryFolder(), temporaryFolder()]
    await drawPosters(old, 2)
    await drawPosters(now, 2, 51)
    const engine = await testEngine()
    await scan(engine, [old])
    const before = await listAll(engine)
    const refusals = [
      [{ from: old, to: now }, 'folder/nothing-matches'],
      [{ from: old, to: old }, 'folder/same'],
      [{ from: old, to: join(now, 'nowhere') }, 'folder/not-found'],
      [{ from: now, to: old }, 'folder/unknown'],
    ] as const
    for (const [params, code] of refusals) {
      await expect(engine.call('folders.relocate', params)).rejects.toMatchObject({ code })
    }
    expect(await listAll(engine)).toEqual(before)
  })
})

describe('forgetting what is missing', () => {
  it('takes missing posters with their verdicts, not those of a folder that is only away, after a backup', async () => {
    const [folder, away, data] = [temporaryFolder(), join(temporaryFolder(), 'away'), temporaryFolder()]
    const names = await drawPosters(folder, 3)
    await drawPosters(away, 3, 51)
    const engine = await testEngine({ catalogPath: join(data, 'catalog.db') })
    await scan(engine, [folder, away])
    for (const { id } of await listAll(engine)) {
      await engine.call('labels.set', { posterId: id, genre: 'War', verdict: 'yes' })
    }
    expect(await engine.call('folders.forgetMissing', {})).toEqual({ forgotten: 0 })
    rmSync(join(folder, names[0] ?? ''))
    renameSync(away, `${away} still`)
    await scan(engine, [])
    expect(await engine.call('folders.forgetMissing', {})).toEqual({ forgotten: 1 })
    const items = await listAll(engine)
    expect(items).toHaveLength(5)
    expect(items.every((item) => item.verdicts.War === 'yes')).toBe(true)
    const [kept = ''] = readdirSync(join(data, 'backups'))
    expect(kept).toContain('before-forgetting')
    const before = await testEngine({ catalogPath: join(data, 'backups', kept), readOnly: true })
    expect(await listAll(before)).toHaveLength(6)
  })
})
