import type { verdicts as english } from '../en/verdicts.ts'
import type { Texts } from '../texts.ts'

export const verdicts: Texts<typeof english> = {
  yes: 'ja',
  no: 'nein',
  cleared: 'zurückgenommen',
  nothing: 'nichts gesagt',
  one: '{genre}: {verdict}',
  change: '{genre}: {from} → {to}',
  many: '{count} Urteil | {count} Urteile',
  onPosters: '{act}, auf {count} Plakat | {act}, auf {count} Plakaten',
  titleEdited: 'Titel geändert',
  titleBack: 'Änderung des Titels zurückgenommen',
  yearEdited: 'Jahr geändert',
  yearBack: 'Änderung des Jahrs zurückgenommen',
  shown: 'wieder gezeigt',
  hidden: 'ausgeblendet',
  kindBack: 'Art nach dem Namen',
  aPoster: 'ein Plakat',
  noPoster: 'kein Plakat',
  reviewed: 'durchgesehen',
  lastAct: 'der letzte Schritt',
  undone: 'Widerrufen: {act}',
  redone: 'Wiederholt: {act}',
  nothingToUndo: 'Es gibt nichts zu widerrufen.',
  nothingToRedo: 'Es gibt nichts zu wiederholen.',
  chip: {
    yes: '{genre}, als richtig beurteilt',
    no: '{genre}, als falsch beurteilt',
    nfo: '{genre}, aus der NFO',
    likely: '{genre}, wahrscheinlich',
  },
}
