import { copyFileSync, existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openEngine } from '#engine/app/engine.ts'
import { restoreCatalog } from '#engine/app/restore.ts'
import { openStore } from '#engine/catalog/open-store.ts'
import { listAll, posterAt, scan, testEngine } from '../helpers/engine.ts'
import { sameLevels } from '../helpers/levels.ts'
import { overwrite, spoilTable } from '../helpers/spoil.ts'
import { temporaryFolder } from '../helpers/temporary.ts'

import { backupsIn, judgedCatalog } from '../helpers/judged-catalog.ts'
const NOW = Date.UTC(2026, 10, 24, 10)

describe('a bad page (32)', () => {
  it('opens the catalog for reading only, names its backup, and leaves the file as it is', async () => {
    const { data, path, names, open } = await judgedCatalog()
    const [backup = ''] = backupsIn(data)
    spoilTable(path, 'act_change')
    const before = readFileSync(path)
    const engine = await open()
    const { readOnly, troubles } = await engine.call('app.info', {})
    expect(readOnly).toBe(true)
    expect(troubles).toMatchObject([{ code: 'catalog/damaged' }])
    expect(troubles[0]?.message).toContain(backup)
    const poster = await posterAt(engine, names[0] ?? '')
    expect(poster.verdicts).toEqual({ War: 'yes' })
    expect(await engine.picture('thumb', poster.id)).not.toBeNull()
    const write = engine.call('labels.set', { posterId: poster.id, genre: 'War', verdict: 'no' })
    await expect(write).rejects.toMatchObject({
      code: 'catalog/damaged',
      details: { backup: join(data, 'backups', backup) },
    })
    await engine.close()
    expect(readFileSync(path).equals(before)).toBe(true)
  })

  it('in what the wall is made of shows the last good backup instead', async () => {
    const { data, path, names, open } = await judgedCatalog()
    spoilTable(path, 'poster')
    rmSync(join(data, 'cache.db'))
    const engine = await open()
    expect(await engine.call('app.info', {})).toMatchObject({ readOnly: true, posters: 4 })
    expect((await posterAt(engine, names[0] ?? '')).verdicts).toEqual({ War: 'yes' })
  })

  it('in the header does so as well, passing by a backup that is spoiled too', async () => {
    const { data, path, names, open } = await judgedCatalog()
    const [good = ''] = backupsIn(data)
    const spoiled = join(data, 'backups', good.replace('2026', '2036').replace(/-\d{4}-/, '-2036-'))
    copyFileSync(join(data, 'backups', good), spoiled)
    overwrite(spoiled, 4096, Buffer.alloc(4096, 0xa7))
    overwrite(path, 0, Buffer.alloc(100))
    const engine = await open()
    const { troubles } = await engine.call('app.info', {})
    expect(troubles[0]?.message).toContain(good)
    expect((await posterAt(engine, names[0] ?? '')).verdicts).toEqual({ War: 'yes' })
  })

  it('without any backup is said so, and nothing is made in its place', async () => {
    const { data, path } = await judgedCatalog()
    rmSync(join(data, 'backups'), { recursive: true })
    spoilTable(path, 'poster')
    rmSync(join(data, 'cache.db'))
    const before = readFileSync(path)
    await expect(openEngine({ catalogPath: path })).rejects.toMatchObject({ code: 'catalog/damaged' })
    expect(readFileSync(path).equals(before)).toBe(true)
  })

  it('is put right by restoring: the bad file is kept, the verdicts are back', async () => {
    const { data, path, names, open } = await judgedCatalog()
    const [backup = ''] = backupsIn(data)
    spoilTable(path, 'poster')
    const bad = readFileSync(path)
    await restoreCatalog(path, join(data, 'backups', backup), NOW)
    const kept = backupsIn(data).find((name) => name.includes('damaged')) ?? ''
    expect(readFileSync(join(data, 'backups', kept)).equals(bad)).toBe(true)
    const engine = await open()
    expect(await engine.call('app.info', {})).toMatchObject({ readOnly: false, troubles: [] })
    expect((await posterAt(engine, names[0] ?? '')).verdicts).toEqual({ War: 'yes' })
    expect(await scan(engine, [])).toMatchObject({ found: 4, unchanged: 4 })
  })

  it('found while working stops all writing, and is told to the window', async () => {
    const { path, open } = await judgedCatalog()
    spoilTable(path, 'file_by_poster')
    const engine = await open()
    let told = 0
    engine.on('app.changed', () => told++)
    await expect(engine.call('poster.get', { id: 1 })).rejects.toMatchObject({ code: 'catalog/damaged' })
    expect(told).toBe(1)
    expect((await engine.call('library.ids', { filter: {} })).ids).toHaveLength(4)
    const write = engine.call('labels.undo', {})
    await expect(write).rejects.toMatchObject({ code: 'catalog/damaged' })
  })
})

describe('what is derived (42)', () => {
  it('a search index and states that are stale are made again after a session that did not end', async () => {
    const { path, names } = await judgedCatalog()
    const engine = await openEngine({ catalogPath: path })
    const killed = temporaryFolder()
    copyFileSync(path, join(killed, 'catalog.db'))
    await engine.close()
    const catalogPath = join(killed, 'catalog.db')
    const db = new Database(catalogPath)
    db.exec(`DELETE FROM poster_text; UPDATE poster SET missing = 1 WHERE id = 2;
      UPDATE poster SET quarantined = 1 WHERE id = 3`)
    db.close()
    const again = await testEngine({ catalogPath })
    const items = await listAll(again, { query: 'Film 00' })
    expect(items.map((item) => item.missing)).toEqual(names.map(() => false))
    expect(items.map((item) => item.status)).not.toContain('quarantined')
  })
})

describe('settings (71)', () => {
  it('that are no JSON any more, or do not fit, count as not set; the others stay', async () => {
    const { path, open } = await judgedCatalog()
    const first = await openEngine({ catalogPath: path })
    await first.call('settings.set', { key: 'genres.showAll', value: true })
    await first.close()
    const db = new Database(path)
    db.prepare(`INSERT INTO setting VALUES ('appearance.theme', ?), ('appearance.density', '"huge"')`).run(
      '\0\0\0',
    )
    db.close()
    const engine = await open()
    const { settings } = await engine.call('settings.list', {})
    expect(Object.fromEntries(settings.map(({ key, value }) => [key, value]))).toMatchObject({
      'appearance.density': 'medium',
      'appearance.theme': 'system',
      'genres.showAll': true,
    })
    await engine.call('settings.set', { key: 'appearance.theme', value: 'dark' })
  })
})
describe('what lies beside the catalog (35)', () => {
  it('a -wal of another time is put aside, not read and not deleted', async () => {
    const { data, path, names, open } = await judgedCatalog()
    const old = join(temporaryFolder(), 'old.db')
    copyFileSync(path, old)
    const engine = await openEngine({ catalogPath: path })
    const { id } = await posterAt(engine, names[1] ?? '')
    await engine.call('labels.set', { posterId: id, genre: 'Drama', verdict: 'no' })
    const wal = readFileSync(`${path}-wal`)
    copyFileSync(`${path}-wal`, `${old}-wal`)
    await engine.close()
    // The old catalog is put back by hand, beside the -wal of a later session.
    copyFileSync(old, path)
    copyFileSync(`${old}-wal`, `${path}-wal`)
    const again = await open()
    expect((await again.call('app.info', {})).troubles).toMatchObject([{ code: 'catalog/wal-left-behind' }])
    expect((await listAll(again)).map((item) => item.verdicts)).toEqual([{ War: 'yes' }, {}, {}, {}])
    const kept = readdirSync(data).find((name) => name.includes('left-behind')) ?? ''
    expect(readFileSync(join(data, kept)).equals(wal)).toBe(true)
  })

  it('a -wal that is missing after a crash is told, once', async () => {
    const { path, names } = await judgedCatalog()
    const copied = temporaryFolder()
    const engine = await openEngine({ catalogPath: path })
    const { id } = await posterAt(engine, names[1] ?? '')
    await engine.call('labels.set', { posterId: id, genre: 'Drama', verdict: 'no' })
    copyFileSync(path, join(copied, 'catalog.db'))
    await engine.close()
    const catalogPath = join(copied, 'catalog.db')
    const first = await openEngine({ catalogPath })
    expect((await first.call('app.info', {})).troubles).toMatchObject([{ code: 'catalog/wal-missing' }])
    await first.close()
    const second = await testEngine({ catalogPath })
    expect((await second.call('app.info', {})).troubles).toEqual([])
  })

  it('a -wal without its catalog is not thrown away by making a new one', async () => {
    const { path } = await judgedCatalog()
    const alone = temporaryFolder()
    const engine = await openEngine({ catalogPath: path })
    await engine.call('settings.set', { key: 'appearance.theme', value: 'dark' })
    copyFileSync(`${path}-wal`, join(alone, 'catalog.db-wal'))
    await engine.close()
    const catalogPath = join(alone, 'catalog.db')
    const before = readFileSync(`${catalogPath}-wal`)
    for (const readOnly of [false, true]) {
      await expect(openEngine({ catalogPath, readOnly })).rejects.toMatchObject({ code: 'catalog/wal-alone' })
    }
    expect(readFileSync(`${catalogPath}-wal`).equals(before)).toBe(true)
    expect(existsSync(catalogPath)).toBe(false)
  })

  it('a -wal of a killed session is read, and nothing is told', async () => {
    const { path, names } = await judgedCatalog()
    const killed = temporaryFolder()
    const engine = await openEngine({ catalogPath: path })
    const { id } = await posterAt(engine, names[1] ?? '')
    await engine.call('labels.set', { posterId: id, genre: 'Drama', verdict: 'no' })
    for (const suffix of ['', '-wal']) copyFileSync(path + suffix, join(killed, `catalog.db${suffix}`))
    await engine.close()
    const again = await testEngine({ catalogPath: join(killed, 'catalog.db') })
    expect((await again.call('app.info', {})).troubles).toEqual([])
    expect((await posterAt(again, names[1] ?? '')).verdicts).toEqual({ Drama: 'no' })
  })

  it('a -wal that grew while somebody read is cut back when they have done (41)', async () => {
    const { path } = await judgedCatalog()
    const store = openStore(path, { readOnly: false }, () => ({
      id: 'starter',
      levels: sameLevels(0.5, 0.3),
    }))
    onTestFinished(() => store.close())
    const reader = new Database(path, { readonly: true })
    reader.exec('BEGIN')
    reader.prepare('SELECT count(*) FROM poster').get()
    const addFilm = store.db.prepare('INSERT INTO film (title_key) VALUES (?)')
    for (let round = 0; round < 20; round++) {
      store.write(() => {
        for (let film = 0; film < 500; film++) addFilm.run(`${round} ${film} ${'x'.repeat(200)}`)
      })
    }
    const limit = 1024 * 1024
    store.boundWal(limit)
    expect(statSync(`${path}-wal`).size).toBeGreaterThan(limit)
    reader.close()
    store.boundWal(limit)
    expect(statSync(`${path}-wal`).size).toBe(0)
  })
})

describe('cache.db (43)', () => {
  it('may be deleted at any moment, while it is open too: the next start makes it again', async () => {
    const { data, path, names, open } = await judgedCatalog()
    const engine = await openEngine({ catalogPath: path })
    for (const name of readdirSync(data)) if (name.startsWith('cache.db')) rmSync(join(data, name))
    await scan(engine, [])
    expect((await posterAt(engine, names[0] ?? '')).verdicts).toEqual({ War: 'yes' })
    await engine.close()
    const again = await open()
    await scan(again, [])
    const { id, verdicts } = await posterAt(again, names[0] ?? '')
    expect(await again.picture('thumb', id)).not.toBeNull()
    expect(verdicts).toEqual({ War: 'yes' })
  })

  it('found damaged while working is not taken for the catalog, and is made again after', async () => {
    const { data, path, names, open } = await judgedCatalog()
    spoilTable(join(data, 'cache.db'), 'thumbnail')
    const engine = await openEngine({ catalogPath: path })
    const { id } = await posterAt(engine, names[0] ?? '')
    expect(await engine.picture('thumb', id)).toBeNull()
    await engine.call('labels.set', { posterId: id, genre: 'Drama', verdict: 'no' })
    expect(await engine.call('app.info', {})).toMatchObject({ readOnly: false, troubles: [] })
    await engine.close()
    const again = await open()
    await scan(again, [])
    expect(await again.picture('thumb', id)).not.toBeNull()
    expect((await posterAt(again, names[0] ?? '')).verdicts).toEqual({ War: 'yes', Drama: 'no' })
  })
})
