import { describe, expect, it } from 'vitest'
import { SharedRuns } from './shared-runs.ts'

/** Work that ends when it is told to, and says when it is aborted. */
function opened() {
  const started: { ending: AbortSignal; answer(value: string): void; fail(error: unknown): void }[] = []
  const work = (ending: AbortSignal) =>
    new Promise<string>((answer, fail) => {
      started.push({ ending, answer, fail })
    })
  return { runs: new SharedRuns<string>(), started, work }
}

const CANCELLED = { code: 'app/cancelled' }

describe('runs that are shared', () => {
  it('are one for all who ask meanwhile, and another for who asks later or of something else', async () => {
    const { runs, started, work } = opened()
    const both = Promise.all([runs.join('a', work), runs.join('a', work)])
    const other = runs.join('b', work)
    await Promise.resolve()
    expect(started).toHaveLength(2)
    started[0]?.answer('first')
    started[1]?.answer('other')
    expect([await both, await other]).toEqual([['first', 'first'], 'other'])
    const later = runs.join('a', work)
    started[2]?.answer('second')
    expect(await later).toBe('second')
  })

  it('go on while one waits, and are ended when the last has left, each of whom is refused at once', async () => {
    const { runs, started, work } = opened()
    const [one, other] = [new AbortController(), new AbortController()]
    const asked = [one, other].map(({ signal }) => runs.join('a', work, signal))
    one.abort()
    await expect(asked[0]).rejects.toMatchObject(CANCELLED)
    expect(started[0]?.ending.aborted).toBe(false)
    other.abort()
    await expect(asked[1]).rejects.toMatchObject(CANCELLED)
    expect(started[0]?.ending.aborted).toBe(true)
    await expect(runs.join('a', work, one.signal)).rejects.toMatchObject(CANCELLED)
    expect(started).toHaveLength(1)
  })

  it('do not hold back who leaves while one that was given up is not over', async () => {
    const { runs, started, work } = opened()
    const [first, second] = [new AbortController(), new AbortController()]
    const given = runs.join('a', work, first.signal)
    first.abort()
    const waiting = runs.join('a', work, second.signal)
    second.abort()
    await expect(given).rejects.toMatchObject(CANCELLED)
    await expect(waiting).rejects.toMatchObject(CANCELLED)
    expect(started).toHaveLength(1)
  })

  it('begin again only when the one that was given up is over, and after one that failed', async () => {
    const { runs, started, work } = opened()
    const leaving = new AbortController()
    const left = runs.join('a', work, leaving.signal)
    leaving.abort()
    await expect(left).rejects.toMatchObject(CANCELLED)
    const next = runs.join('a', work)
    await Promise.resolve()
    expect(started).toHaveLength(1)
    started[0]?.fail(started[0].ending.reason)
    await expect.poll(() => started.length).toBe(2)
    started[1]?.fail(new Error('broken'))
    await expect(next).rejects.toThrow('broken')
    const again = runs.join('a', work)
    started[2]?.answer('whole')
    expect(await again).toBe('whole')
  })
})
