import { describe, expect, it } from 'vitest'
import type { RootInfo } from '#shared/contract/folders.ts'
import { rootTroubleWords } from './root-words.ts'

const root: RootInfo = {
  id: 1,
  path: '/media/Archive drive',
  state: 'offline',
  reason: null,
  includeAllArt: false,
  posters: 12310,
  files: 12400,
  addedAt: 0,
  scannedAt: null,
}

describe('a folder in trouble', () => {
  it('says what stays while it is away', () => {
    expect(rootTroubleWords(root)).toBe(
      '“Archive drive” is not connected. Its 12,310 posters and your verdicts on them stay; pictures shown are thumbnails.',
    )
  })

  it('does not say twice that it is away', () => {
    const reason = 'The folder cannot be reached. Its posters and verdicts stay as they are.'
    expect(rootTroubleWords({ ...root, reason })).toBe(rootTroubleWords(root))
  })

  it('gives the reason of a folder that was frozen', () => {
    const reason = '40 of 90 files are gone at once. Nothing was changed.'
    expect(rootTroubleWords({ ...root, state: 'frozen', reason, posters: 1 })).toBe(
      '“Archive drive”: 40 of 90 files are gone at once. Nothing was changed. Its 1 poster and your verdicts on it stay.',
    )
  })
})
