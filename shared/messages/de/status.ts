import type { status as english } from '../en/status.ts'
import type { Texts } from '../texts.ts'

export const status: Texts<typeof english> = {
  opening: 'Der Katalog wird geöffnet',
  offlineTitle: 'Das Programm hinter dem Fenster antwortet nicht',
  offlineBrowser:
    'Onesheet in seinem Terminal neu starten. Diese Seite versucht es weiter; nichts Gespeichertes ist verloren.',
  restartingTitle: 'Das Programm hinter dem Fenster startet neu',
  restartingText: 'Das dauert ein paar Sekunden. Nichts Gespeichertes ist verloren.',
  offlineNote:
    'Das Programm hinter dem Fenster antwortet nicht. Es wird von selbst weiter versucht; nichts Gespeichertes ist verloren.',
  restartingNote: 'Das Programm hinter dem Fenster startet neu; nichts Gespeichertes ist verloren.',
  refusedTitle: 'Das Programm hinter dem Fenster startet nicht',
  mismatchTitle: 'Dieses Fenster und das Programm dahinter haben verschiedene Versionen',
  mismatchText:
    'Onesheet wurde aktualisiert, während das Fenster offen war. Nichts Gespeichertes ist verloren.',
  reload: 'Neu laden',
  signedOutTitle: 'Dieser Browser ist nicht angemeldet',
  signedOutText:
    'Ein Link gilt einmal und eine Minute lang. Im Terminal, in dem Onesheet läuft, die Eingabetaste drücken und den neuen Link hier öffnen.',
  dismiss: 'Schließen',
  hide: 'Ausblenden',
  damaged:
    'Die Katalogdatei ist beschädigt. Alles lässt sich ansehen, aber nichts ändern; die Datei bleibt, wie sie ist.',
  noGoodBackup: 'Eine gute Sicherung gibt es nicht.',
  goodBackup: 'Die letzte gute Sicherung ist vom {day}; spätere Urteile sind nicht darin.',
  restore: 'Diese Sicherung wiederherstellen',
  restoring: 'Wird wiederhergestellt …',
  restored: 'Die Sicherung ist wiederhergestellt. Der bisherige Katalog liegt bei den Sicherungen.',
  safeMode:
    'Das Programm hinter dem Fenster ist dreimal in einer Minute abgestürzt und läuft jetzt ohne sein Modell: Alles geht außer Vorhersagen. Nach einem Neustart von Onesheet wird es wieder damit versucht.',
  notConnected: '„{folder}“ ist nicht verbunden.',
  folderSays: '„{folder}“: {reason}',
  kept: 'Sein {count} Plakat und die Urteile darüber bleiben. | Seine {count} Plakate und die Urteile darüber bleiben.',
  keptThumbnails:
    'Sein {count} Plakat und die Urteile darüber bleiben; zu sehen ist ein Vorschaubild. | Seine {count} Plakate und die Urteile darüber bleiben; zu sehen sind Vorschaubilder.',
  scanAgain: 'Noch einmal durchsuchen',
  areGone: 'Sie sind wirklich weg',
}
