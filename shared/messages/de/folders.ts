import type { Texts } from '../texts.ts'
import type { folders as english } from '../en/folders.ts'

export const folders: Texts<typeof english> = {
  choose: 'Ordner auswählen',
  looking: 'Der Inhalt wird angesehen',
  chooseOther: 'Anderen auswählen',
  above: 'Ordner darüber',
  path: 'Pfad des Ordners',
  go: 'Öffnen',
  foldersIn: 'Ordner in {path}',
  none: 'Hier sind keine Ordner.',
  more: 'Es gibt noch mehr. Der Pfad lässt sich eintippen.',
  direct: '{count} Bild direkt hier | {count} Bilder direkt hier',
  use: 'Diesen Ordner nehmen',
  systemDialog: 'Auswählen …',
  found: {
    posters: 'Plakat | Plakate',
    others: 'anderes Bild, ausgelassen | andere Bilder, ausgelassen',
    nfo: 'NFO-Datei, Genres gelesen | NFO-Dateien, Genres gelesen',
    other: '{count} anderes Bild | {count} andere Bilder',
    nfoFiles: '{count} NFO-Datei | {count} NFO-Dateien',
    sentence: '{posters}, {others}, {nfo}',
    large: 'Mehr als {posters}: ein großer Ordner, der beim Durchsuchen gezählt wird.',
    nothing: 'Hier sind keine Plakate. Gesucht ist der Ordner mit den Plakaten oder einer darüber.',
    scan: 'Diesen Ordner durchsuchen',
  },
  drop: {
    title: 'Loslassen, um hineinzusehen',
    text: 'Ein Ordner wird erst angesehen und nur auf Wunsch durchsucht.',
  },
  relocate: {
    title: 'Wo ist „{folder}“ jetzt?',
    lead: 'Den Ordner an seinem neuen Ort auswählen. Plakate werden nach ihrem Pfad darin zugeordnet, dann nach ihrem Inhalt; die Urteile gehen mit.',
    from: 'Er war {path}',
    moving: 'Plakate werden zugeordnet',
    matched: '{count} Datei am neuen Ort gefunden | {count} Dateien am neuen Ort gefunden',
    unmatched:
      '{matched}. {count} war nicht dort und bleibt vermisst. | {matched}. {count} waren nicht dort und bleiben vermisst.',
  },
}
