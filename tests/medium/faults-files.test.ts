import { execFileSync } from 'node:child_process'
import { linkSync, readFileSync, renameSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Engine } from '#engine/app/engine-types.ts'
import { listAll, posterAt, scan, skips, testEngine } from '../helpers/engine.ts'
import { hashTree } from '../helpers/media-tree.ts'
import { drawPosters, posterBytes, writeOld } from '../helpers/pictures.ts'
import { temporaryFolder } from '../helpers/temporary.ts'
import { pictureModels } from '../helpers/titled-models.ts'

/* Cases by their number in docs/faults.md, each through a whole scan. `GOOD` posters lie beside every bad file. */

const GOOD = 3
const BESIDE = 'Film 001 (1981).jpg'

/** A folder of good posters and a catalog. */
async function collection(): Promise<{ folder: string; engine: Engine }> {
  const folder = temporaryFolder()
  await drawPosters(folder, GOOD)
  return { folder, engine: await testEngine({ modelsFolder: pictureModels() }) }
}

const setAside = (path: string, code: string) => ({
  path,
  code,
  new: true,
  message: expect.stringMatching(/\.$/) as string,
})

describe('files that are no picture', () => {
  it.each([
    ['fault 1: an empty file', Buffer.alloc(0), 'file/empty'],
    [
      'fault 2: a web page named .jpg',
      Buffer.from('<!DOCTYPE html><title>404</title>'),
      'file/not-a-picture',
    ],
    [
      'fault 28: an SVG named .png',
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
      'file/not-a-picture',
    ],
    ['fault 28: a PDF named .webp', Buffer.from('%PDF-1.7\n%âãÏÓ\n'), 'file/not-a-picture'],
  ])('%s is set aside, tried again only when it changes, and stops nothing', async (_, bytes, code) => {
    const { folder, engine } = await collection()
    const bad = join(folder, 'Bad One (1999).jpg')
    writeOld(bad, bytes)
    const report = await scan(engine, [folder])
    expect(report.quarantined).toEqual([expect.objectContaining(setAside(bad, code))])
    expect(report.predicted).toBe(GOOD)
    expect(await listAll(engine, { status: 'quarantined' })).toMatchObject([{ genres: [] }])
    expect(await listAll(engine, {})).toHaveLength(GOOD)

    const again = await scan(engine, [])
    expect(again.quarantined).toMatchObject([{ path: bad, new: false }])
    expect(again).toMatchObject({ found: GOOD + 1, unchanged: GOOD, changed: 0, predicted: 0 })

    writeOld(bad, await posterBytes(77), new Date('2021-05-05'))
    expect(await scan(engine, [])).toMatchObject({ quarantined: [], predicted: 1 })
    expect(await listAll(engine, {})).toHaveLength(GOOD + 1)
  })

  it('fault 3: a truncated picture is shown and predicted, and flagged as damaged', async () => {
    const { folder, engine } = await collection()
    const whole = await posterBytes(50)
    writeOld(join(folder, 'Cut Short (1999).jpg'), whole.subarray(0, Math.floor(whole.length * 0.6)))
    expect(await scan(engine, [folder])).toMatchObject({ quarantined: [], predicted: GOOD + 1 })
    const poster = await posterAt(engine, 'Cut Short (1999).jpg')
    expect(poster.flags).toContain('damaged')
    expect(poster.genres).toHaveLength(20)
    expect(await engine.picture('thumb', poster.id)).not.toBeNull()
    expect((await posterAt(engine, BESIDE)).flags).not.toContain('damaged')
  })
})

describe('files that change under us', () => {
  it('fault 4: bytes that rotted at the same size and time are told of; thumbnail and verdicts stay', async () => {
    const { folder, engine } = await collection()
    await scan(engine, [folder])
    const { id } = await posterAt(engine, BESIDE)
    await engine.call('labels.set', { posterId: id, genre: 'War', verdict: 'yes' })
    const thumbnail = await engine.picture('thumb', id)
    const path = join(folder, BESIDE)
    const { mtime } = statSync(path)
    const bytes = readFileSync(path)
    bytes[bytes.length - 20] = (bytes[bytes.length - 20] ?? 0) ^ 0xff
    writeFileSync(path, bytes)
    utimesSync(path, mtime, mtime)

    expect(await engine.picture('picture', id)).toBeNull()
    const { files } = await engine.call('poster.get', { id })
    expect(files).toMatchObject([{ problem: expect.stringContaining('bytes changed') as string }])
    expect(await scan(engine, [])).toMatchObject({ unchanged: GOOD, quarantined: [] })
    expect(await posterAt(engine, BESIDE)).toMatchObject({ id, verdicts: { War: 'yes' } })
    expect((await engine.picture('thumb', id))?.bytes).toEqual(thumbnail?.bytes)
  })

  it('fault 5: a file that goes while the scan runs is missing, not broken, and comes back', async () => {
    const folder = temporaryFolder()
    const names = await drawPosters(folder, 40)
    const last = join(folder, names.at(-1) ?? '')
    const aside = join(temporaryFolder(), 'aside.jpg')
    const engine = await testEngine({ modelsFolder: pictureModels() })
    const forget = engine.on('catalog.changed', ({ ids }) => {
      // All are registered, none is read.
      if (ids?.length !== 40) return
      forget()
      renameSync(last, aside)
    })
    expect(await scan(engine, [folder])).toMatchObject({ found: 39, predicted: 39, quarantined: [] })
    expect(await listAll(engine, { status: 'missing' })).toHaveLength(1)
    renameSync(aside, last)
    expect(await scan(engine, [])).toMatchObject({ found: 40, predicted: 1 })
    expect(await listAll(engine, { status: 'missing' })).toEqual([])
  })

  it('fault 13: a rename that changes only the case keeps the poster', async () => {
    const { folder, engine } = await collection()
    await scan(engine, [folder])
    const { id } = await posterAt(engine, BESIDE)
    await engine.call('labels.set', { posterId: id, genre: 'War', verdict: 'no' })
    renameSync(join(folder, BESIDE), join(folder, BESIDE.toLowerCase()))
    expect(await scan(engine, [])).toMatchObject({
      found: GOOD,
      moved: 1,
      added: 0,
      missing: 0,
      predicted: 0,
    })
    expect(await posterAt(engine, BESIDE.toLowerCase())).toMatchObject({ id, verdicts: { War: 'no' } })
  })

  it('fault 14: a file that moved keeps its poster and verdicts', async () => {
    const { folder, engine } = await collection()
    await scan(engine, [folder])
    const { id } = await posterAt(engine, BESIDE)
    await engine.call('labels.set', { posterId: id, genre: 'War', verdict: 'yes' })
    const elsewhere = temporaryFolder()
    renameSync(join(folder, BESIDE), join(elsewhere, 'Renamed Too (1981).jpg'))
    expect(await scan(engine, [folder, elsewhere])).toMatchObject({ moved: 1, missing: 0, predicted: 0 })
    expect(await posterAt(engine, 'Renamed Too (1981).jpg')).toMatchObject({ id, verdicts: { War: 'yes' } })
  })
})

describe('one picture in several places', () => {
  it('fault 9: a hard link, and a folder scanned twice, are one poster with two paths', async () => {
    const { folder, engine } = await collection()
    const linked = temporaryFolder()
    linkSync(join(folder, BESIDE), join(linked, BESIDE))
    expect(await scan(engine, [folder, linked])).toMatchObject({ found: GOOD + 1, predicted: GOOD })
    const poster = (await listAll(engine)).filter(({ files }) => files.length === 2)
    expect(poster.map(({ files }) => files.map(({ path }) => path).sort())).toEqual([
      [join(folder, BESIDE), join(linked, BESIDE)].sort(),
    ])
  })

  it('fault 9: equal bytes under different titles are two posters, both flagged', async () => {
    const { folder, engine } = await collection()
    const bytes = await posterBytes(60)
    writeOld(join(folder, 'Dawn (1954).jpg'), bytes)
    writeOld(join(folder, 'Dusk (1991).jpg'), bytes)
    await scan(engine, [folder])
    const [dawn, dusk] = [
      await posterAt(engine, 'Dawn (1954).jpg'),
      await posterAt(engine, 'Dusk (1991).jpg'),
    ]
    expect(dawn.id).not.toBe(dusk.id)
    expect([dawn.title, dusk.title]).toEqual(['Dawn', 'Dusk'])
    for (const poster of [dawn, dusk]) expect(poster.flags).toContain('shared')
  })

  it('fault 15: duplicates are predicted once', async () => {
    const { folder, engine } = await collection()
    const bytes = await posterBytes(61)
    for (const copy of ['a', 'b', 'c', 'd']) writeOld(join(folder, copy, 'Twice Told (1960).jpg'), bytes)
    expect(await scan(engine, [folder])).toMatchObject({ found: GOOD + 4, predicted: GOOD + 1 })
  })
})

describe('names', () => {
  it('fault 10: a name that is not UTF-8 is kept by its bytes, and comes back as unchanged', async () => {
    const { folder, engine } = await collection()
    const name = Buffer.concat([Buffer.from('Caf'), Buffer.from([0xe9]), Buffer.from(' Noir (1955).jpg')])
    const path = Buffer.concat([Buffer.from(`${folder}/`), name])
    writeFileSync(path, await posterBytes(62))
    utimesSync(path, new Date(0), new Date(0))
    expect(await scan(engine, [folder])).toMatchObject({ added: GOOD + 1, predicted: GOOD + 1 })
    const poster = (await listAll(engine)).find(({ files }) => files[0]?.pathBytes != null)
    expect(Buffer.from(poster?.files[0]?.pathBytes ?? '', 'base64')).toEqual(path)
    expect(await engine.picture('picture', poster?.id ?? 0)).not.toBeNull()
    expect(await scan(engine, [])).toMatchObject({ unchanged: GOOD + 1, missing: 0 })
  })

  it('fault 10: composed and decomposed names are two files of one film, found by either spelling', async () => {
    const { folder, engine } = await collection()
    writeOld(join(folder, 'Amélie (2001).jpg'.normalize('NFC')), await posterBytes(63))
    writeOld(join(folder, 'Amélie (2001).jpg'.normalize('NFD')), await posterBytes(64))
    expect(await scan(engine, [folder])).toMatchObject({ added: GOOD + 2 })
    for (const spelling of ['NFC', 'NFD']) {
      expect(await listAll(engine, { query: 'amélie'.normalize(spelling) })).toHaveLength(2)
    }
  })

  it.each(['50% #1? (1999).jpg', '💥 Boom 💥 (1999).jpg', 'סרט ‮gpj. (1999).jpg', `a'b"c<d>&e (1999).jpg`])(
    'fault 11: %s is shown by id',
    async (name) => {
      const { folder, engine } = await collection()
      writeOld(join(folder, name), await posterBytes(65))
      await scan(engine, [folder])
      const poster = await posterAt(engine, name)
      expect(await engine.picture('thumb', poster.id)).not.toBeNull()
      expect((await engine.picture('picture', poster.id))?.bytes).toEqual(readFileSync(join(folder, name)))
      expect(await engine.call('poster.find', { path: join(folder, name) })).toEqual({ id: poster.id })
    },
  )

  it.each([`${'long '.repeat(49)}.jpg`, 'CON.jpg', 'aux (1999).jpg', 'trailing dot. .jpg'])(
    'fault 12: %s is handled',
    async (name) => {
      const { folder, engine } = await collection()
      writeOld(join(folder, name), await posterBytes(66))
      expect(await scan(engine, [folder])).toMatchObject({ added: GOOD + 1, predicted: GOOD + 1 })
      expect((await posterAt(engine, name)).genres).toHaveLength(20)
    },
  )

  it('fault 12: a path of many levels is handled', async () => {
    const { folder, engine } = await collection()
    const deep = join(folder, ...Array.from({ length: 40 }, (_, level) => `level ${level} ${'x'.repeat(60)}`))
    writeOld(join(deep, 'Deep (1999).jpg'), await posterBytes(67))
    expect(await scan(engine, [folder])).toMatchObject({ added: GOOD + 1, predicted: GOOD + 1 })
  })

  it('fault 66: names that look like HTML, SQL or search syntax are text and nothing else', async () => {
    const { folder, engine } = await collection()
    const titles = [
      `<img src=x onerror=alert(1)>`.replaceAll('/', ''),
      `'; DROP TABLE poster; --`,
      `"NEAR(a b)" OR title:*`,
      `%_\\ LIKE`,
    ]
    let serial = 70
    for (const title of titles) writeOld(join(folder, `${title} (1999).jpg`), await posterBytes(serial++))
    await scan(engine, [folder])
    for (const title of titles) {
      const poster = await posterAt(engine, `${title} (1999).jpg`)
      expect(poster.title).toContain(/[A-Z]{2,}/.exec(title)?.[0] ?? 'img')
      const found = await listAll(engine, { query: poster.title ?? '' })
      expect(
        found.map(({ id }) => id),
        title,
      ).toEqual([poster.id])
    }
    expect(await listAll(engine, {})).toHaveLength(GOOD + titles.length)
  })
})

describe('what is no file of pictures', () => {
  it('fault 8: links in a circle are walked once', async () => {
    const { folder, engine } = await collection()
    writeOld(join(folder, 'inner', 'In A Circle (1999).jpg'), await posterBytes(68))
    symlinkSync(folder, join(folder, 'inner', 'round'))
    const report = await scan(engine, [folder])
    expect(report).toMatchObject({ found: GOOD + 1, added: GOOD + 1 })
    expect(skips(report)).toMatchObject({ 'link-loop': 1 })
  })

  it('fault 20: a pipe, a device and a socket are left out and counted, and nothing waits on them', async () => {
    const { folder, engine } = await collection()
    execFileSync('mkfifo', [join(folder, 'pipe.jpg')])
    symlinkSync('/dev/zero', join(folder, 'device.jpg'))
    const socket = createServer().listen(join(folder, 'socket.jpg'))
    onTestFinished(() => void socket.close())
    await new Promise((resolve) => socket.once('listening', resolve))
    const report = await scan(engine, [folder])
    expect(report).toMatchObject({ found: GOOD, predicted: GOOD })
    expect(skips(report)).toMatchObject({ 'special-file': 3 })
  })

  it('nothing of all this is written to', async () => {
    const { folder, engine } = await collection()
    writeOld(join(folder, 'Empty (1999).jpg'), '')
    writeOld(join(folder, 'Page (1999).jpg'), '<html>')
    const before = await hashTree(folder)
    await scan(engine, [folder])
    expect(await hashTree(folder)).toBe(before)
  })
})
