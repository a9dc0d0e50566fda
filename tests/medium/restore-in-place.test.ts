import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Engine } from '#engine/app/engine-types.ts'
import { openReopeningEngine } from '#engine/app/reopening-engine.ts'
import type { EventName } from '#shared/contract/contract.ts'
import { useChosenCpu } from '../helpers/chosen-cpu.ts'
import { listAll, posterAt } from '../helpers/engine.ts'
import { backupsIn, judgedCatalog } from '../helpers/judged-catalog.ts'
import { spoilTable } from '../helpers/spoil.ts'

async function library() {
  const closed = await judgedCatalog()
  const open = async (): Promise<Engine> => {
    const engine = await openReopeningEngine({ catalogPath: closed.path })
    onTestFinished(() => engine.close())
    return engine
  }
  return { ...closed, open, backup: join(closed.data, 'backups', backupsIn(closed.data)[0] ?? '') }
}

async function warOn(engine: Engine, name: string): Promise<string | undefined> {
  return (await posterAt(engine, name)).verdicts.War
}

describe('a backup put in the place of an open catalog', () => {
  it('is what everybody sees from then on, under the same listeners, and can be worked with', async () => {
    const { names, open, backup } = await library()
    const [name = ''] = names
    const engine = await open()
    const { id } = await posterAt(engine, name)
    await engine.call('labels.set', { posterId: id, genre: 'War', verdict: 'no' })
    await engine.call('settings.set', { key: 'appearance.theme', value: 'dark' })
    const heard: EventName[] = []
    engine.subscribe((event) => heard.push(event))
    const restoring = engine.call('backup.restore', { path: backup })
    const meanwhile = warOn(engine, name)
    expect(await restoring).toMatchObject({ sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string })
    expect(await meanwhile).toBe('yes')
    expect(heard).toEqual(
      expect.arrayContaining(['app.changed', 'folders.changed', 'catalog.changed', 'settings.changed']),
    )
    const { backups } = await engine.call('backup.list', {})
    expect(backups.map(({ reason }) => reason)).toContain('before-restore')
    heard.length = 0
    await engine.call('labels.set', { posterId: id, genre: 'War', verdict: 'no' })
    expect(heard).toEqual(['catalog.changed'])
    // And back again: nothing that was said is lost.
    const before = backups.find(({ reason }) => reason === 'before-restore')?.path ?? ''
    await engine.call('backup.restore', { path: before })
    expect(await warOn(engine, name)).toBe('no')
    expect((await engine.call('labels.state', {})).canUndo).toBe('War no')
  })

  it('works on a damaged catalog, which can be written again after', async () => {
    const { data, path, names, open, backup } = await library()
    spoilTable(path, 'poster')
    rmSync(join(data, 'cache.db'))
    const engine = await open()
    expect(await engine.call('app.info', {})).toMatchObject({ readOnly: true })
    const { backups } = await engine.call('backup.list', {})
    expect(backups[0]?.path).toBe(backup)
    await engine.call('backup.restore', { path: backup })
    expect(await engine.call('app.info', {})).toMatchObject({
      readOnly: false,
      troubles: [],
      catalogPath: path,
    })
    expect(await warOn(engine, names[0] ?? '')).toBe('yes')
    expect(readdirSync(join(data, 'backups')).some((name) => name.includes('damaged'))).toBe(true)
  })

  it('is refused where it is no whole catalog of ours, and nobody is disturbed', async () => {
    const { data, names, open } = await library()
    const engine = await open()
    const heard: EventName[] = []
    engine.subscribe((event) => heard.push(event))
    writeFileSync(join(data, 'text.db'), 'not a catalog')
    const foreign = new Database(join(data, 'foreign.db'))
    foreign.exec('CREATE TABLE cookies (name TEXT); PRAGMA user_version = 1')
    foreign.close()
    for (const name of ['text.db', 'foreign.db', 'missing.db', 'backups']) {
      const restoring = engine.call('backup.restore', { path: join(data, name) })
      await expect(restoring).rejects.toMatchObject({ code: 'backup/not-good' })
    }
    await expect(engine.call('backup.restore', { path: 'relative.db' })).rejects.toMatchObject({
      code: 'app/invalid',
    })
    expect(heard).toEqual([])
    expect(await warOn(engine, names[0] ?? '')).toBe('yes')
  })

  it('that fails half-way leaves the catalog as it was, open', async () => {
    const { path, names, open, backup } = await library()
    const engine = await open()
    const { id } = await posterAt(engine, names[1] ?? '')
    await engine.call('labels.set', { posterId: id, genre: 'War', verdict: 'no' })
    mkdirSync(`${path}.restored`)
    await expect(engine.call('backup.restore', { path: backup })).rejects.toThrow()
    expect(await warOn(engine, names[1] ?? '')).toBe('no')
    await engine.call('labels.set', { posterId: id, genre: 'War', verdict: 'yes' })
    expect(await listAll(engine)).toHaveLength(4)
  })

  it('stops what runs, and is not pushed out by the backups that it makes', async () => {
    const { posters, names, open } = await library()
    const engine = await open()
    for (let count = 0; count < 8; count++) await engine.call('backup.keep', {})
    const { backups } = await engine.call('backup.list', {})
    expect(backups).toHaveLength(7)
    expect(backups.every(({ reason, bytes }) => reason === 'by-hand' && bytes > 0)).toBe(true)
    const { id } = await engine.call('scan.start', { folders: [posters] })
    const waiting = engine.call('jobs.wait', { id })
    await engine.call('backup.restore', { path: backups.at(-1)?.path ?? '' })
    expect(['interrupted', 'done']).toContain((await waiting).state)
    expect(await warOn(engine, names[0] ?? '')).toBe('yes')
  })
})

describe('what Onesheet keeps', () => {
  it('is told in bytes', async () => {
    const { data, open } = await library()
    const engine = await open()
    const storage = await engine.call('app.storage', {})
    expect(storage).toMatchObject({ dataFolder: data, logsBytes: 0 })
    for (const bytes of [storage.catalogBytes, storage.cacheBytes, storage.backupsBytes]) {
      expect(bytes).toBeGreaterThan(10_000)
    }
  })

  it('is described for a helper without the names of films and folders', async () => {
    const { data, posters, open } = await library()
    useChosenCpu(data)
    const engine = await open()
    const { fileName, text } = await engine.call('app.diagnostics', {})
    expect(fileName).toMatch(/^onesheet-diagnostics-\d{4}-\d\d-\d\d\.json$/)
    expect(JSON.parse(text)).toMatchObject({ doctor: { catalog: { integrity: 'ok', posters: 4 } }, logs: [] })
    expect(text).not.toContain(data)
    expect(text).not.toContain(posters)
    expect(text).not.toContain('Film 00')
  })
})
