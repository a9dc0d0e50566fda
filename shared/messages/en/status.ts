/** States of the window as a whole, and what is wrong with a folder or the catalog. */
export const status = {
  opening: 'Opening the catalog',
  offlineTitle: 'The engine is not answering',
  offlineBrowser:
    'Start Onesheet again in its terminal. This page keeps trying; nothing that was saved is lost.',
  restartingTitle: 'The engine is starting again',
  restartingText: 'This takes a few seconds. Nothing that was saved is lost.',
  offlineNote: 'The engine is not answering. It is tried again by itself; nothing that was saved is lost.',
  restartingNote: 'The engine is starting again; nothing that was saved is lost.',
  refusedTitle: 'The engine does not start',
  mismatchTitle: 'This window and the engine are of different versions',
  mismatchText: 'Onesheet was updated while the window was open. Nothing that was saved is lost.',
  reload: 'Reload',
  signedOutTitle: 'This browser is not signed in',
  signedOutText:
    'A link is good once and for a minute. Go to the terminal where Onesheet runs, press Enter for a fresh link, and open it here.',
  dismiss: 'Dismiss',
  hide: 'Hide',
  damaged:
    'The catalog file is damaged. You can look at everything and change nothing; the file is kept as it is.',
  noGoodBackup: 'It has no good backup.',
  goodBackup: 'Its last good backup is of {day}; verdicts given after that are not in it.',
  restore: 'Restore this backup',
  restoring: 'Restoring …',
  restored: 'The backup is in place. The catalog as it was is kept beside the backups.',
  safeMode:
    'The engine stopped three times in a minute, so it runs without its model: everything works but predicting. Close Onesheet and start it again to try with it.',
  notConnected: '“{folder}” is not connected.',
  folderSays: '“{folder}”: {reason}',
  kept: 'Its {count} poster and your verdicts on it stay. | Its {count} posters and your verdicts on them stay.',
  keptThumbnails:
    'Its {count} poster and your verdicts on it stay; the picture shown is a thumbnail. | Its {count} posters and your verdicts on them stay; pictures shown are thumbnails.',
  scanAgain: 'Scan again',
  areGone: 'They are gone',
}
