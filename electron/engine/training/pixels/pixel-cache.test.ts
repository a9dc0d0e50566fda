import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, fstatSync, openSync, readdirSync, utimesSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import {
  fakePictures,
  numberFiles,
  pixelsOfNumber,
  writeNumber,
} from '../../../../tests/helpers/fake-pictures.ts'
import { posterBytes } from '../../../../tests/helpers/pictures.ts'
import { temporaryFolder } from '../../../../tests/helpers/temporary.ts'
import { nearDuplicatePairs } from './near-duplicates.ts'
import type { PixelCacheOptions } from './pixel-cache.ts'
import { openPixelCache } from './pixel-cache.ts'

const INPUT = { height: 6, width: 4 }
const calm = () => new AbortController().signal

/** Films, and where their cache goes. */
function setting(count: number) {
  return { films: numberFiles(temporaryFolder(), count), folder: join(temporaryFolder(), 'pixels') }
}

/** Opens a cache, closes it, and says which files were decoded for it. */
async function decodedBy(
  films: readonly { path: string }[],
  folder: string,
  options: Partial<PixelCacheOptions> = {},
): Promise<string[]> {
  const fake = fakePictures()
  const cache = await openPixelCache(films, INPUT, {
    folder,
    signal: calm(),
    pictures: fake.open,
    ...options,
  })
  cache.close()
  return fake.read.sort()
}

const filesOf = (folder: string, ending: string) =>
  readdirSync(folder).filter((name) => name.endsWith(ending))

describe('openPixelCache', () => {
  it('hands out the pixels of each film, wherever it stands', async () => {
    const { films, folder } = setting(9)
    const cache = await openPixelCache(films, INPUT, {
      folder,
      signal: calm(),
      pictures: fakePictures().open,
    })
    const numbers = [9, 2, 3, 4, 1, 1]
    const pixels = numbers.map((number) => [...pixelsOfNumber(number, INPUT)])
    expect([...cache.read(numbers.map((number) => number - 1))]).toEqual(pixels.flat())
    expect(cache).toMatchObject({ count: 9, bytesPerPicture: 72, problems: [] })
    expect([...cache.facts.width]).toEqual([101, 102, 103, 104, 105, 106, 107, 108, 109])
    expect([...cache.facts.height]).toEqual([201, 202, 203, 204, 205, 206, 207, 208, 209])
    expect([...cache.facts.grayscale]).toEqual([0, 0, 0, 0, 1, 0, 0, 0, 0])
    expect([...cache.facts.lowInformation]).toEqual([0, 0, 0, 0, 1, 0, 0, 0, 0])
    cache.close()
  })

  it('decodes as a scan does, and leaves out with its code what cannot be read', async () => {
    const folder = temporaryFolder()
    const [good, empty, gone] = ['a.jpg', 'b.jpg', 'c.jpg'].map((name) => ({ path: join(folder, name) }))
    if (good === undefined || empty === undefined || gone === undefined) throw new Error('three')
    writeFileSync(good.path, await posterBytes(1))
    writeFileSync(empty.path, '')
    const cache = await openPixelCache([good, empty, gone], INPUT, { folder, signal: calm() })
    expect(cache.problems).toEqual([
      { index: 1, code: 'file/empty' },
      { index: 2, code: 'file/gone' },
    ])
    expect([...cache.facts.ok]).toEqual([1, 0, 0])
    expect(new Set(cache.read([0])).size).toBeGreaterThan(10)
    expect(new Set(cache.read([1]))).toEqual(new Set([0]))
    cache.close()
  })

  it('tells how far it is', async () => {
    const { films, folder } = setting(3)
    const told: number[] = []
    await decodedBy(films, folder, { report: ({ done, total }) => told.push(done, total) })
    expect(told).toEqual([0, 3, 1, 3, 2, 3, 3, 3])
  })

  it('decodes nothing again', async () => {
    const { films, folder } = setting(4)
    expect(await decodedBy(films, folder)).toHaveLength(4)
    expect(await decodedBy(films, folder)).toEqual([])
  })

  it('decodes again what has changed, and that alone', async () => {
    const { films, folder } = setting(4)
    await decodedBy(films, folder)
    writeNumber(films[2]?.path ?? '', 77)
    expect(await decodedBy(films, folder)).toEqual(['3.jpg'])
    const cache = await openPixelCache(films, INPUT, { folder, signal: calm() })
    expect(cache.read([2])).toEqual(pixelsOfNumber(77, INPUT))
    cache.close()
  })

  it('takes from another list of films what both have', async () => {
    const { films, folder } = setting(6)
    await decodedBy(films.slice(0, 4), folder)
    expect(await decodedBy(films.slice(2), folder)).toEqual(['5.jpg', '6.jpg'])
    const cache = await openPixelCache(films.slice(2), INPUT, { folder, signal: calm() })
    expect(cache.read([0, 3])).toEqual(
      Uint8Array.of(...pixelsOfNumber(3, INPUT), ...pixelsOfNumber(6, INPUT)),
    )
    cache.close()
  })

  it('has a file for each size of input', async () => {
    const { films, folder } = setting(2)
    await decodedBy(films, folder)
    const fake = fakePictures()
    const larger = { height: 8, width: 8 }
    const cache = await openPixelCache(films, larger, { folder, signal: calm(), pictures: fake.open })
    expect(fake.read).toHaveLength(2)
    expect(cache.read([1])).toEqual(pixelsOfNumber(2, larger))
    cache.close()
  })

  it('takes no films at all', async () => {
    const cache = await openPixelCache([], INPUT, { folder: temporaryFolder(), signal: calm() })
    expect(cache.count).toBe(0)
    cache.close()
  })

  it('removes what nobody used for a month', async () => {
    const { films, folder } = setting(3)
    await decodedBy(films.slice(0, 1), folder)
    await decodedBy(films.slice(0, 2), folder)
    const [old = ''] = filesOf(folder, '.pixels')
    const longAgo = new Date(Date.now() - 31 * 86_400_000)
    utimesSync(join(folder, old), longAgo, longAgo)
    await decodedBy(films, folder)
    expect(filesOf(folder, '.pixels')).toHaveLength(2)
    expect(filesOf(folder, '.pixels')).not.toContain(old)
  })
})

describe('a cache that was not finished', () => {
  it('stops when told to, and goes on where it was', async () => {
    const { films, folder } = setting(8)
    const abort = new AbortController()
    const stopping = fakePictures((count) => {
      if (count === 3) abort.abort()
    })
    await expect(
      openPixelCache(films, INPUT, { folder, signal: abort.signal, pictures: stopping.open }),
    ).rejects.toMatchObject({ code: 'app/cancelled' })
    expect(filesOf(folder, '.pixels')).toEqual([])
    expect(await decodedBy(films, folder)).toEqual(['1.jpg', '2.jpg', '3.jpg', '4.jpg', '5.jpg'])
    expect(filesOf(folder, '.part')).toEqual([])
  })

  it('is not taken for whole when its maker was killed', async () => {
    const { films, folder } = setting(8)
    const child = spawn(process.execPath, ['--input-type=module', '-e', HANGS_AFTER_THREE], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, TEST_FILMS: JSON.stringify(films), TEST_FOLDER: folder },
      cwd: join(import.meta.dirname, '../../../..'),
    })
    const exited = once(child, 'exit')
    await once(child.stdout as Readable, 'data')
    child.kill('SIGKILL')
    await exited
    expect(filesOf(folder, '.pixels')).toEqual([])
    expect(await decodedBy(films, folder)).toHaveLength(5)
    const cache = await openPixelCache(films, INPUT, { folder, signal: calm() })
    for (const place of films.keys()) expect(cache.read([place])).toEqual(pixelsOfNumber(place + 1, INPUT))
    cache.close()
  })

  it('decodes again what did not reach the disk as it was', async () => {
    const { films, folder } = setting(4)
    const abort = new AbortController()
    const stopping = fakePictures((count) => {
      if (count === 3) abort.abort()
    })
    await openPixelCache(films, INPUT, { folder, signal: abort.signal, pictures: stopping.open }).catch(
      () => undefined,
    )
    const descriptor = openSync(join(folder, filesOf(folder, '.part')[0] ?? ''), 'r+')
    const last = fstatSync(descriptor).size - 1
    writeSync(descriptor, Buffer.of((pixelsOfNumber(4, INPUT).at(-1) ?? 0) ^ 1), 0, 1, last)
    closeSync(descriptor)
    expect(await decodedBy(films, folder)).toEqual(['1.jpg', '4.jpg'])
  })

  it('is made by one of two at a time', async () => {
    const { films, folder } = setting(5)
    const both = await Promise.all([decodedBy(films, folder), decodedBy(films, folder)])
    expect(both.flat()).toHaveLength(5)
  })

  it('says so beforehand when the disk is too small', async () => {
    const { films, folder } = setting(1)
    const huge = { height: 1_000_000, width: 1_000_000 }
    await expect(openPixelCache(films, huge, { folder, signal: calm() })).rejects.toMatchObject({
      code: 'catalog/disk-full',
    })
    expect(readdirSync(folder)).toEqual(['pixels.lock'])
  })
})

describe('nearDuplicatePairs', () => {
  it('names pictures that differ in three bits at most, not those with nothing on them', () => {
    const dhash = BigUint64Array.of(0xff00n, 0xffff000000000000n, 0xff07n, 0xff0fn, 0xff00n, 0xff00n)
    const facts = {
      dhash,
      ok: Uint8Array.of(1, 1, 1, 1, 1, 0),
      lowInformation: Uint8Array.of(0, 0, 0, 0, 1, 0),
    }
    const found = nearDuplicatePairs({ count: 6, facts: { ...blank(6), ...facts } })
    expect(found).toEqual([
      [0, 2],
      [2, 3],
    ])
  })
})

function blank(count: number) {
  const flags = new Uint8Array(count)
  return { grayscale: flags, width: new Uint16Array(count), height: new Uint16Array(count) }
}

/** A process that makes a cache, and hangs when three of its pictures are in it. */
const HANGS_AFTER_THREE = `
  import { openPixelCache } from './electron/engine/training/pixels/pixel-cache.ts'
  import { fakePictures } from './tests/helpers/fake-pictures.ts'
  const pictures = fakePictures((count) => {
    if (count < 3) return
    console.log('three')
    setInterval(() => undefined, 1000)
    return new Promise(() => undefined)
  }).open
  await openPixelCache(JSON.parse(process.env.TEST_FILMS), ${JSON.stringify(INPUT)}, {
    folder: process.env.TEST_FOLDER, signal: new AbortController().signal, pictures,
  })
`
