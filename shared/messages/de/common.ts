import type { Texts } from '../texts.ts'
import type { common as english } from '../en/common.ts'

export const common: Texts<typeof english> = {
  posters: '{count} Plakat | {count} Plakate',
  files: '{count} Datei | {count} Dateien',
  pictures: '{count} Bild | {count} Bilder',
  close: 'Schließen',
  cancel: 'Abbrechen',
  retry: 'Noch einmal versuchen',
  untitled: 'Ohne Titel',
}
