import type { Texts } from '../texts.ts'
import type { commands as english } from '../en/commands.ts'

export const commands: Texts<typeof english> = {
  openFolder: 'Ordner hinzufügen …',
  scanAll: 'Alle Ordner durchsuchen',
  keepBackup: 'Jetzt eine Sicherung anlegen',
  saveDiagnostics: 'Diagnose sichern …',
  settings: 'Einstellungen …',

  undo: 'Widerrufen',
  redo: 'Wiederholen',
  selectAll: 'Alle passenden auswählen',
  selectNone: 'Nichts auswählen',

  allPosters: 'Alle Plakate',
  problems: 'Probleme',
  jobs: 'Vorgänge',
  search: 'Titel suchen',
  clearFilter: 'Filter zurücksetzen',
  saveFilter: 'Filter sichern …',
  refresh: 'Wand auffrischen',
  densitySmall: 'Kleine Plakate',
  densityMedium: 'Mittlere Plakate',
  densityLarge: 'Große Plakate',
  levelLikely: 'Wahrscheinliche Genres',
  levelMaybe: 'Wahrscheinliche und mögliche Genres',
  levelAll: 'Genres jeder Gewissheit',
  themeSystem: 'Aussehen wie das System',
  themeLight: 'Hell',
  themeDark: 'Dunkel',
  languageEnglish: 'Sprache: Englisch',
  languageGerman: 'Sprache: Deutsch',
  palette: 'Befehl finden …',

  open: 'Plakat öffnen',
  confirm: 'Wahrscheinliches bestätigen',
  next: 'Nächstes Plakat',
  previous: 'Voriges Plakat',
  back: 'Zurück',
  editTitle: 'Titel und Jahr bearbeiten',
  showInFolder: 'Im Ordner zeigen',
  notAPoster: 'Kein Plakat',
  hide: 'Ausblenden',

  help: 'Alle Tasten',
  whatsNew: 'Neuigkeiten',
  about: 'Über Onesheet',
}
