import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AppError, ERROR_SENTENCES, isErrorCode } from '#shared/errors.ts'
import { setLanguage } from '../i18n.ts'
import { ENGINE_SAYS, engineText } from './engine-texts.ts'

/** Where the engine words what a window shows and what is no refusal of the table. */
const SOURCES = [
  'scan/survey.ts',
  'app/power.ts',
  'app/pictures.ts',
  'images/decode.ts',
  'images/given-up.ts',
  'images/worker.ts',
]
const engineFolder = join(import.meta.dirname, '..', '..', 'electron', 'engine')

/** With every particular as `{}`. */
const plain = (words: string) => words.replace(/\$?\{[^}]*\}/g, '{}')

/** The sentences in a source: quoted, with a capital first and a full stop last. */
function sentencesOf(source: string): string[] {
  return [...source.matchAll(/(['`])( ?[A-Z][^'`\n]*\.)\1/g)].map((found) => plain(found[2] ?? '').trim())
}

describe('what the engine says', () => {
  beforeEach(() => setLanguage('de'))
  afterEach(() => setLanguage('en'))

  it('is known to the window, sentence by sentence', () => {
    const known = ENGINE_SAYS.map(([, words]) =>
      plain(words)
        // Of the four things that a file may be instead of a picture, the source has a placeholder.
        .replace(
          /^The file is (?:a PDF document|a web page|an SVG drawing|no picture in a format Onesheet reads)\./,
          'The file is {}.',
        ),
    )
    for (const source of SOURCES) {
      const sentences = sentencesOf(readFileSync(join(engineFolder, source), 'utf8'))
      expect([source, sentences.length > 0]).toEqual([source, true])
      for (const sentence of sentences) {
        expect([sentence, known.some((words) => words.includes(sentence))]).toEqual([sentence, true])
      }
    }
  })

  it('is said in the window’s language with its particulars', () => {
    expect(engineText('40 of 90 files are gone at once. Nothing was changed.')).toBe(
      '40 von 90 Dateien sind auf einmal weg. Nichts wurde geändert.',
    )
    expect(engineText('The file is a PDF document. Replace it with a picture or remove it.')).toContain(
      'PDF-Dokument',
    )
  })

  it('of the table of refusals is said in German, each', () => {
    for (const code of Object.keys(ERROR_SENTENCES).filter(isErrorCode)) {
      expect([code, engineText(ERROR_SENTENCES[code])]).not.toEqual([code, ERROR_SENTENCES[code]])
    }
  })

  it('keeps the path that a refusal begins with', () => {
    expect(engineText(new AppError('folder/not-a-folder', '/films/a: b.jpg').message)).toBe(
      '/films/a: b.jpg: Dieser Pfad ist eine Datei, kein Ordner. Gemeint ist der Ordner, in dem sie liegt.',
    )
    expect(engineText(new AppError('catalog/damaged', '/c.db (it has no backup)').message)).toMatch(
      /^\/c\.db \(es gibt keine Sicherung\): Die Katalogdatei ist beschädigt\./,
    )
  })

  it('stays as it is where it is not known', () => {
    expect(engineText('A sentence of a later version.')).toBe('A sentence of a later version.')
  })
})
