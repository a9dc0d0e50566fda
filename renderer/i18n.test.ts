import { afterEach, describe, expect, it } from 'vitest'
import { de } from '#shared/messages/de.ts'
import { en } from '#shared/messages/en.ts'
import { countText, numberWords } from './components/words.ts'
import { genreName, languageOf, setLanguage } from './i18n.ts'

type Tree = { readonly [key: string]: string | Tree }

/** Every text by its dotted name. */
function textsOf(tree: Tree, above = ''): [name: string, text: string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [[above + key, value] as [string, string]]
      : textsOf(value, `${above}${key}.`),
  )
}

const placeholdersOf = (text: string) => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort()

describe('the languages', () => {
  afterEach(() => setLanguage('en'))

  it('have the same texts, with the same things in them and as many forms', () => {
    const german = new Map(textsOf(de))
    for (const [name, text] of textsOf(en)) {
      const other = german.get(name) ?? ''
      expect([name, other.trim() === '']).toEqual([name, false])
      expect([name, placeholdersOf(other)]).toEqual([name, placeholdersOf(text)])
      expect([name, other.split(' | ').length]).toEqual([name, text.split(' | ').length])
    }
    expect(german.size).toBe(textsOf(en).length)
  })

  it('change what is said and how numbers are written', async () => {
    expect(countText('common.posters', 1)).toBe('1 poster')
    expect(countText('common.posters', 1204)).toBe('1,204 posters')
    await setLanguage('de')
    expect(countText('common.posters', 1)).toBe('1 Plakat')
    expect(countText('common.posters', 1204)).toBe('1.204 Plakate')
    expect(numberWords(36_512)).toBe('36.512')
    expect(genreName('Crime')).toBe('Krimi')
  })

  it('are chosen by what a person reads, English where there is none of it', () => {
    expect(languageOf(['fr-FR', 'de-AT', 'en'])).toBe('de')
    expect(languageOf(['en-GB', 'de'])).toBe('en')
    expect(languageOf(['ja'])).toBe('en')
  })
})
