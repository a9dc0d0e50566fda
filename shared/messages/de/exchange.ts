import type { Texts } from '../texts.ts'
import type { exchange as english } from '../en/exchange.ts'

export const exchange: Texts<typeof english> = {
  title: 'Austausch',
  write: 'Genres in NFO-Dateien schreiben',
  writeHint:
    'Was mit Ja oder Nein beurteilt ist, für den Medienserver. Nur in Dateien, die es schon gibt, nur deren Genres, und von jeder bleibt eine Kopie.',
  writeShow: 'Zeigen, was sich ändern würde…',
  writeTitle: 'Genres in NFO-Dateien schreiben',
  reading: 'Die Dateien werden gelesen…',
  nothing: 'Alle NFO-Dateien sagen, was die Urteile sagen.',
  lead: '{count} Datei würde sich ändern. | {count} Dateien würden sich ändern.',
  first: 'Dies sind die ersten {count}.',
  copies: 'Die jetzigen Dateien werden aufgehoben in {folder}.',
  refused: 'Bleiben, wie sie sind',
  stays: 'bleibt',
  goes: 'geht',
  comes: 'kommt',
  writeAct: '{count} Datei schreiben | {count} Dateien schreiben',
  writing: 'Wird geschrieben…',
  written: '{count} Datei geschrieben. | {count} Dateien geschrieben.',
  writtenCopies: 'Die bisherigen Dateien: {folder}',
}
