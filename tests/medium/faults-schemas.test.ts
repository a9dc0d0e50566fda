import { copyFileSync, existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openEngine } from '#engine/app/engine.ts'
import { migrate, runMigration } from '#engine/catalog/migrate.ts'
import { MIGRATIONS } from '#engine/catalog/migrations/migrations.ts'
import { openCatalog } from '#engine/catalog/open.ts'
import { schemaVersion } from '#engine/catalog/schema-version.ts'
import type { FileSystems } from '#engine/platform/file-systems.ts'
import { listAll } from '../helpers/engine.ts'
import { temporaryFolder } from '../helpers/temporary.ts'

import { backupsIn } from '../helpers/judged-catalog.ts'
const NOW = Date.UTC(2026, 10, 24, 10)

describe('an older catalog', () => {
  const fixture = (version: number) => join(import.meta.dirname, `../fixtures/catalogs/schema-${version}.db`)
  const said = (path: string) => {
    const db = new Database(path, { readonly: true })
    const all = (text: string) => db.prepare(text).all()
    const rows = {
      verdicts: all('SELECT * FROM verdict ORDER BY poster_id, genre'),
      acts: all('SELECT * FROM act ORDER BY id'),
      // Later schemas add columns.
      changes: all(
        'SELECT act_id, position, poster_id, genre, before, after FROM act_change ORDER BY act_id, position',
      ),
      settings: all('SELECT * FROM setting ORDER BY key'),
    }
    db.close()
    return rows
  }

  it.each(MIGRATIONS.slice(0, -1).map(({ version }) => version))(
    'of schema %i is brought to this one with everything that was said in it',
    async (version) => {
      const data = temporaryFolder()
      const path = join(data, 'catalog.db')
      copyFileSync(fixture(version), path)
      const expected = JSON.parse(readFileSync(fixture(version).replace(/db$/, 'json'), 'utf8')) as object
      const engine = await openEngine({ catalogPath: path })
      expect(await engine.call('app.info', {})).toMatchObject({ posters: 7, troubles: [] })
      const undone = await engine.call('labels.redo', {})
      expect(undone.undone).toMatchObject([{ genre: 'Horror', to: 'yes' }])
      await engine.call('labels.undo', {})
      await engine.close()
      const after = said(path) as typeof expected & { acts: object[] }
      expect({ ...after, acts: after.acts.length }).toEqual({
        ...expected,
        acts: (expected as { acts: object[] }).acts.length,
      })
      const [copy = ''] = backupsIn(data)
      expect(copy).toContain('before-update')
      const db = new Database(join(data, 'backups', copy), { readonly: true })
      expect(schemaVersion(db)).toBe(version)
      db.close()
      expect(said(join(data, 'backups', copy))).toEqual(expected)
    },
  )

  it('is read by a reader as it is, without being changed', async () => {
    const data = temporaryFolder()
    const path = join(data, 'catalog.db')
    copyFileSync(fixture(1), path)
    const before = readFileSync(path)
    const engine = await openEngine({ catalogPath: path, readOnly: true })
    expect(await listAll(engine)).toHaveLength(7)
    await engine.close()
    expect(readFileSync(path).equals(before)).toBe(true)
    expect(readdirSync(data)).toEqual(['catalog.db'])
  })

  it('with rows that break a new rule has them repaired first (38)', () => {
    const db = new Database(join(temporaryFolder(), 'catalog.db'))
    onTestFinished(() => void db.close())
    for (const migration of MIGRATIONS) runMigration(db, migration)
    db.exec(`INSERT INTO film (title_key, year) VALUES ('one', 1980), ('one', 1980), ('two', 1980)`)
    const strict = {
      version: MIGRATIONS.length + 1,
      name: 'strict',
      repair: 'DELETE FROM film WHERE id NOT IN (SELECT min(id) FROM film GROUP BY title_key, year)',
      sql: 'CREATE UNIQUE INDEX film_once ON film (title_key, year)',
    }
    migrate(db, db.name, [...MIGRATIONS, strict], NOW)
    expect(db.prepare('SELECT title_key FROM film').pluck().all()).toEqual(['one', 'two'])
  })
})

describe('where a catalog may lie (39)', () => {
  const onNetwork = (type: number): FileSystems => ({
    typeOf: () => type,
    volumeOf: async () => null,
    mountOf: async () => null,
  })

  it.each([
    ['NFS', 0x6969],
    ['CIFS', 0xff534d42],
    ['CIFS, as a signed number', 0xff534d42 | 0],
    ['SMB2', 0xfe534d42],
  ])('not on %s: refused before anything is made', (_, type) => {
    const data = temporaryFolder()
    const open = () =>
      openCatalog(join(data, 'catalog.db'), { readOnly: false, fileSystems: onNetwork(type) })
    expect(open).toThrow(expect.objectContaining({ code: 'catalog/network-folder' }) as Error)
    expect(readdirSync(data)).toEqual([])
  })

  it.each(['Dropbox', 'OneDrive - Studio', 'Google Drive', 'Mobile Documents', 'Nextcloud'])(
    'not in a folder that a program keeps in step: %s',
    (name) => {
      const data = join(temporaryFolder(), name, 'Onesheet')
      const open = () => openCatalog(join(data, 'catalog.db'), { readOnly: false })
      expect(open).toThrow(expect.objectContaining({ code: 'catalog/sync-folder' }) as Error)
    },
  )

  it('in such a place all the same, for those who know better', () => {
    const data = temporaryFolder()
    process.env['ONESHEET_ANY_FOLDER'] = '1'
    onTestFinished(() => {
      delete process.env['ONESHEET_ANY_FOLDER']
    })
    const catalog = openCatalog(join(data, 'catalog.db'), {
      readOnly: false,
      fileSystems: onNetwork(0x6969),
    })
    catalog.close()
    expect(existsSync(join(data, 'catalog.db'))).toBe(true)
  })
})
