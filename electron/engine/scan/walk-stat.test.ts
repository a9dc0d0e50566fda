import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { forEachBounded, isPlaceholder, joinPath, statEach } from './walk-stat.ts'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'onesheet-stat-'))
})
afterEach(() => rmSync(root, { recursive: true }))

describe('many stats', () => {
  it.each([0, 1, 32, 33, 1_000])('stats each of %i files once, whichever way is taken', async (count) => {
    const paths = Array.from({ length: count }, (_, index) => `${index}.jpg`)
    paths.filter((_, index) => index % 10 !== 9).forEach((path) => writeFileSync(join(root, path), ''))
    const seen = new Map<string, boolean>()
    const pathOf = (path: string): Buffer => Buffer.from(join(root, path))
    await statEach(paths, pathOf, new AbortController().signal, (path, stats) => {
      expect(seen.has(path)).toBe(false)
      seen.set(path, typeof stats !== 'string' || stats !== 'ENOENT')
    })
    expect(seen.size).toBe(count)
    expect([...seen.values()].filter((exists) => !exists)).toHaveLength(Math.floor(count / 10))
  })

  it('does every item once, at most 32 at a time', async () => {
    let running = 0
    let most = 0
    const done = new Set<number>()
    const items = Array.from({ length: 500 }, (_, index) => index)
    await forEachBounded(items, new AbortController().signal, async (item) => {
      running += 1
      most = Math.max(most, running)
      await Promise.resolve()
      done.add(item)
      running -= 1
    })
    expect(done.size).toBe(500)
    expect(most).toBe(32)
  })

  it('stop when told to, in the pool and in slices', async () => {
    const items = Array.from({ length: 5_000 }, (_, index) => index)
    const controller = new AbortController()
    let count = 0
    const stopping = statEach(
      items,
      () => Buffer.from(root),
      controller.signal,
      () => {
        count += 1
        if (count === 40) controller.abort()
      },
    )
    await expect(stopping).rejects.toThrow(/aborted/u)
    expect(count).toBeLessThan(5_000)
  })
})

describe('raw paths', () => {
  it('are joined with one slash', () => {
    const join = (folder: string, name: string): string =>
      joinPath(Buffer.from(folder), Buffer.from(name)).toString()
    expect([join('', 'a'), join('a', 'b'), join('/', 'a'), join('a/', 'b')]).toEqual([
      'a',
      'a/b',
      '/a',
      'a/b',
    ])
  })
})

describe('a file that is only in the cloud', () => {
  it('has a size and takes no room, on systems where that means it', () => {
    const online = { size: 300_000n, blocks: 0n }
    expect(isPlaceholder(online, 'win32')).toBe(true)
    expect(isPlaceholder(online, 'darwin')).toBe(true)
    expect(isPlaceholder(online, 'linux')).toBe(false)
    expect(isPlaceholder({ size: 300_000n, blocks: 592n }, 'win32')).toBe(false)
    expect(isPlaceholder({ size: 700n, blocks: 0n }, 'win32')).toBe(false)
    expect(isPlaceholder({ size: 0n, blocks: 0n }, 'darwin')).toBe(false)
  })
})
