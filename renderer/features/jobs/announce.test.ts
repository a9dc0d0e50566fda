import { describe, expect, it } from 'vitest'
import type { JobInfo } from '#shared/contract/jobs.ts'
import { createAnnouncer } from './announce.ts'

const job = (id: number, state: JobInfo['state'] = 'running') => ({ id, state }) as JobInfo

describe('what is read aloud of jobs', () => {
  it('is progress at most every ten seconds, and every change of state', () => {
    const isToSay = createAnnouncer()
    expect(isToSay(job(1), 0)).toBe(true)
    expect(isToSay(job(1), 4000)).toBe(false)
    expect(isToSay(job(1), 9999)).toBe(false)
    expect(isToSay(job(1), 10_000)).toBe(true)
    expect(isToSay(job(1, 'done'), 10_100)).toBe(true)
    expect(isToSay(job(1, 'done'), 10_200)).toBe(false)
    expect(isToSay(job(2), 10_300)).toBe(true)
  })
})
