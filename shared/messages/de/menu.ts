import type { Texts } from '../texts.ts'
import type { menu as english } from '../en/menu.ts'

export const menu: Texts<typeof english> = {
  file: 'Datei',
  edit: 'Bearbeiten',
  view: 'Ansicht',
  poster: 'Plakat',
  genre: 'Genre',
  help: 'Hilfe',
  recent: 'Letzten Ordner hinzufügen',
  clearRecent: 'Liste leeren',
  chooseFolder: 'Einen Ordner mit Plakaten wählen',
  add: 'Hinzufügen',
  cut: 'Ausschneiden',
  copy: 'Kopieren',
  paste: 'Einsetzen',
  larger: 'Größere Schrift',
  smaller: 'Kleinere Schrift',
  actualSize: 'Übliche Größe',
  fullScreen: 'Vollbild',
  quit: 'Beenden',
  pageFailed:
    'Die Seite des Fensters hält immer wieder an. Onesheet neu starten; nichts Gesichertes geht verloren.',
}
