/** The first start: choosing what to look at, and the first corrections. */
export const firstRun = {
  title: 'Find out what is in your posters',
  lead: 'Genres predicted from the picture, corrected by you, learned on this computer. Nothing leaves it.',
  begin: 'Begin',
  choose: 'Choose a folder…',
  samples: 'Try the samples',
  samplesOf: 'Try {count} sample poster | Try {count} sample posters',
  typed: 'or type the path of a folder',
  path: 'Path of a folder',
  look: 'Look',
  hint: 'Jellyfin, Kodi and Plex layouts are understood · your files are only read',
  hintDrop:
    'or drop a folder here · Jellyfin, Kodi and Plex layouts are understood · your files are only read',
  guide: {
    title: 'Correcting, in three acts',
    first: 'Go to a poster with the arrow keys and press a genre’s key: {key} says yes to {genre}',
    second: 'Press the same key again: it says no',
    third: 'Take it back with {key}',
    done: 'done',
    now: 'now',
    skip: 'Skip',
    finished:
      'That is all there is to it. Each key stands at the side, everything is saved at once, and every act can be undone.',
    close: 'Good',
  },
}
