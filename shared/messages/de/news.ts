import type { news as english } from '../en/news.ts'
import type { Texts } from '../texts.ts'

export const news: Texts<typeof english> = {
  version010: {
    title: '0.1.0',
    wall: 'Eine Wand von Plakaten in drei Größen, mit höchstens drei wahrscheinlichen Genres unter jedem.',
    keys: 'Eine Taste für jedes Genre, jeder Befehl beim Namen mit Strg+K, und Widerrufen ohne Grenze.',
    selection: 'Viele Plakate auf einmal beurteilt, als ein Schritt, der sich widerrufen lässt.',
    folders: 'Ordner von Kodi, Jellyfin und Plex werden verstanden, und kein Bild darin wird je geändert.',
    safety: 'Geprüfte Sicherungen jeden Tag, wiederherstellbar in den Einstellungen.',
    languages: 'Englisch und Deutsch, hell und dunkel.',
  },
}
