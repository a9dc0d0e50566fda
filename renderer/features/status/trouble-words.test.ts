import { afterEach, describe, expect, it } from 'vitest'
import { setLanguage } from '../../i18n.ts'
import { offlineWords } from './offline-words.ts'
import { troubleWords } from './trouble-words.ts'

describe('the words for a trouble', () => {
  afterEach(() => setLanguage('en'))
  const damaged = { code: 'catalog/damaged', message: '/data/catalog.db: The catalog file is damaged.' }
  const at = new Date(2026, 10, 24, 13, 36).getTime()

  it('of a damaged catalog begin with what still works, and tell from when its backup is', async () => {
    const trouble = { ...damaged, backup: { path: '/data/my backups/a.db', at } }
    expect(troubleWords(trouble)).toMatch(/You can look at everything.*November 24, 2026/)
    expect(troubleWords(trouble)).not.toContain('/data')
    await setLanguage('de')
    expect(troubleWords(trouble)).toMatch(/Alles lässt sich ansehen.*24\. November 2026/)
  })

  it('without a backup promise none', () => {
    expect(troubleWords({ ...damaged, backup: null })).toContain('no good backup')
  })

  it('are else the engine’s own', () => {
    const message = 'A sentence of the engine.'
    expect(troubleWords({ code: 'catalog/wal-missing', message, backup: null })).toBe(message)
  })
})

describe('an engine that does not answer', () => {
  it('is started by hand in a terminal, and by itself in the desktop', () => {
    expect(offlineWords(false).text).toContain('terminal')
    expect(offlineWords(true).title).toBe('The engine is starting again')
    expect(offlineWords(true).text).not.toContain('terminal')
  })
})
