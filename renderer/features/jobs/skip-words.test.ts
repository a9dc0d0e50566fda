import { describe, expect, it } from 'vitest'
import { AppError, toErrorBody } from '#shared/errors.ts'
import { reasonWords, scanReportOf, skippedLines } from './skip-words.ts'

describe('what a scan left out', () => {
  it('is said in words, whatever the scanner calls it', () => {
    expect(reasonWords('season-art')).toBe('posters of seasons')
    expect(reasonWords('unreadable-folder')).toBe('folders that may not be read')
    expect(reasonWords('of-later')).toBe('for another reason (of-later)')
    expect(reasonWords('constructor')).toBe('for another reason (constructor)')
  })

  it('is listed with the most first', () => {
    const skipped = [
      { reason: 'logo', count: 2 },
      { reason: 'fanart', count: 40 },
    ]
    expect(skippedLines({ skipped })).toEqual([
      { words: 'fan art', count: 40 },
      { words: 'logos', count: 2 },
    ])
  })

  it('is read from a scan’s result and from nothing else', () => {
    expect(scanReportOf(null)).toBeNull()
    expect(scanReportOf({ changed: 3, skipped: 1 })).toBeNull()
    const empty = { skipped: [], quarantined: [] }
    expect(scanReportOf({ ...empty, found: 1 })).toEqual({ ...empty, warnings: [] })
    const warnings = [new AppError('backend/dropped')].map(toErrorBody)
    expect(scanReportOf({ ...empty, warnings })).toEqual({ ...empty, warnings })
  })
})
