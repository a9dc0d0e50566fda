import { describe, expect, it } from 'vitest'
import type { JobInfo } from '#shared/contract/jobs.ts'
import { progressWords, rateWords, resultWords, timeLeftWords } from './scan-words.ts'

const job: JobInfo = {
  id: 1,
  kind: 'scan',
  state: 'running',
  title: 'Scanning “Movies”',
  subject: 'Movies',
  phase: 'reading',
  done: 2140,
  total: 5630,
  rate: 34.2,
  secondsLeft: 100,
  problems: 0,
  createdAt: 0,
  startedAt: 0,
  endedAt: null,
  error: null,
  result: null,
}

describe('the words of a scan', () => {
  it('tells the time left as exactly as it is known', () => {
    expect(timeLeftWords(100)).toBe('1 min 40 s left')
    expect(timeLeftWords(8.4)).toBe('8 s left')
    expect(timeLeftWords(1500)).toBe('25 min left')
    expect(timeLeftWords(7500)).toBe('2 h 5 min left')
    expect(timeLeftWords(null)).toBe('')
  })

  it('tells the rate in posters a second', () => {
    expect(rateWords(34.2)).toBe('34 posters a second')
    expect(rateWords(0.2)).toBe('')
  })

  it('tells how far it is', () => {
    expect(progressWords(job)).toBe('2,140 of 5,630 · 34 posters a second')
    expect(progressWords({ ...job, phase: 'looking', total: null, done: 12 })).toBe(
      'Looking for posters: 12 so far',
    )
    expect(progressWords({ ...job, rate: null })).toBe('2,140 of 5,630 · Reading pictures')
  })

  it('tells what was found', () => {
    expect(resultWords({ ...job, result: { found: 21, added: 21, predicted: 20 } })).toBe(
      '21 posters found, 21 new, 20 predicted',
    )
    expect(resultWords({ ...job, result: { found: 1, added: 0, predicted: 0 } })).toBe('1 poster found')
    expect(resultWords(job)).toBe('')
  })
})
