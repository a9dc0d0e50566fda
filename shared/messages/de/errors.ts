import type { ErrorCode } from '../../errors.ts'

export const errors: Record<ErrorCode, string> = {
  'app/node-too-old': 'Onesheet braucht Node 22.14 oder neuer.',
  'app/usage': 'Die Anfrage wurde nicht verstanden.',
  'app/invalid': 'Die Anfrage wurde nicht verstanden, und nichts wurde geändert.',
  'app/unknown-method':
    'Diese Version von Onesheet kennt die Anfrage nicht. Nach einem Neustart haben beide Seiten dieselbe Version.',
  'app/protocol': 'Das Fenster und das Programm dahinter haben verschiedene Versionen. Onesheet neu starten.',
  'app/too-large':
    'Die Nachricht war größer, als Onesheet annimmt, und wurde verworfen. Weniger auf einmal senden.',
  'app/busy': 'Zu viele Anfragen kamen auf einmal; diese wurde verworfen. Gleich noch einmal versuchen.',
  'app/cancelled': 'Angehalten. Was bis dahin geschehen ist, bleibt.',
  'app/disconnected':
    'Die Verbindung zum Programm ist abgerissen. Sie wird von selbst neu aufgebaut; nichts Gespeichertes ist verloren.',
  'app/engine-changed':
    'Dateien von Onesheet selbst sind nicht so, wie sie installiert wurden; das Programm hinter dem Fenster wurde darum nicht gestartet. Onesheet neu installieren; der Katalog bleibt unberührt.',
  'catalog/busy':
    'Ein anderes Onesheet benutzt diesen Katalog. Es muss geschlossen werden, bevor es hier weitergeht.',
  'catalog/newer':
    'Diesen Katalog hat ein neueres Onesheet geschrieben. Nach einer Aktualisierung lässt er sich öffnen; die Datei wurde nicht berührt.',
  'catalog/not-a-catalog': 'Diese Datei ist kein Katalog von Onesheet.',
  'catalog/damaged':
    'Die Katalogdatei ist beschädigt. Sie ist nur zum Lesen geöffnet und bleibt, wie sie ist. Die letzte gute Sicherung lässt sich unter Einstellungen, Daten wiederherstellen.',
  'catalog/wal-alone':
    'Der Katalog ist weg, aber Änderungen, die noch nicht hineingeschrieben waren (die -wal-Datei), sind noch da. Entweder den Katalog wieder daneben legen oder die -wal-Datei wegräumen und eine Sicherung wiederherstellen.',
  'catalog/wal-missing':
    'Onesheet wurde nicht ordentlich beendet, und die -wal-Datei mit den letzten Änderungen liegt nicht neben dem Katalog. Wurde der Katalog kopiert oder verschoben, gehört diese Datei dazu; sonst bitte die letzten Urteile durchsehen.',
  'catalog/wal-left-behind':
    'Neben dem Katalog lag eine -wal-Datei aus einer anderen Zeit. Sie wurde nicht übernommen und liegt unter einem anderen Namen bereit.',
  'catalog/network-folder':
    'Ein Katalog in einem Netzwerkordner kann dort Schaden nehmen. Besser ist ein Ordner auf diesem Computer (ONESHEET_DATA); ONESHEET_ANY_FOLDER=1 erlaubt es trotzdem.',
  'catalog/sync-folder':
    'Ein Katalog in einem Ordner, den ein Programm abgleicht, kann dort Schaden nehmen. Besser ist ein anderer Ordner (ONESHEET_DATA); ONESHEET_ANY_FOLDER=1 erlaubt es trotzdem.',
  'catalog/read-only':
    'In den Datenordner kann nicht geschrieben werden. Seine Zugriffsrechte prüfen oder mit ONESHEET_DATA einen anderen wählen.',
  'catalog/disk-full':
    'Der Datenträger ist voll, deshalb wurde nichts gespeichert. Platz schaffen und noch einmal versuchen.',
  'cache/damaged':
    'Der Vorrat an Vorschaubildern ist beschädigt. Nichts ist verloren: Nach einem Neustart legt die nächste Suche sie neu an.',
  'catalog/missing': 'Dort gibt es noch keinen Katalog.',
  'folder/not-found': 'Diesen Ordner gibt es nicht, oder er ist nicht verbunden. Den Pfad prüfen.',
  'folder/not-a-folder': 'Dieser Pfad ist eine Datei, kein Ordner. Gemeint ist der Ordner, in dem sie liegt.',
  'folder/unreadable': 'Dieser Ordner kann nicht gelesen werden. Seine Zugriffsrechte prüfen.',
  'folder/unknown': 'Dieser Ordner ist nicht im Katalog.',
  'file/not-found': 'Unter diesem Pfad liegt keine Datei. Den Pfad prüfen.',
  'file/not-writable':
    'Diese Datei kann nicht geschrieben werden. Prüfen, ob es ihren Ordner gibt und ob er sich beschreiben lässt.',
  'labels/stale': 'Dieses Plakat wurde inzwischen geändert. Noch einmal hinsehen und das Urteil wiederholen.',
  'labels/busy':
    'Gerade werden Urteile über viele Plakate gegeben. Das Ende abwarten oder anhalten; danach nimmt ein einziges Widerrufen alle zurück.',
  'labels/bad-file':
    'Diese Datei ist keine Liste von Urteilen aus Onesheet. Sie braucht die Spalten genre und verdict und dazu sha256, eine Kennung oder einen Pfad.',
  'nfo/nothing-to-accept': 'Keine NFO nennt ein Genre, das noch nicht beurteilt ist.',
  'nfo/too-large': 'Die NFO-Datei ist größer als 1 MiB und bleibt, wie sie ist.',
  'nfo/damaged':
    'Die NFO-Datei ist nicht heil und bleibt, wie sie ist. Sie in Ordnung bringen, dann ihren Ordner noch einmal durchsuchen.',
  'nfo/no-place':
    'In dieser NFO-Datei lassen sich Genres nicht ändern, ohne anderes anzufassen. Sie bleibt, wie sie ist.',
  'nfo/changed':
    'Die NFO-Datei ist nicht die, die zuletzt gelesen wurde, und bleibt, wie sie ist. Ihren Ordner noch einmal durchsuchen.',
  'nfo/link': 'Die NFO-Datei ist ein Verweis oder liegt an mehreren Orten zugleich und bleibt, wie sie ist.',
  'nfo/read-only': 'In die NFO-Datei oder ihren Ordner kann nicht geschrieben werden. Die Rechte prüfen.',
  'nfo/no-copy':
    'Von der NFO-Datei konnte keine Kopie aufgehoben werden; sie bleibt, wie sie ist. Den Datenordner prüfen.',
  'own/unknown':
    'Dieses eigene Genre ist nicht in Gebrauch. Unter seinem Namen hinzugefügt, hat es seine Urteile wieder.',
  'own/taken': 'Ein Genre dieses Namens gibt es schon. Bitte einen anderen Namen wählen.',
  'own/full':
    'Mehr als neun eigene Genres gehen nicht, jedes hat seine Taste. Erst eines entfernen; seine Urteile bleiben.',
  'poster/not-found': 'Dieses Plakat ist nicht im Katalog.',
  'model/unknown': 'Dieses Modell gibt es nicht.',
  'model/damaged':
    'Die Dateien des Modells passen nicht zu ihren Prüfsummen; es wird nicht benutzt. Eine neue Installation von Onesheet behebt den Schaden.',
  'model/fallback':
    'Das bisherige Modell ist nicht mehr benutzbar: Seine Dateien oder Genres sind nicht mehr, was sie waren. Ein anderes mitgeliefertes sagt an seiner Stelle vorher; eine neue Installation von Onesheet behebt den Schaden.',
  'model/no-backend':
    'Auf diesem Computer lässt sich nicht laden, was das Modell ausführt. Deshalb wird nichts vorhergesagt; alles andere geht. Ein neueres System oder ein anderer Computer hilft.',
  'model/slow-path':
    'Was das Modell sonst ausführt, lässt sich auf diesem Computer nicht laden; ein langsamerer Weg sagt vorher. Mit einem neueren System geht es wieder schnell.',
  'model/safe-mode':
    'Das Programm ist dreimal in einer Minute abgestürzt und läuft jetzt ohne sein Modell: Alles geht außer Vorhersagen. Nach einem Neustart von Onesheet wird es wieder versucht.',
  'model/labels':
    'Die zwanzig Genres des Modells sind nicht die, die Onesheet kennt; es wurde zurückgewiesen.',
  'model/not-finite':
    'Das Netz enthält Zahlen, die keine sind; es wurde nicht gespeichert. Mit kleinerer Lernrate neu trainieren.',
  'model/layers':
    'In diesem Ordner liegt kein ganzes Netz, das Onesheet gespeichert hat. Einen anderen wählen oder neu speichern.',
  'model/other-trunk':
    'Dieses Modell wurde auf einem Netz angelernt, das nicht mehr zu Onesheet gehört. Neu anlernen: Alle Urteile sind da, und es dauert Sekunden.',
  'teach/not-offered':
    'Dieses Modell wird nicht mehr angeboten: Seither wurde neu angelernt oder ein anderes Modell gewählt. Neu anlernen dauert Sekunden.',
  'teach/nothing-before': 'Es gibt kein früheres Modell, zu dem man zurück könnte.',
  'backend/dropped':
    'Was schneller vorhersagte, geht nicht mehr. Der Prozessor hat mit denselben Plakaten weitergemacht und bleibt dabei, bis Onesheet neu gestartet wird; nichts ging verloren.',
  'backend/download':
    'TensorFlow ließ sich nicht holen, und nichts wurde geändert. Die Verbindung prüfen, oder mit --library ein TensorFlow dieses Computers angeben.',
  'backend/no-library':
    'Es gibt kein TensorFlow, das sich einrichten ließe. Mit --library dessen Ordner angeben; ohne es lernt Onesheet auch, nur langsamer.',
  'backend/build':
    'Das Stück zwischen Node und TensorFlow ließ sich nicht bauen, und nichts wurde geändert. Es braucht npm, Python, make und einen C++-Compiler.',
  'backend/broken':
    'Was vorbereitet wurde, läuft auf diesem Computer nicht; nichts wurde eingerichtet. Ohne es lernt Onesheet auch, nur langsamer.',
  'backend/unavailable':
    'Dieses Rechenwerk lässt sich auf diesem Computer nicht benutzen. `onesheet backends` nennt die, die gehen.',
  'dataset/not-a-dataset':
    'Ein Datensatz ist ein Ordner mit metadata.csv und einem Ordner posters. Den Pfad prüfen.',
  'dataset/bad-row': 'In metadata.csv fehlt eine der Spalten file, title, year, genres.',
  'dataset/empty': 'Kein Film dieser Liste ist im Datensatz; es gibt nichts zu messen.',
  'dataset/bad-table':
    'Die Metadaten lassen sich nicht als Tabelle lesen. Gebraucht wird eine CSV-Datei mit einer Kopfzeile.',
  'dataset/bad-filter':
    'Das ist kein Filter. Bekannt sind paper, no-date, no-genre, grayscale, low-information, before=JAHR, after=JAHR, low-resolution=BxH, without-genre=NAME, without-language=CODE und without-decade=JAHR.',
  'dataset/bad-split':
    'Die Filme zum Prüfen sind ein Anteil zwischen 0 und 1 oder eine Datei mit ihren Namen, und beide Seiten brauchen Filme.',
  'dataset/bad-columns':
    'Der Tabelle fehlt eine der Spalten von The Movies Dataset: id, imdb_id, genres, title, release_date, poster_path.',
  'dataset/one-class':
    'Alle Filme haben genau dieselben Genres; es gibt nichts zu unterscheiden. Gebraucht werden Filme mehrerer Genres.',
  'dataset/too-few':
    'Es sind zu wenige Filme, um daraus zu lernen. Mehr Filme, weniger Filter oder kleinere Stapel nehmen.',
  'train/architecture': 'Diese Architektur gibt es nicht. `onesheet train --help` nennt die sieben.',
  'train/augment':
    'Diese Veränderung der Bilder ist nicht bekannt. `onesheet train --help` nennt sie und ihre Werte.',
  'train/disk-full':
    'Der Datenträger ist voll, daher hielt das Training an. Sein letzter Zwischenstand ist ganz: Platz schaffen und mit --resume weitermachen.',
  'train/checkpoint-damaged':
    'Der Zwischenstand ist nicht, was geschrieben wurde. Entfernen Sie ihn, oder trainieren Sie neu in einem anderen Ordner.',
  'train/resume-other':
    'Der Zwischenstand dort gehört zu einem Training mit anderen Optionen oder anderen Filmen. Geben Sie dieselben an, oder einen anderen Ordner mit --out.',
  'train/nothing-to-resume': 'In diesem Ordner gibt es keinen Zwischenstand. Trainieren Sie ohne --resume.',
  'train/out-taken':
    'In diesem Ordner liegt schon ein Training oder anderes. Machen Sie mit --resume weiter, oder geben Sie mit --out einen anderen an.',
  'train/diverged':
    'Die Zahlen des Trainings wuchsen über alle Grenzen, daher hielt es an. Sein letzter Zwischenstand ist heil: versuchen Sie eine kleinere --lr.',
  'train/device-lost':
    'Das Gerät, das rechnete, ist weg, daher hielt das Training an. Sein letzter Zwischenstand ist heil: weiter mit --resume oder mit anderem --backend.',
  'train/process-died':
    'Der Prozess, der trainiert, endete von selbst, wohl aus Mangel an Speicher. Sein letzter Zwischenstand ist heil: weiter mit --resume und kleinerem --micro-batch.',
  'train/variant': 'Dieses Netz gibt es in dieser Spielart nicht. Ohne Angabe gilt die übliche.',
  'train/input': 'Für dieses Netz sind die Bilder zu klein. Geben Sie mit --input größere an.',
  'train/initial-weights':
    'Diese Anfangsgewichte passen nicht zum Netz. Geben Sie mit --init andere an, oder beginnen Sie ohne sie mit zufälligen.',
  'train/frozen':
    'So viele Stufen lassen sich nicht einfrieren: Die Architektur hat weniger, und die letzte muss lernen.',
  'job/unknown': 'Diesen Vorgang gibt es nicht.',
  'job/running':
    'Dieser Ordner wird schon durchsucht. Das Ende abwarten oder den laufenden Vorgang anhalten.',
  'job/not-resumable':
    'Dieser Vorgang ist beendet und kann nicht fortgesetzt werden. Er lässt sich neu beginnen.',
  'settings/unknown': 'Diese Einstellung gibt es nicht.',
  'settings/invalid': 'Dieser Wert passt nicht zur Einstellung.',
  'folder/same': 'Beides ist derselbe Ordner; es gibt nichts zu tun.',
  'folder/nothing-matches':
    'Keines der Plakate dieses Ordners liegt am neuen Ort, deshalb wurde nichts geändert. Den Pfad prüfen.',
  'backup/not-good':
    'Diese Datei ist kein vollständiger Katalog dieser Version, deshalb wurde nichts wiederhergestellt. Eine andere wählen; im Ordner backups liegen die letzten.',
  'backup/exists': 'Eine Datei dieses Namens gibt es schon. Einen anderen Namen wählen.',
  'web/port-taken':
    'Dieser Port ist nicht zu haben; wahrscheinlich benutzt ihn ein anderes Programm. Einen anderen wählen oder keinen.',
  'web/denied':
    'Diese Seite darf Onesheet nicht benutzen. Den Link öffnen, den Onesheet in seinem Terminal ausgegeben hat.',
  'bench/unknown': 'Diese Messung gibt es nicht.',
  internal:
    'In Onesheet ist etwas schiefgegangen. Das Protokoll nennt die Einzelheiten; was gespeichert ist, bleibt.',
}
