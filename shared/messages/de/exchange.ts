import type { Texts } from '../texts.ts'
import type { exchange as english } from '../en/exchange.ts'

export const exchange: Texts<typeof english> = {
  title: 'Austausch',
  accept: 'NFO als Urteile übernehmen ({count} Film) | NFO als Urteile übernehmen ({count} Filme)',
  acceptHint:
    'Was NFO-Dateien an Genres nennen, wird zu eigenen Urteilen: Das Modell kann daraus lernen, und sie bleiben, wenn eine Datei geht. Schon Gesagtes bleibt.',
  acceptAsk: 'Übernehmen…',
  acceptNone: 'Es gibt keine NFO mit einem Genre, das noch nicht beurteilt ist.',
  acceptTitle:
    'Die NFO von {count} Film als Urteile übernehmen? | Die NFO von {count} Filmen als Urteile übernehmen?',
  acceptText:
    'Das ist {yes}-mal Ja zu dem, was die Dateien nennen, und {no}-mal Nein zu dem, was ohne sie gezeigt würde. An der Wand ändert sich nichts. Ein einziges Widerrufen nimmt alles zurück.',
  acceptAct: 'Übernehmen',
  write: 'Genres in NFO-Dateien schreiben',
  writeHint:
    'Was mit Ja oder Nein beurteilt ist, für den Medienserver; eigene Genres als Schlagwörter. Nur in Dateien, die es schon gibt, nichts anderes darin, und von jeder bleibt eine Kopie.',
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
  asTag: 'als Schlagwort',
  writeAct: '{count} Datei schreiben | {count} Dateien schreiben',
  writing: 'Wird geschrieben…',
  written: '{count} Datei geschrieben. | {count} Dateien geschrieben.',
  writtenCopies: 'Die bisherigen Dateien: {folder}',
}
