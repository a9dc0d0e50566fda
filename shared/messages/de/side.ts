import type { Texts } from '../texts.ts'
import type { side as english } from '../en/side.ts'

export const side: Texts<typeof english> = {
  places: 'Bereiche',
  filters: 'Filter',
  open: 'Genres und Filter',
  allPosters: 'Alle Plakate',
  review: 'Durchsicht',
  problems: 'Probleme',
  model: 'Modell',
  settings: 'Einstellungen',
  addFolder: 'Ordner wählen',
  allKeys: 'Alle Tasten',

  genres: 'Genres',
  more: 'Mehr',
  any: 'eines davon',
  all: 'alle davon',
  anyHint: 'Plakate mit einem dieser Genres',
  allHint: 'Plakate mit allen diesen Genres',
  inSettings: 'In den Einstellungen zeigen',
  genreSpoken: 'Taste {key}: {genre}, {posters}',
  genreSpokenDenied: 'Taste {key}: {genre}, ausgeschlossen',
  weakHint: '{genre}: auf Plakaten schwer zu erkennen, darum nur als Rangliste',
  leaveOut: '{genre} ausschließen',
  letIn: '{genre} wieder zulassen',
  leaveOutHint: '{genre} ausschließen (Alt+Klick auf den Namen)',
  askFor: 'Auch nach {genre} filtern',
  dropGenre: 'Nicht mehr nach {genre} filtern',
  only: 'Nur {genre}',

  status: 'Status',
  apart: 'Nicht auf der Wand',
  folders: 'Ordner',
  scanAll: 'Alle Ordner neu einlesen',
  folderState: { ok: 'bereit', frozen: 'angehalten', offline: 'nicht verbunden' },

  years: 'Jahre',
  fromYear: 'Von Jahr',
  toYear: 'Bis Jahr',
  yearsHint: 'Über die Balken ziehen, um Jahre zu wählen',
  clearYears: 'Wieder alle Jahre',
  barHint: '{years}: {posters}',
  colors: 'Farben',
  colorSpoken: '{color}, {posters}',

  saved: 'Gesicherte Filter',
  removeSaved: 'Filter „{name}“ vergessen',
  removedSaved: 'Filter „{name}“ vergessen.',

  theme: 'Farben: {now}. Drücken für {next}.',
  themes: { system: 'wie das System', light: 'hell', dark: 'dunkel' },
}
