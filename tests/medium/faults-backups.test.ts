import { copyFileSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openEngine } from '#engine/app/engine.ts'
import { restoreCatalog } from '#engine/app/restore.ts'
import { MIGRATIONS } from '#engine/catalog/migrations/migrations.ts'
import { openStore } from '#engine/catalog/open-store.ts'
import { isGoodCopy } from '#engine/catalog/verified-copy.ts'
import type { JobInfo } from '#shared/contract/jobs.ts'
import { listAll, posterAt, testEngine } from '../helpers/engine.ts'
import { sameLevels } from '../helpers/levels.ts'
import { canMount, smallDisk } from '../helpers/mounts.ts'
import { drawPosters, writeOld } from '../helpers/pictures.ts'
import { overwrite, spoilTable } from '../helpers/spoil.ts'
import { temporaryFolder } from '../helpers/temporary.ts'

import { backupsIn, judgedCatalog } from '../helpers/judged-catalog.ts'
const NOW = Date.UTC(2026, 10, 24, 10)

describe('restoring', () => {
  it('backs the present one up first, so that it can be taken back', async () => {
    const { data, path, names, open } = await judgedCatalog()
    const copy = join(temporaryFolder(), 'copy.db')
    const first = await openEngine({ catalogPath: path })
    await first.call('backup.create', { file: copy })
    const { id } = await posterAt(first, names[1] ?? '')
    await first.call('labels.set', { posterId: id, genre: 'Drama', verdict: 'no' })
    await first.close()
    const verdictsOf = async () => {
      const engine = await openEngine({ catalogPath: path })
      const items = await listAll(engine)
      await engine.close()
      return items.map((item) => item.verdicts)
    }
    expect(await restoreCatalog(path, copy, NOW)).toEqual({
      bytes: statSync(copy).size,
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
    })
    expect(await verdictsOf()).toEqual([{ War: 'yes' }, {}, {}, {}])
    const present = backupsIn(data).find((name) => name.includes('before-restore')) ?? ''
    await restoreCatalog(path, join(data, 'backups', present), NOW + 1)
    expect(await verdictsOf()).toEqual([{ War: 'yes' }, { Drama: 'no' }, {}, {}])
    expect(await (await open()).call('app.info', {})).toMatchObject({ troubles: [] })
  })

  it('takes along what a killed session left in its -wal', async () => {
    const { data, path } = await judgedCatalog()
    const killed = temporaryFolder()
    const engine = await openEngine({ catalogPath: path })
    const { id } = await posterAt(engine, 'Film 002 (1982).jpg')
    await engine.call('labels.set', { posterId: id, genre: 'Drama', verdict: 'no' })
    for (const suffix of ['', '-wal']) copyFileSync(path + suffix, join(killed, `catalog.db${suffix}`))
    await engine.close()
    const [daily = ''] = backupsIn(data)
    await restoreCatalog(join(killed, 'catalog.db'), join(data, 'backups', daily), NOW)
    const [kept = ''] = backupsIn(killed)
    const before = await testEngine({ catalogPath: join(killed, 'backups', kept), readOnly: true })
    expect((await posterAt(before, 'Film 002 (1982).jpg')).verdicts).toEqual({ Drama: 'no' })
    const restored = await testEngine({ catalogPath: join(killed, 'catalog.db') })
    expect((await posterAt(restored, 'Film 002 (1982).jpg')).verdicts).toEqual({})
  })

  it('is refused while the catalog is open, and with a file that is no whole catalog', async () => {
    const { data, path, open } = await judgedCatalog()
    const [backup = ''] = backupsIn(data)
    const good = join(data, 'backups', backup)
    const bad = join(temporaryFolder(), 'bad.db')
    copyFileSync(good, bad)
    overwrite(bad, 4096 * 3, Buffer.alloc(4096, 0xa7))
    const letter = join(temporaryFolder(), 'letter.db')
    writeOld(letter, 'Dear catalog. '.repeat(999))
    const before = readFileSync(path)
    for (const file of [bad, letter, join(data, 'nothing.db')]) {
      await expect(restoreCatalog(path, file, NOW)).rejects.toMatchObject({ code: 'backup/not-good' })
    }
    expect(readFileSync(path).equals(before)).toBe(true)
    await open()
    await expect(restoreCatalog(path, good, NOW)).rejects.toMatchObject({ code: 'catalog/busy' })
  })
})

describe('backups', () => {
  it('are made once a day when posters changed, the last seven are kept', async () => {
    const data = temporaryFolder()
    const { path } = await judgedCatalog(data)
    for (const name of backupsIn(data)) rmSync(join(data, 'backups', name))
    const at = (day: number) => ({ now: () => NOW + day * 86_400_000, monotonicMs: () => performance.now() })
    const session = async (day: number, isChanging: boolean) => {
      const engine = await openEngine({ catalogPath: path, clock: at(day) })
      const [item] = await listAll(engine)
      const verdict = item?.verdicts.War === 'yes' ? 'no' : 'yes'
      if (isChanging) await engine.call('labels.set', { posterId: item?.id ?? 0, genre: 'War', verdict })
      await engine.close()
      return backupsIn(data).length
    }
    expect(await session(0, true)).toBe(1)
    expect(await session(0.5, true)).toBe(1)
    expect(await session(1, false)).toBe(2)
    expect(await session(3, false)).toBe(2)
    for (let day = 4; day < 12; day++) await session(day, true)
    const kept = backupsIn(data)
    expect(kept).toHaveLength(7)
    expect(kept.every((name) => name.endsWith('-daily.db'))).toBe(true)
    expect(kept.at(-1)).toContain('2026-12-05')
    // A clock that was wrong once does not end them.
    expect(await session(400, true)).toBe(7)
    expect(await session(13, true)).toBe(7)
  })

  it('asked for at the same moment are made one after the other, each whole', async () => {
    const { data, open } = await judgedCatalog()
    const earlier = backupsIn(data)
    const engine = await open()
    const byHand = () => engine.call('backup.keep', {})
    const file = join(temporaryFolder(), 'copy.db')
    const copy = () => engine.call('backup.create', { file })
    const [, , copied, refused] = await Promise.allSettled([byHand(), byHand(), copy(), copy(), byHand()])
    expect([copied.status, refused.status]).toEqual(['fulfilled', 'rejected'])
    expect(refused).toMatchObject({ reason: { code: 'backup/exists' } })
    const made = backupsIn(data).filter((name) => !earlier.includes(name))
    expect(made).toHaveLength(3)
    for (const path of [...made.map((name) => join(data, 'backups', name)), file]) {
      expect(isGoodCopy(path, MIGRATIONS.length)).toBe(true)
    }
  })

  it('of a catalog that is damaged leave no file behind and tell it', async () => {
    const { path, open } = await judgedCatalog()
    spoilTable(path, 'file_by_hash')
    const engine = await open()
    const folder = temporaryFolder()
    const backup = engine.call('backup.create', { file: join(folder, 'copy.db') })
    await expect(backup).rejects.toMatchObject({ code: 'catalog/damaged' })
    expect(readdirSync(folder)).toEqual([])
  })
})

describe('a full disk (33)', () => {
  it('rolls a write back whole, and the next goes on when there is room', async () => {
    const { path } = await judgedCatalog()
    const store = openStore(path, { readOnly: false }, () => ({
      id: 'starter',
      levels: sameLevels(0.5, 0.3),
    }))
    onTestFinished(() => store.close())
    const pages = store.db.pragma('page_count', { simple: true }) as number
    store.db.pragma(`max_page_count = ${pages}`)
    const fill = () =>
      store.write(() => {
        const add = store.db.prepare('INSERT INTO film (title_key) VALUES (?)')
        for (let film = 0; film < 500; film++) add.run('x'.repeat(200))
      })
    const films = () => store.db.prepare('SELECT count(*) FROM film').pluck().get()
    const before = films()
    expect(fill).toThrow(expect.objectContaining({ code: 'catalog/disk-full' }) as Error)
    expect(films()).toBe(before)
    store.db.pragma('max_page_count = 1073741823')
    fill()
    expect(films()).toBe(Number(before) + 500)
  })

  it.skipIf(!canMount)(
    'pauses a scan; the wall stays, and with room it goes on where it stopped',
    async () => {
      const disk = smallDisk(1_500)
      const folder = temporaryFolder()
      const names = await drawPosters(folder, 150)
      const engine = await testEngine({ catalogPath: join(disk.path, 'catalog.db') })
      const started = await engine.call('scan.start', { folders: [folder] })
      const paused = await engine.call('jobs.wait', { id: started.id })
      expect(paused).toMatchObject({ state: 'interrupted', error: { code: 'catalog/disk-full' } })
      expect((await listAll(engine)).length).toBeGreaterThan(0)
      expect(await engine.call('library.counts', { filter: {} })).toBeDefined()
      disk.resize(64 * 1024)
      await engine.call('jobs.resume', { id: started.id })
      const done: JobInfo = await engine.call('jobs.wait', { id: started.id })
      expect(done).toMatchObject({ state: 'done', result: { found: 150, quarantined: [] } })
      expect(await listAll(engine)).toHaveLength(names.length)
    },
  )
})
