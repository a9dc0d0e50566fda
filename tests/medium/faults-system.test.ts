import { appendFileSync, chmodSync, mkdirSync, renameSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openStore } from '#engine/catalog/open-store.ts'
import { createPictures } from '#engine/images/pictures.ts'
import type { Predictor } from '#engine/model/predictor.ts'
import { systemClock } from '#engine/platform/clock.ts'
import { systemFileSystems } from '#engine/platform/file-systems.ts'
import { resources } from '#engine/platform/resources.ts'
import { loadGenreTable } from '#engine/scan/genre-names.ts'
import { scanJob } from '#engine/scan/scan-job.ts'
import { GENRES } from '#shared/domain/genres.ts'
import { AppError } from '#shared/errors.ts'
import type { ListPage } from '#shared/contract/library.ts'
import type { ScanReport } from '#shared/contract/scan.ts'
import { listAll, posterAt, scan, testEngine } from '../helpers/engine.ts'
import { onesheet } from '../helpers/onesheet.ts'
import { canBeRefused, give, ordinaryUser } from '../helpers/other-user.ts'
import { drawPosters, posterBytes, writeOld } from '../helpers/pictures.ts'
import { temporaryFolder } from '../helpers/temporary.ts'

describe('a file that is still being written (6)', () => {
  it('is looked at again at the end of the scan, and read as it is then', async () => {
    const folder = temporaryFolder()
    await drawPosters(folder, 3)
    const whole = await posterBytes(950)
    const path = join(folder, 'Arriving (1999).jpg')
    writeFileSync(path, whole.subarray(0, whole.length / 2))
    const engine = await testEngine()
    const { id } = await engine.call('scan.start', { folders: [folder] })
    // The rest arrives when the first half has been read, as a download's does.
    await new Promise<void>((resolve) => {
      engine.on('job.changed', (job) => {
        if (job.phase === 'reading' && job.done >= 4) resolve()
      })
    })
    appendFileSync(path, whole.subarray(whole.length / 2))
    const report = (await engine.call('jobs.wait', { id })).result as ScanReport
    expect(report).toMatchObject({ found: 4, quarantined: [], predicted: 4 })
    const poster = await posterAt(engine, 'Arriving (1999).jpg')
    expect(poster.flags).toEqual([])
    expect(await scan(engine, [])).toMatchObject({ unchanged: 4, changed: 0 })
  })
})

describe('times that prove nothing (22)', () => {
  it.each([
    ['in the future', new Date('2099-01-01T00:00:00Z')],
    ['of 1970', new Date(0)],
  ])('%s: a file is found unchanged, and changed when it is', async (_, time) => {
    const folder = temporaryFolder()
    writeOld(join(folder, 'a.jpg'), await posterBytes(951), time)
    const engine = await testEngine()
    await scan(engine, [folder])
    expect(await scan(engine, [])).toMatchObject({ unchanged: 1, changed: 0, predicted: 0 })
    writeOld(join(folder, 'a.jpg'), await posterBytes(952), time)
    // Another size tells; the same size and time would not, for a time this far from any scan.
    expect(await scan(engine, [])).toMatchObject({ unchanged: 0, changed: 1, predicted: 1 })
  })

  it('within the last scan’s tick: the bytes decide, although size and time are the same', async () => {
    const folder = temporaryFolder()
    const path = join(folder, 'a.jpg')
    const [first, second] = [await posterBytes(953), await posterBytes(954)]
    const size = Math.max(first.length, second.length)
    const padded = (bytes: Buffer) => Buffer.concat([bytes, Buffer.alloc(size - bytes.length)])
    const engine = await testEngine()
    const time = new Date()
    writeOld(path, padded(first), time)
    await scan(engine, [folder])
    writeFileSync(path, padded(second))
    utimesSync(path, time, time)
    expect(await scan(engine, [])).toMatchObject({ changed: 1, unchanged: 0 })
  })
})

describe.skipIf(!canBeRefused)('what this user may not do', () => {
  it('a file that may not be read is set aside with the reason, and read when it may (7)', async () => {
    const [dataFolder, folder] = [temporaryFolder(), temporaryFolder()]
    for (const each of [dataFolder, folder]) {
      give(each)
      chmodSync(each, 0o755)
    }
    const names = await drawPosters(folder, 3)
    for (const name of names) give(join(folder, name))
    const path = join(folder, names[1] ?? '')
    chmodSync(path, 0)
    const run = () => onesheet(['scan', folder, '--json'], { dataFolder, cwd: folder, user: ordinaryUser })
    const barred = await run()
    expect(barred.code).toBe(3)
    expect(barred.json()).toMatchObject({ predicted: 2, quarantined: [{ path, code: 'file/unreadable' }] })
    chmodSync(path, 0o644)
    utimesSync(path, new Date(), new Date('2021-01-01T00:00:00Z'))
    expect((await run()).json()).toMatchObject({ predicted: 1, quarantined: [] })
  })

  it('a data folder that may not be written is refused with what to do, and read all the same (70)', async () => {
    const [dataFolder, folder] = [temporaryFolder(), temporaryFolder()]
    await drawPosters(folder, 2)
    chmodSync(folder, 0o755)
    expect(await onesheet(['scan', folder], { dataFolder })).toMatchObject({ code: 0 })
    chmodSync(dataFolder, 0o555)
    const options = { dataFolder, cwd: folder, user: ordinaryUser }
    const refused = await onesheet(['scan', folder, '--json'], options)
    expect(refused.code).toBe(1)
    expect(refused.json()).toMatchObject({ error: { code: 'catalog/read-only' } })
    const listed = await onesheet(['list', '--json'], options)
    expect(listed.code).toBe(0)
    expect((listed.json() as ListPage).total).toBe(2)
    chmodSync(dataFolder, 0o755)
  })

  it('a data folder that cannot even be made is refused as well', async () => {
    const place = temporaryFolder()
    chmodSync(place, 0o555)
    const dataFolder = join(place, 'data')
    const refused = await onesheet(['scan', place, '--json'], { dataFolder, cwd: '/', user: ordinaryUser })
    expect(refused.json()).toMatchObject({ error: { code: 'catalog/read-only' } })
    chmodSync(place, 0o755)
  })
})

describe('a computer that sleeps (68)', () => {
  it('puts the catalog in order before, and looks for every folder after', async () => {
    const folder = join(temporaryFolder(), 'posters')
    mkdirSync(folder)
    await drawPosters(folder, 2)
    const engine = await testEngine()
    await scan(engine, [folder])
    expect(await engine.call('app.power', { event: 'suspend' })).toEqual({ offline: [] })
    renameSync(folder, `${folder} unplugged`)
    let told = 0
    engine.on('folders.changed', () => told++)
    expect(await engine.call('app.power', { event: 'resume' })).toEqual({ offline: [folder] })
    expect(told).toBe(1)
    expect((await engine.call('folders.list', {})).roots).toMatchObject([{ state: 'offline', posters: 2 }])
    expect((await listAll(engine)).filter((item) => item.missing)).toEqual([])
    renameSync(`${folder} unplugged`, folder)
    expect(await engine.call('app.power', { event: 'resume' })).toEqual({ offline: [] })
    expect((await engine.call('folders.list', {})).roots).toMatchObject([{ state: 'ok', reason: null }])
  })
})

describe('a computer that cannot load what runs the model (72)', () => {
  it('catalogues posters all the same; only their predictions are left for later', async () => {
    const [data, folder] = [temporaryFolder(), temporaryFolder()]
    await drawPosters(folder, 12)
    const refusing = {
      modelId: 'starter',
      trunkSha256: 'x',
      preprocessVersion: 1,
      titles: null,
      backend: 'none',
      batchSize: 4,
      batchesAtOnce: 1,
      embed: () => Promise.reject(new AppError('model/no-backend', 'GLIBC_2.32 not found')),
    } as unknown as Predictor
    const picture = { likely: GENRES.map(() => 0.5), maybe: GENRES.map(() => 0.3) }
    const levels = { picture, titled: picture }
    const store = openStore(join(data, 'catalog.db'), { readOnly: false }, { id: 'starter', levels })
    const pictures = createPictures({ input: { width: 128, height: 192 } })
    onTestFinished(async () => {
      await pictures.close()
      store.close()
    })
    const job = scanJob({
      store,
      appVersion: '0',
      genres: loadGenreTable(resources.genreNames()),
      clock: systemClock,
      fileSystems: systemFileSystems,
      pictures: () => Promise.resolve(pictures),
      predictor: () => Promise.resolve(refusing),
      onRootsChanged() {},
    })
    const params = { folders: [folder], predict: true, includeAllArt: false, acceptMissing: false }
    const signal = new AbortController().signal
    const report = await job.run(params, { signal, report() {}, note: null, keep() {} })
    expect(report).toMatchObject({ found: 12, added: 12, quarantined: [], predicted: 0 })
    expect(store.columns.count).toBe(12)
  })
})
