import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it, onTestFinished } from 'vitest'
import { migrate } from '#engine/catalog/migrate.ts'
import { MIGRATIONS } from '#engine/catalog/migrations/migrations.ts'
import { openCatalog } from '#engine/catalog/open.ts'
import { schemaVersion } from '#engine/catalog/schema-version.ts'
import { openEngine } from '#engine/app/engine.ts'
import { listAll, posterAt, scan, testEngine } from '../helpers/engine.ts'
import { drawPosters } from '../helpers/pictures.ts'
import { temporaryFolder } from '../helpers/temporary.ts'

const NOW = Date.UTC(2026, 10, 24, 10)

function catalogFile(): { folder: string; path: string } {
  const folder = temporaryFolder()
  return { folder, path: join(folder, 'catalog.db') }
}

describe('one catalog and several programs', () => {
  it('has one writer; another is refused at once and the first goes on', async () => {
    const { path } = catalogFile()
    const engine = await testEngine({ catalogPath: path })
    await expect(openEngine({ catalogPath: path })).rejects.toMatchObject({ code: 'catalog/busy' })
    const folder = temporaryFolder()
    await drawPosters(folder, 2)
    expect(await scan(engine, [folder])).toMatchObject({ added: 2 })
  })

  it('can be written again as soon as the writer has closed it', async () => {
    const { path } = catalogFile()
    const first = await openEngine({ catalogPath: path })
    await first.close()
    const second = await testEngine({ catalogPath: path })
    expect(await second.call('app.info', {})).toMatchObject({ readOnly: false })
  })

  it('is read while a writer holds it, and readers cannot write', async () => {
    const { path } = catalogFile()
    const writer = await testEngine({ catalogPath: path })
    const folder = temporaryFolder()
    await drawPosters(folder, 3)
    await scan(writer, [folder])
    const reader = await testEngine({ catalogPath: path, readOnly: true })
    const [poster] = await listAll(reader)
    expect(await listAll(reader)).toHaveLength(3)
    await expect(
      reader.call('labels.set', { posterId: poster?.id ?? 0, genre: 'War', verdict: 'yes' }),
    ).rejects.toMatchObject({ code: 'catalog/read-only' })
    await writer.call('labels.set', { posterId: poster?.id ?? 0, genre: 'War', verdict: 'yes' })
    const later = await testEngine({ catalogPath: path, readOnly: true })
    expect((await listAll(later))[0]?.verdicts).toEqual({ War: 'yes' })
  })
})

describe('a file that cannot be opened', () => {
  it.each([false, true])(
    'is refused untouched when a newer Onesheet wrote it (read-only: %s)',
    (readOnly) => {
      const { folder, path } = catalogFile()
      openCatalog(path, { readOnly: false }).close()
      const db = new Database(path)
      db.pragma('journal_mode = DELETE')
      db.pragma(`user_version = ${MIGRATIONS.length + 1}`)
      db.close()
      const before = readFileSync(path)
      expect(() => openCatalog(path, { readOnly })).toThrow(
        expect.objectContaining({ code: 'catalog/newer' }),
      )
      expect(readFileSync(path).equals(before)).toBe(true)
      expect(existsSync(join(folder, 'backups'))).toBe(false)
      // The refused opening holds no lock.
      expect(() => openCatalog(path, { readOnly })).toThrow(
        expect.objectContaining({ code: 'catalog/newer' }),
      )
    },
  )

  it.each([false, true])('is refused untouched when it is no database (read-only: %s)', (readOnly) => {
    const { path } = catalogFile()
    writeFileSync(path, 'A letter, not a catalog.\n'.repeat(400))
    const before = readFileSync(path)
    expect(() => openCatalog(path, { readOnly })).toThrow(
      expect.objectContaining({ code: 'catalog/not-a-catalog' }),
    )
    expect(readFileSync(path).equals(before)).toBe(true)
  })

  it('is refused untouched when it is the database of another program', () => {
    const { path } = catalogFile()
    const db = new Database(path)
    db.exec('CREATE TABLE bookmark (url TEXT); INSERT INTO bookmark VALUES (1)')
    db.close()
    const before = readFileSync(path)
    for (const readOnly of [false, true]) {
      expect(() => openCatalog(path, { readOnly })).toThrow(
        expect.objectContaining({ code: 'catalog/not-a-catalog' }),
      )
    }
    expect(readFileSync(path).equals(before)).toBe(true)
  })

  it('is not made by a reader', () => {
    const { folder, path } = catalogFile()
    expect(() => openCatalog(path, { readOnly: true })).toThrow(
      expect.objectContaining({ code: 'catalog/missing' }),
    )
    expect(readdirSync(folder)).toEqual([])
  })
})

describe('an open catalog', () => {
  it('writes through to the disk and checks its references, at every opening', () => {
    const { path } = catalogFile()
    for (const readOnly of [false, false, true]) {
      const { db, close } = openCatalog(path, { readOnly })
      const settings = ['synchronous', 'foreign_keys', 'journal_mode'].map((name) =>
        db.pragma(name, { simple: true }),
      )
      close()
      expect(settings).toEqual([2, 1, 'wal'])
    }
  })

  it('makes pictures and embeddings again when cache.db is gone or spoiled; verdicts stay', async () => {
    const { folder, path } = catalogFile()
    const posters = temporaryFolder()
    const [name = ''] = await drawPosters(posters, 4)
    const first = await openEngine({ catalogPath: path })
    await scan(first, [posters])
    const before = await posterAt(first, name)
    await first.call('labels.set', { posterId: before.id, genre: 'War', verdict: 'yes' })
    await first.close()
    const cachePath = join(folder, 'cache.db')
    const spoil = [() => rmSync(cachePath), () => writeFileSync(cachePath, 'no cache '.repeat(1000))]
    for (const spoiled of spoil) {
      spoiled()
      const engine = await openEngine({ catalogPath: path })
      expect(await scan(engine, [])).toMatchObject({ found: 4, unchanged: 4, predicted: 0 })
      const after = await posterAt(engine, name)
      expect(after.genres).toEqual(
        before.genres.map((genre) => (genre.name === 'War' ? { ...genre, verdict: 'yes' } : genre)),
      )
      expect(after.verdicts).toEqual({ War: 'yes' })
      const [card] = (await engine.call('library.cards', { ids: [after.id] })).cards
      expect(card?.pictured).toBe(true)
      await engine.close()
      const cache = new Database(cachePath, { readonly: true })
      const counts = ['thumbnail', 'embedding'].map((table) =>
        cache.prepare(`SELECT count(*) FROM ${table}`).pluck().get(),
      )
      cache.close()
      expect(counts).toEqual([4, 4])
    }
  })

  it('has a backup that opens as a catalog with the same verdicts', async () => {
    const posters = temporaryFolder()
    await drawPosters(posters, 3)
    const engine = await testEngine()
    await scan(engine, [posters])
    for (const { id } of await listAll(engine)) {
      await engine.call('labels.set', { posterId: id, genre: 'Horror', verdict: 'no' })
    }
    const file = join(temporaryFolder(), 'copy.db')
    await engine.call('backup.create', { file })
    const copy = await testEngine({ catalogPath: file })
    expect(await listAll(copy)).toEqual(await listAll(engine))
    expect(await scan(copy, [])).toMatchObject({ found: 3, unchanged: 3, added: 0 })
  })
})

describe('a migration', () => {
  const broken = {
    version: MIGRATIONS.length + 1,
    name: 'broken',
    sql: 'CREATE TABLE fresh (id INTEGER PRIMARY KEY); INSERT INTO fresh VALUES (1); SELECT no_such_function()',
  }

  it('is one step: where it fails, the old schema is whole and a copy lies beside', () => {
    const { folder, path } = catalogFile()
    openCatalog(path, { readOnly: false }).close()
    const db = new Database(path)
    onTestFinished(() => void db.close())
    const schema = () => db.prepare('SELECT name, sql FROM sqlite_schema ORDER BY name').all()
    const before = schema()
    expect(() => migrate(db, path, [...MIGRATIONS, broken], NOW)).toThrow()
    expect(schema()).toEqual(before)
    expect(schemaVersion(db)).toBe(MIGRATIONS.length)
    expect(readdirSync(join(folder, 'backups'))).toEqual(['catalog-2026-11-24-100000000-before-update.db'])
  })

  it('goes on with the next step where the last one ended', () => {
    const { path } = catalogFile()
    openCatalog(path, { readOnly: false }).close()
    const db = new Database(path)
    onTestFinished(() => void db.close())
    const next = { ...broken, sql: 'CREATE TABLE fresh (id INTEGER PRIMARY KEY)' }
    migrate(db, path, [...MIGRATIONS, next], NOW)
    expect(schemaVersion(db)).toBe(MIGRATIONS.length + 1)
    migrate(db, path, [...MIGRATIONS, next], NOW)
    expect(schemaVersion(db)).toBe(MIGRATIONS.length + 1)
  })
})

describe('a catalog opened again', () => {
  it('shows what was last written, whatever the cache kept of an earlier state', async () => {
    const { folder, path } = catalogFile()
    const posters = temporaryFolder()
    await drawPosters(posters, 3)
    const first = await openEngine({ catalogPath: path })
    await scan(first, [posters])
    const [poster] = await listAll(first)
    await first.close()
    const early = readFileSync(join(folder, 'cache.db'))

    const second = await openEngine({ catalogPath: path })
    await second.call('labels.set', { posterId: poster?.id ?? 0, genre: 'War', verdict: 'yes' })
    await second.close()
    for (const suffix of ['', '-wal', '-shm']) rmSync(join(folder, `cache.db${suffix}`), { force: true })
    writeFileSync(join(folder, 'cache.db'), early)

    const third = await testEngine({ catalogPath: path })
    expect(await listAll(third, { genres: ['War'] })).toMatchObject([{ id: poster?.id, status: 'corrected' }])
  })
})
