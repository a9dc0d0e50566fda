import type { Texts } from '../texts.ts'
import type { firstRun as english } from '../en/first-run.ts'

export const firstRun: Texts<typeof english> = {
  title: 'Was steckt in den Plakaten?',
  lead: 'Genres, vom Bild vorhergesagt, von Hand korrigiert, auf diesem Computer gelernt. Nichts verlässt ihn.',
  begin: 'Anfangen',
  choose: 'Ordner auswählen …',
  samples: 'Mit Beispielen ausprobieren',
  samplesOf: 'Mit {count} Beispiel ausprobieren | Mit {count} Beispielen ausprobieren',
  typed: 'oder den Pfad eines Ordners eintippen',
  path: 'Pfad eines Ordners',
  look: 'Ansehen',
  hint: 'Ordner von Jellyfin, Kodi und Plex werden verstanden · Dateien werden nur gelesen',
  hintDrop:
    'oder einen Ordner hierher ziehen · Ordner von Jellyfin, Kodi und Plex werden verstanden · Dateien werden nur gelesen',
  guide: {
    title: 'Korrigieren in drei Schritten',
    first:
      'Mit den Pfeiltasten zu einem Plakat gehen und die Taste eines Genres drücken: {key} sagt Ja zu {genre}',
    second: 'Dieselbe Taste noch einmal: Sie sagt Nein',
    third: 'Mit {key} zurücknehmen',
    done: 'erledigt',
    now: 'jetzt',
    skip: 'Überspringen',
    finished:
      'Das ist schon alles. Jede Taste steht an der Seite, alles wird sofort gesichert, und jeder Schritt lässt sich widerrufen.',
    close: 'Gut',
  },
}
