import { describe, expect, it } from 'vitest'
import { readSetting } from './setting-values.ts'

describe('a setting in the window', () => {
  it('is what the engine keeps', () => {
    expect(readSetting('appearance.theme', 'dark')).toBe('dark')
    expect(readSetting('keys.enabled', false)).toBe(false)
    expect(readSetting('levels.Horror', 'more')).toBe('more')
  })

  it('is its default where there is none, or a word of another version', () => {
    expect(readSetting('appearance.language', undefined)).toBe('system')
    expect(readSetting('appearance.density', 'enormous')).toBe('medium')
    expect(readSetting('keys.enabled', 'off')).toBe(true)
    expect(readSetting('levels.Horror', null)).toBe('balanced')
  })
})
