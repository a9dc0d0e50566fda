import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createNoticeQueue } from './notice-queue.ts'
import type { Notice } from './notices.ts'

const done = (text: string): Notice => ({ text, kind: 'done', act: null })
const problem = (text: string): Notice => ({ text, kind: 'problem', act: null })

describe('the queue of notices', () => {
  let shown: string | null
  let queue: ReturnType<typeof createNoticeQueue>

  beforeEach(() => {
    vi.useFakeTimers()
    shown = null
    queue = createNoticeQueue((notice) => (shown = notice?.text ?? null))
  })
  afterEach(() => vi.useRealTimers())

  it('shows what was done last, and takes it away after a while', () => {
    queue.add(done('one'))
    queue.add(done('two'))
    expect(shown).toBe('two')
    vi.advanceTimersByTime(5000)
    expect(shown).toBeNull()
  })

  it('lets a problem be read before what was done meanwhile', () => {
    queue.add(problem('trouble'))
    queue.add(done('one'))
    queue.add(done('two'))
    expect(shown).toBe('trouble')
    vi.advanceTimersByTime(4000)
    expect(shown).toBe('two')
  })

  it('shows problems one after the other', () => {
    queue.add(problem('first'))
    queue.add(problem('second'))
    expect(shown).toBe('first')
    vi.advanceTimersByTime(4000)
    expect(shown).toBe('second')
  })

  it('keeps what is pointed at', () => {
    queue.add(problem('trouble'))
    queue.hold()
    queue.add(done('one'))
    vi.advanceTimersByTime(60_000)
    expect(shown).toBe('trouble')
    queue.release()
    vi.advanceTimersByTime(10_000)
    expect(shown).toBe('one')
  })
})
