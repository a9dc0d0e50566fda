import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createCoalescer } from './coalesce.ts'

describe('a coalescer', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('runs the first request at once and a burst behind it as one more', async () => {
    const run = vi.fn(() => Promise.resolve())
    const coalescer = createCoalescer(run, 500)
    for (let index = 0; index < 20; index++) coalescer.request()
    expect(run).toHaveBeenCalledTimes(1)
    await vi.advanceTimersByTimeAsync(499)
    expect(run).toHaveBeenCalledTimes(1)
    await vi.advanceTimersByTimeAsync(1)
    expect(run).toHaveBeenCalledTimes(2)
    await vi.advanceTimersByTimeAsync(5000)
    expect(run).toHaveBeenCalledTimes(2)
  })

  it('keeps to two runs a second under a steady stream', async () => {
    const run = vi.fn(() => Promise.resolve())
    const coalescer = createCoalescer(run, 500)
    for (let elapsedMs = 0; elapsedMs < 2000; elapsedMs += 50) {
      coalescer.request()
      await vi.advanceTimersByTimeAsync(50)
    }
    expect(run.mock.calls.length).toBeLessThanOrEqual(5)
    expect(run.mock.calls.length).toBeGreaterThanOrEqual(4)
  })

  it('never overlaps runs and does not lose a request that came during one', async () => {
    let finish: () => void = () => undefined
    const run = vi.fn(() => new Promise<void>((resolve) => (finish = resolve)))
    const coalescer = createCoalescer(run, 500)
    coalescer.request()
    coalescer.request()
    await vi.advanceTimersByTimeAsync(3000)
    expect(run).toHaveBeenCalledTimes(1)
    finish()
    await vi.advanceTimersByTimeAsync(0)
    expect(run).toHaveBeenCalledTimes(2)
  })

  it('does not begin what was cancelled', async () => {
    const run = vi.fn(() => Promise.resolve())
    const coalescer = createCoalescer(run, 500)
    coalescer.request()
    coalescer.request()
    await vi.advanceTimersByTimeAsync(0)
    coalescer.cancel()
    await vi.advanceTimersByTimeAsync(1000)
    expect(run).toHaveBeenCalledTimes(1)
  })
})
