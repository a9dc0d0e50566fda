import type { engine as english } from '../en/engine.ts'
import type { Texts } from '../texts.ts'

export const engine: Texts<typeof english> = {
  folderAway: 'Der Ordner ist nicht erreichbar. Seine Plakate und Urteile bleiben, wie sie sind.',
  folderElsewhere:
    'Der Ordner ist nicht erreichbar. Seine Plakate und Urteile bleiben, wie sie sind. Sein Laufwerk ist jetzt unter {place} zu finden: Mit der Angabe, wo der Ordner jetzt liegt, gehört er wieder dazu.',
  folderUnlisted: 'Der Inhalt des Ordners ist nicht lesbar ({code}). Seine Zugriffsrechte prüfen.',
  folderEmpty: 'Der Ordner ist leer; vielleicht ist sein Laufwerk nicht eingebunden. Nichts wurde geändert.',
  otherDrive:
    'An dieser Stelle ist ein anderes Laufwerk, und {gone} von {known} Dateien sind nicht darauf. Nichts wurde geändert.',
  manyGone: '{gone} von {known} Dateien sind auf einmal weg. Nichts wurde geändert.',
  fileEmpty: 'Die Datei ist leer. Sie wiederherstellen oder entfernen.',
  filePdf: 'Die Datei ist ein PDF-Dokument. Sie durch ein Bild ersetzen oder entfernen.',
  fileWebPage: 'Die Datei ist eine Webseite. Sie durch ein Bild ersetzen oder entfernen.',
  fileSvg: 'Die Datei ist eine SVG-Zeichnung. Sie durch ein Bild ersetzen oder entfernen.',
  fileNoPicture:
    'Die Datei ist kein Bild in einem Format, das Onesheet liest. Sie durch ein Bild ersetzen oder entfernen.',
  pictureHuge: 'Das Bild hat {width} × {height} Pixel, zu viele zum Öffnen. Es verkleinern.',
  pictureTooMany: 'Das Bild hat zu viele Pixel zum Öffnen. Es verkleinern.',
  pictureDamaged: 'Das Bild ist bis zur Unlesbarkeit beschädigt. Es wiederherstellen oder entfernen.',
  pictureSlow:
    'Das Lesen des Bildes hat zu lange gedauert und wurde abgebrochen. Die Datei ersetzen oder entfernen.',
  pictureCrash:
    'Das Bild hat sein Leseprogramm zum Absturz gebracht und wurde zurückgelegt. Die Datei ersetzen oder entfernen.',
  fileRot:
    'Der Inhalt der Datei hat sich geändert, ihre Größe und ihr Datum aber nicht. Sie aus einer Kopie wiederherstellen.',
  fileGone: 'Die Datei ist während des Lesens verschwunden.',
  fileUnreadable:
    'Die Datei konnte nicht gelesen werden ({code}). Ihre Zugriffsrechte prüfen, dann noch einmal durchsuchen.',
  backupOffered: '{catalog} (die letzte gute Sicherung ist {backup})',
  backupsBad: '{catalog} (keine der Sicherungen ist vollständig)',
  backupsNone: '{catalog} (es gibt keine Sicherung)',
  providerDiffers: 'es stimmt nicht mit dem Prozessor überein',
  providerSlower: 'es ist nicht schneller als der Prozessor',
  providerNotFinite: 'seine Zahlen sind nicht endlich',
  providerConstant: 'es gibt verschiedenen Bildern dieselbe Antwort',
  providerNotInstalled: 'nicht installiert: onesheet backends install native',
  providerNoLayers: 'das Modell hat keine Schichten für TensorFlow.js',
  providerNotBuilt: 'ONNX Runtime hat diesen Teil für dieses System nicht',
  providerNoCard: 'keine Grafikkarte mit einem Treiber dafür gefunden',
  providerSpare: 'nur für Systeme, auf denen ONNX Runtime sich nicht laden lässt',
  providerStopped: 'es wurde abgebrochen',
  providerEnded: 'sein Prozess endete ({how})',
  providerTooLong: 'es dauerte länger als {seconds} s',
}
