import { afterEach, describe, expect, it } from 'vitest'
import type { JobInfo } from '#shared/contract/jobs.ts'
import { AppError, toErrorBody } from '#shared/errors.ts'
import { TEACHING } from '../../../tests/helpers/teaching-script.ts'
import { setLanguage } from '../../i18n.ts'
import {
  lineWords,
  progressWords,
  rateWords,
  resultWords,
  timeLeftWords,
  titleWords,
  warningWords,
} from './job-words.ts'

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

describe('the words of a job', () => {
  afterEach(() => setLanguage('en'))

  it('name it by what it does, and by what it did when it is over', async () => {
    expect(titleWords(job)).toBe('Scanning “Movies”')
    expect(titleWords({ ...job, state: 'done' })).toBe('Scan of “Movies”')
    expect(titleWords({ ...job, subject: null })).toBe('Scanning all folders')
    const bulk = { ...job, kind: 'bulk-labels', subject: '36512', title: 'Horror yes on 36,512 posters' }
    expect(titleWords(bulk)).toBe('Changing 36,512 posters')
    expect(titleWords({ ...job, kind: 'of-later', title: 'Guessing' })).toBe('Guessing')
    expect(titleWords({ ...job, kind: 'teach' })).toBe('Learning from your corrections')
    const files = { ...job, kind: 'write-nfo', subject: null, phase: 'writing', problems: 2 }
    expect(titleWords(files)).toBe('Writing genres into NFO files')
    expect(progressWords(files)).toBe('2,140 of 5,630 · Writing files · 2 left as they were')
    const result = { written: 812, refused: [{}], copiesFolder: '/copies' }
    expect(resultWords({ ...files, result })).toBe('812 files written, 1 left as it was')
    await setLanguage('de')
    expect(titleWords(job)).toBe('„Movies“ wird durchsucht')
    expect(titleWords({ ...bulk, state: 'done' })).toBe('Änderung von 36.512 Plakaten')
  })

  it('tell the time left as exactly as it is known', () => {
    expect(timeLeftWords(100)).toBe('1 min 40 s left')
    expect(timeLeftWords(8.4)).toBe('8 s left')
    expect(timeLeftWords(1500)).toBe('25 min left')
    expect(timeLeftWords(7500)).toBe('2 h 5 min left')
    expect(timeLeftWords(null)).toBe('')
  })

  it('tell the rate in posters a second', () => {
    expect(rateWords(34.2)).toBe('34 posters a second')
    expect(rateWords(0.2)).toBe('')
  })

  it('tell how far it is', async () => {
    expect(progressWords({ ...job, problems: 3 })).toBe('2,140 of 5,630 · 34 posters a second · 3 set aside')
    expect(progressWords({ ...job, phase: 'looking', total: null, done: 12 })).toBe(
      'Looking for posters: 12 so far',
    )
    expect(progressWords({ ...job, rate: null })).toBe('2,140 of 5,630 · Reading pictures')
    await setLanguage('de')
    expect(progressWords(job)).toBe('2.140 von 5.630 · 34 Plakate in der Sekunde')
  })

  it('tell what was done', () => {
    expect(resultWords({ ...job, result: { found: 21, added: 21, predicted: 20 } })).toBe(
      '21 posters found, 21 new, 20 predicted',
    )
    expect(resultWords({ ...job, result: { found: 1, added: 0, predicted: 0 } })).toBe('1 poster found')
    expect(resultWords(job)).toBe('')
    expect(resultWords({ ...job, kind: 'teach', result: TEACHING })).toBe('Better: use it?')
    const used = { ...job, kind: 'use-model', result: { model: 'starter.2', rescored: 1200, left: 3 } }
    expect(resultWords(used)).toBe('1,200 posters scored anew, 3 left to the next scan')
    expect(lineWords({ ...used, state: 'cancelled' })).toBe('Stopped. The model in use is as it was.')
    const bulk = { ...job, kind: 'bulk-labels', result: { asked: 12, changed: 10, skipped: 2 } }
    expect(resultWords(bulk)).toBe('10 posters changed, 2 left as they were')
  })

  it('says of a change of many posters that ended early how many have it', () => {
    const bulk: JobInfo = { ...job, kind: 'bulk-labels', subject: '36512', done: 12_500, total: 36_512 }
    expect(lineWords({ ...bulk, state: 'interrupted', phase: 'saying' })).toBe(
      'Interrupted after 12,500 of 36,512 posters. What was said of those is saved; the rest can go on.',
    )
    expect(lineWords({ ...bulk, state: 'cancelled', phase: 'saying' })).toBe(
      'Stopped after 12,500 of 36,512 posters. What was said of those is saved.',
    )
  })

  it('tell the first thing that went otherwise than usual, where there is one', async () => {
    const warnings = ['the device was lost', 'out of memory'].map((reason) =>
      toErrorBody(new AppError('backend/dropped', reason)),
    )
    const done: JobInfo = { ...job, state: 'done', result: { skipped: [], quarantined: [], warnings } }
    expect(warningWords(done)).toBe(warnings[0]?.message)
    await setLanguage('de')
    expect(warningWords(done)).toMatch(/^the device was lost: [A-ZÄÖÜ]/)
    expect(warningWords(done)).not.toBe(warnings[0]?.message)
    expect(warningWords({ ...done, result: { changed: 3 } })).toBe('')
    expect(warningWords(job)).toBe('')
  })

  it('tell a pause from an interruption', () => {
    const paused: JobInfo = { ...job, state: 'interrupted', phase: 'paused' }
    expect(lineWords(paused)).toBe('Paused at 2,140 of 5,630. It goes on where it was.')
    expect(titleWords(paused)).toBe('Scanning “Movies”')
    expect(lineWords({ ...paused, phase: 'reading' })).toContain('Interrupted when Onesheet was closed')
  })
})
