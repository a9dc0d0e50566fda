import { describe, expect, it } from 'vitest'
import { kindOf } from './kinds.ts'

const none = { folders: 0, missing: 0, quarantined: 0, duplicates: 0 }

describe('the kind of problems that is shown', () => {
  it('is the one of the address, whether there are any or not', () => {
    expect(kindOf('duplicates', { ...none, folders: 1 })).toBe('duplicates')
  })

  it('is else the first of which there is any', () => {
    expect(kindOf('', { ...none, quarantined: 3 })).toBe('set-aside')
    expect(kindOf('nonsense', none)).toBe('folders')
  })
})
