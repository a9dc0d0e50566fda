import type { Texts } from '../texts.ts'
import type { palette as english } from '../en/palette.ts'

export const palette: Texts<typeof english> = {
  title: 'Befehl suchen',
  hint: 'Was soll geschehen?',
  nothing: 'So heißt kein Befehl.',
  judge: '{genre}: ja, nein, zurück',
  filter: '{genre} zeigen',
  unfilter: '{genre} nicht mehr zeigen',
  foot: '↑ ↓ wählen, Eingabe führt aus',
  groups: {
    file: 'Datei',
    edit: 'Bearbeiten',
    view: 'Ansicht',
    poster: 'Plakat',
    help: 'Hilfe',
    judge: 'Urteil',
    filter: 'Filter',
    settings: 'Einstellungen',
  },
}
