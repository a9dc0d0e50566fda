import type { Texts } from '../texts.ts'
import type { problems as english } from '../en/problems.ts'

export const problems: Texts<typeof english> = {
  title: 'Probleme',
  kinds: {
    folders: 'Ordner',
    missing: 'Vermisst',
    setAside: 'Zurückgelegt',
    duplicates: 'Doppelte',
  },
  loading: 'Wird nachgesehen',
  failed: 'Das lässt sich nicht auflisten',
  more: '{count} weiteres zeigen | {count} weitere zeigen',
  folders: {
    lead: 'Ein Ordner, der nicht da ist, löscht nichts: Seine Plakate und die Urteile warten auf ihn.',
    noneTitle: 'Alle Ordner sind da',
    noneText: 'Wird ein Laufwerk getrennt oder ein Ordner bewegt, lässt er sich hier wiederfinden.',
    offline: 'nicht verbunden',
    frozen: 'eingefroren',
    kept: 'Sein {count} Plakat und die Urteile darüber bleiben. | Seine {count} Plakate und die Urteile darüber bleiben.',
    find: 'Ordner suchen …',
    scan: 'Noch einmal durchsuchen',
    gone: 'Sie sind weg',
    goneHint: 'Was nicht da ist, gilt als vermisst; mit dem Rest geht es weiter wie sonst.',
    remove: 'Entfernen …',
  },
  missing: {
    lead: '{count} Plakat, dessen Datei nicht mehr an ihrem Ort ist. Die Urteile bleiben, und ein Durchlauf, der die Datei irgendwo findet, bringt es zurück. | {count} Plakate, deren Dateien nicht mehr an ihrem Ort sind. Die Urteile bleiben, und ein Durchlauf, der die Dateien irgendwo findet, bringt sie zurück.',
    show: 'An der Wand zeigen',
    scan: 'Noch einmal suchen',
    forget: 'Vergessen …',
    noneTitle: 'Nichts wird vermisst',
    noneText: 'Jede Datei ist dort, wo sie zuletzt gesehen wurde.',
    forgetTitle: '{count} vermisstes Plakat vergessen? | {count} vermisste Plakate vergessen?',
    forgetText:
      'Es verlässt den Katalog mit allen Urteilen darüber, und Widerrufen holt es nicht zurück. Vorher wird gesichert. | Sie verlassen den Katalog mit allen Urteilen darüber, und Widerrufen holt sie nicht zurück. Vorher wird gesichert.',
    forgetAct: 'Vergessen | Vergessen',
    forgotten:
      '{count} Plakat vergessen. Die Sicherung von vorher steht in den Einstellungen. | {count} Plakate vergessen. Die Sicherung von vorher steht in den Einstellungen.',
  },
  setAside: {
    lead: '{count} Datei ließ sich nicht lesen. Sie wird wieder versucht, wenn sie sich ändert oder auf Wunsch. | {count} Dateien ließen sich nicht lesen. Sie werden wieder versucht, wenn sie sich ändern oder auf Wunsch.',
    again: 'Alle noch einmal versuchen',
    showInFolder: 'Im Ordner zeigen',
    copyPath: 'Pfad kopieren',
    open: 'Öffnen',
    noneTitle: 'Nichts ist zurückgelegt',
    noneText: 'Jedes Bild ließ sich lesen.',
  },
  duplicates: {
    lead: 'Fast dasselbe Bild mehrmals. Ein Film hängt als ein Plakat an der Wand; was hier gesagt wird, bleibt gemerkt.',
    waiting: 'Zu entscheiden',
    stacks: 'Gestapelt',
    together: 'Ein Film: stapeln',
    apart: 'Verschieden',
    unstack: 'Stapel auflösen',
    equal: 'zweimal dieselbe Datei',
    near: 'fast dasselbe Bild',
    stackHint: 'Eines an der Wand, {count} dahinter | Eines an der Wand, {count} dahinter',
    saidTogether: 'Gestapelt: eines an der Wand',
    saidApart: 'Sie stehen nun einzeln.',
    noneTitle: 'Nichts Doppeltes zu entscheiden',
    noneText:
      'Plakate eines Films mit fast demselben Bild werden von selbst gestapelt; nach zweifelhaften wird hier gefragt.',
  },
}
