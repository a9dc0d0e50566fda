import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { encodeFrame } from '#shared/util/frames.ts'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import type { PictureRequest, PictureResult, Pictures, PicturesOptions } from './pictures.ts'
import { createPictures } from './pictures.ts'

const INPUT = { width: 16, height: 24 }
/** Short, so that a test does not wait long for a file that hangs; the others take a few milliseconds each. */
const TIMEOUT_MS = 1_000

let folder = ''

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'onesheet-pictures-'))
  const create = { width: 40, height: 60, channels: 3 as const, background: '#804020' }
  const bytes = await sharp({ create }).jpeg().toBuffer()
  for (const name of ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'bad', 'worse']) {
    // What follows the end of a picture changes its hash and nothing else.
    writeFileSync(join(folder, `${name}.jpg`), Buffer.concat([bytes, Buffer.from(name)]))
  }
  writeFileSync(join(folder, 'empty.jpg'), '')
})

afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

function open(options: Partial<PicturesOptions> = {}, fault = ''): Pictures {
  const pictures = createPictures({
    input: INPUT,
    timeoutMs: TIMEOUT_MS,
    environment: { ONESHEET_TEST_PICTURE_FAULT: fault },
    ...options,
  })
  onTestFinished(() => pictures.close())
  return pictures
}

function requests(...names: string[]): PictureRequest[] {
  return names.map((name, index) => ({
    key: index + 1,
    path: Buffer.from(join(folder, `${name}.jpg`)),
    wantTensor: true,
    wantThumbnail: true,
  }))
}

const calm = (): AbortSignal => new AbortController().signal

/** What became of each key: `ok` or the code. */
async function outcomes(
  pictures: Pictures,
  wanted: Iterable<PictureRequest>,
  signal = calm(),
): Promise<Record<number, string>> {
  const found: Record<number, string> = {}
  for await (const result of pictures.process(wanted, { signal })) {
    expect(found[result.key]).toBeUndefined()
    found[result.key] = result.ok ? 'ok' : result.code
  }
  return found
}

/** Child processes of this test that are alive. Node lets go of one a moment after it has exited. */
async function expectChildren(count: number): Promise<void> {
  const children = () => process.getActiveResourcesInfo().filter((resource) => resource === 'ProcessWrap')
  await vi.waitFor(() => {
    expect(children()).toHaveLength(count)
  })
}

describe('process', () => {
  it('answers every file, the missing and the empty too', async () => {
    const pictures = open()
    const found = await outcomes(pictures, requests('a', 'b', 'missing', 'empty', 'c', 'd', 'e', 'f', 'g'))
    expect(found).toEqual({
      1: 'ok',
      2: 'ok',
      3: 'file/gone',
      4: 'file/empty',
      5: 'ok',
      6: 'ok',
      7: 'ok',
      8: 'ok',
      9: 'ok',
    })
  })

  it('hands over pixels, thumbnail and facts', async () => {
    const results: PictureResult[] = []
    for await (const result of open().process(requests('a'), { signal: calm() })) results.push(result)
    const [result] = results
    expect(result).toMatchObject({ key: 1, ok: true, width: 40, height: 60, mediaType: 'image/jpeg' })
    if (result?.ok !== true) throw new Error('Not read')
    expect(result.tensor).toHaveLength(INPUT.width * INPUT.height * 3)
    expect((await sharp(result.thumbnail?.bytes).metadata()).width).toBe(40)
    expect(result.modifiedMs).toBeGreaterThan(0)
  })

  it('keeps two scans with the same keys apart', async () => {
    const pictures = open()
    const [left, right] = await Promise.all([
      outcomes(pictures, requests('a', 'missing', 'b')),
      outcomes(pictures, requests('empty', 'c', 'missing')),
    ])
    expect(left).toEqual({ 1: 'ok', 2: 'file/gone', 3: 'ok' })
    expect(right).toEqual({ 1: 'file/empty', 2: 'ok', 3: 'file/gone' })
  })

  it('asks for no more files than it has use for', async () => {
    let taken = 0
    function* counted(): Generator<PictureRequest> {
      for (const request of requests('a', 'b', 'c', 'd', 'e', 'f', 'g')) {
        taken++
        yield request
      }
    }
    for await (const _ of open({ inFlight: 2 }).process(counted(), { signal: calm() })) {
      expect(taken).toBeLessThanOrEqual(3)
      break
    }
  })
})

describe('a picture that kills its reader', () => {
  it('costs that file alone', async () => {
    const pictures = open({}, 'crash:bad')
    const found = await outcomes(pictures, requests('a', 'bad', 'b', 'c', 'd', 'e', 'f', 'g'))
    expect(found).toEqual({
      1: 'ok',
      2: 'picture/crashed',
      3: 'ok',
      4: 'ok',
      5: 'ok',
      6: 'ok',
      7: 'ok',
      8: 'ok',
    })
    expect(await outcomes(pictures, requests('a'))).toEqual({ 1: 'ok' })
  })

  it('does no harm to another scan at the same time', async () => {
    const pictures = open({}, 'crash:bad')
    const [hit, other] = await Promise.all([
      outcomes(pictures, requests('bad', 'a')),
      outcomes(pictures, requests('b', 'c', 'd', 'e')),
    ])
    expect(hit).toEqual({ 1: 'picture/crashed', 2: 'ok' })
    expect(other).toEqual({ 1: 'ok', 2: 'ok', 3: 'ok', 4: 'ok' })
  })
})

describe('a picture that hangs its reader', () => {
  it('is given up after the time limit, and the others are read', async () => {
    const pictures = open({}, 'hang:bad')
    const found = await outcomes(pictures, requests('a', 'bad', 'b', 'c'))
    expect(found).toEqual({ 1: 'ok', 2: 'picture/timeout', 3: 'ok', 4: 'ok' })
  })

  it('is given up even while others are answered', async () => {
    const abort = new AbortController()
    function* endless(): Generator<PictureRequest> {
      yield* requests('bad')
      for (let key = 2; ; key++) yield { ...requests('a')[0], key } as PictureRequest
    }
    const pictures = open({ timeoutMs: 500 }, 'hang:bad')
    let code = ''
    for await (const result of pictures.process(endless(), { signal: abort.signal })) {
      if (result.key !== 1) continue
      code = result.ok ? 'ok' : result.code
      abort.abort()
    }
    expect(code).toBe('picture/timeout')
  })
})

describe('stopping', () => {
  it('ends at once when the signal aborts, whatever hangs', async () => {
    const abort = new AbortController()
    const pictures = open({ timeoutMs: 60_000 }, 'hang:bad')
    const found: number[] = []
    for await (const result of pictures.process(requests('a', 'bad'), { signal: abort.signal })) {
      found.push(result.key)
      abort.abort()
    }
    expect(found).toEqual([1])
  })

  it('reads nothing for a signal that aborted before', async () => {
    expect(await outcomes(open(), requests('a'), AbortSignal.abort())).toEqual({})
  })

  it('can go on after a stop', async () => {
    const abort = new AbortController()
    const pictures = open()
    for await (const _ of pictures.process(requests('a', 'b', 'c'), { signal: abort.signal })) abort.abort()
    expect(await outcomes(pictures, requests('missing', 'd'))).toEqual({ 1: 'file/gone', 2: 'ok' })
  })

  it('leaves no process behind when closed', async () => {
    const pictures = open()
    await outcomes(pictures, requests('a'))
    await expectChildren(1)
    await pictures.close()
    await expectChildren(0)
  })

  it('blames no picture for being closed', async () => {
    const pictures = open({ timeoutMs: 60_000 }, 'hang:bad')
    const found: Record<number, string> = {}
    for await (const result of pictures.process(requests('a', 'bad', 'worse'), { signal: calm() })) {
      found[result.key] = result.ok ? 'ok' : result.code
      if (result.key === 1) void pictures.close()
    }
    expect(found).toMatchObject({ 1: 'ok' })
    expect(Object.values(found)).not.toContain('picture/crashed')
    await expectChildren(0)
  })
})

describe('the worker', () => {
  it('that does not start is reported, instead of blaming every picture', async () => {
    const broken = join(folder, 'broken.cjs')
    writeFileSync(broken, 'process.exit(3)')
    const pictures = open({ environment: { NODE_OPTIONS: `--require=${JSON.stringify(broken)}` } })
    await expect(outcomes(pictures, requests('a', 'b'))).rejects.toThrow(/does not start/)
  })

  it('ends when its parent is gone, even with a file that hangs', async () => {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'worker.ts')], {
      stdio: ['ignore', 'ignore', 'inherit', 'pipe', 'pipe'],
      env: { ...process.env, ONESHEET_TEST_PICTURE_FAULT: 'hang:bad' },
    })
    const exited = once(child, 'exit')
    await once(child.stdio[4] as Readable, 'data')
    const parentEnd = child.stdio[3] as Writable
    const path = Buffer.from(join(folder, 'bad.jpg')).toString('base64')
    parentEnd.write(encodeFrame({ key: 1, path, wantTensor: false, wantThumbnail: false, input: INPUT }))
    parentEnd.destroy()
    await exited
    expect(child.exitCode ?? child.signalCode).not.toBeNull()
  })
})
