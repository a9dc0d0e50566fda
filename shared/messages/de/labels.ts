import type { Texts } from '../texts.ts'
import type { labels as english } from '../en/labels.ts'

export const labels: Texts<typeof english> = {
  onTitle: '{what} · {title}',
  many: '{genre}: {to} für {count} Plakat | {genre}: {to} für {count} Plakate',
  confirmed: 'Wahrscheinliches bestätigt',
  confirmedMany:
    'Wahrscheinliches für {count} Plakat bestätigt | Wahrscheinliches für {count} Plakate bestätigt',
  nothingLikely: 'Hier ist nichts wahrscheinlich, was nicht schon gesagt wäre.',
  hidden: '{count} Plakat ausgeblendet | {count} Plakate ausgeblendet',
  noPoster: '{count} Bild gilt nicht mehr als Plakat | {count} Bilder gelten nicht mehr als Plakate',
  alsoOn: 'Auch für {count} weiteres Plakat dieses Films | Auch für {count} weitere Plakate dieses Films',
  undo: 'Rückgängig',
  redo: 'Wiederholen',
  undoAct: 'Rückgängig: {act}',
  redoAct: 'Wiederholen: {act}',
  nothingToUndo: 'Nichts rückgängig zu machen',
  nothingToRedo: 'Nichts zu wiederholen',
  focusFirst: 'Erst mit den Pfeiltasten zu einem Plakat gehen.',
  lostSaved: 'Die Verbindung riss unterwegs ab. Es ist gespeichert.',
  lostPart: 'Die Verbindung riss unterwegs ab. {saved} von {count} Plakaten haben es, die übrigen nicht.',
  lostNone: 'Die Verbindung riss unterwegs ab. Nichts wurde gespeichert; bitte wiederholen.',
  bulkStarted: '{count} Plakat wird bearbeitet. | {count} Plakate werden bearbeitet.',
  bulkPart:
    '{what}. Dort angehalten: {saved} von {count} Plakaten sind gespeichert, die übrigen unverändert.',
  bulkNone: '{what}. Angehalten, bevor etwas gespeichert war.',
}
