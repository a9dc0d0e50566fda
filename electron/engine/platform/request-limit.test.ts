import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { answerLimit } from './request-limit.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

describe('a limit to answers that come one after the other', () => {
  it('is counted from the answer before', async () => {
    const onLate = vi.fn()
    const limited = answerLimit(100, onLate)
    const answers = [80, 160, 240].map((ms) =>
      limited(new Promise<number>((resolve) => setTimeout(resolve, ms, ms))),
    )
    await vi.advanceTimersByTimeAsync(1_000)
    expect(await Promise.all(answers)).toEqual([80, 160, 240])
    expect(onLate).not.toHaveBeenCalled()
  })

  it('is told of the one that is late, once, and goes on after one that was refused', async () => {
    let end = (_error: Error): void => undefined
    const never = new Promise<never>((_, reject) => (end = reject))
    const onLate = vi.fn(() => end(new Error('late')))
    const limited = answerLimit(100, onLate)
    const answers = Promise.allSettled([
      limited(Promise.reject(new Error('cannot'))),
      limited(never),
      limited(never),
    ])
    await vi.advanceTimersByTimeAsync(99)
    expect(onLate).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(1)
    expect((await answers).map((each) => (each as PromiseRejectedResult).reason as unknown)).toMatchObject([
      { message: 'cannot' },
      { message: 'late' },
      { message: 'late' },
    ])
    await vi.advanceTimersByTimeAsync(1_000)
    expect(onLate).toHaveBeenCalledOnce()
  })
})
