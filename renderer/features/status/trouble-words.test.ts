import { describe, expect, it } from 'vitest'
import { troubleWords } from './trouble-words.ts'

describe('the words for a trouble', () => {
  const damaged = { code: 'catalog/damaged', message: '/data/catalog.db: The catalog file is damaged.' }

  it('of a damaged catalog begin with what still works, and end with the command that puts it right', () => {
    const at = new Date(2026, 10, 24, 13, 36).getTime()
    const { text, command } = troubleWords({ ...damaged, backup: { path: '/data/my backups/a.db', at } })
    expect(text).toContain('You can look at everything')
    expect(text).toContain('2026')
    expect(text).not.toContain('/data')
    expect(command).toBe('onesheet restore "/data/my backups/a.db"')
  })

  it('without a backup promise none', () => {
    expect(troubleWords({ ...damaged, backup: null })).toMatchObject({ command: null })
  })

  it('are else the engine’s own', () => {
    const message = 'The engine died three times in a minute.'
    expect(troubleWords({ code: 'model/safe-mode', message, backup: null })).toEqual({
      text: message,
      command: null,
    })
  })
})
