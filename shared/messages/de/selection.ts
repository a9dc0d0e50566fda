import type { Texts } from '../texts.ts'
import type { selection as english } from '../en/selection.ts'

export const selection: Texts<typeof english> = {
  bar: 'Ausgewählte Plakate',
  selected: '{count} ausgewählt | {count} ausgewählt',
  of: 'von {total}',
  selectAll: 'alle auswählen',
  clear: 'aufheben',
  hint: 'Taste eines Genres: ja, noch einmal: nein, noch einmal: zurück',
  sayYes: '{genre} ja',
  confirm: 'Wahrscheinliches bestätigen',
  notAPoster: 'Kein Plakat',
  hide: 'Ausblenden',
  undo: 'Rückgängig',
  more: 'Mehr',
  asking: 'Für sehr viele Plakate',
  askYes: '{genre} für {count} Plakat bejahen? | {genre} für {count} Plakate bejahen?',
  askNo: '{genre} für {count} Plakat verneinen? | {genre} für {count} Plakate verneinen?',
  askClear:
    'Das Urteil zu {genre} für {count} Plakat zurücknehmen? | Das Urteil zu {genre} für {count} Plakate zurücknehmen?',
  askConfirm:
    'Wahrscheinliches für {count} Plakat bestätigen? | Wahrscheinliches für {count} Plakate bestätigen?',
  askHide: '{count} Plakat ausblenden? | {count} Plakate ausblenden?',
  askNoPoster: '{count} Bild nicht mehr als Plakat führen? | {count} Bilder nicht mehr als Plakate führen?',
  oneUndo:
    'Das ist ein Schritt und lässt sich als Ganzes rückgängig machen. Was unterdessen zu einem der Plakate gesagt wird, gilt.',
  oneUndoMark: 'Das lässt sich rückgängig machen.',
  doYes: 'Bejahen',
  doNo: 'Verneinen',
  doClear: 'Zurücknehmen',
  doConfirm: 'Bestätigen',
  doHide: 'Ausblenden',
  doNoPoster: 'Keine Plakate',
}
