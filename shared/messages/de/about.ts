import type { about as english } from '../en/about.ts'
import type { Texts } from '../texts.ts'

export const about: Texts<typeof english> = {
  title: 'Über Onesheet',
  what: 'Ein Katalog für Filmplakate, der Genres vorhersagt, aus Korrekturen lernt und kein Urteil verliert.',
  private:
    'Nichts verlässt diesen Computer: Kein Bild, kein Titel und kein Urteil wird irgendwohin geschickt.',
  version: 'Version',
  engine: 'Programm',
  window: 'Fenster',
  system: 'System',
  model: 'Modell',
  tmdb: 'Dieses Produkt verwendet Daten von TMDB, wird von TMDB aber weder unterstützt noch zertifiziert. (This product uses TMDB data but is not endorsed or certified by TMDB.)',
  tmdbSite: 'The Movie Database',
  licence: 'MIT-Lizenz, © The Onesheet authors.',
  licences: 'Lizenzen der Teile, aus denen es besteht',
  part: 'Teil',
  terms: 'Lizenz',
  whatsNew: 'Neuigkeiten',
}
