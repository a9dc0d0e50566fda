/** Choosing, finding and moving folders. */
export const folders = {
  choose: 'Choose a folder',
  looking: 'Looking what is in it',
  chooseOther: 'Choose another',
  above: 'Folder above',
  path: 'Path of the folder',
  go: 'Go',
  foldersIn: 'Folders in {path}',
  none: 'No folders in here.',
  more: 'There are more. Type the path of the one you mean.',
  direct: '{count} picture directly in here | {count} pictures directly in here',
  use: 'Use this folder',
  systemDialog: 'Choose…',
  found: {
    posters: 'poster | posters',
    others: 'other picture, left out | other pictures, left out',
    nfo: 'NFO file, genres read | NFO files, genres read',
    other: '{count} other picture | {count} other pictures',
    nfoFiles: '{count} NFO file | {count} NFO files',
    sentence: '{posters}, {others}, {nfo}',
    large: 'More than {posters}: a large folder, counted as it is scanned.',
    nothing: 'No posters here. Choose the folder that holds them, or one above it.',
    scan: 'Scan this folder',
  },
  drop: {
    title: 'Drop it to see what is in it',
    text: 'A folder is looked into first; it is scanned when you say so.',
  },
  relocate: {
    title: 'Where is “{folder}” now?',
    lead: 'Choose the folder at its new place. Posters are matched by their path in it, then by their content; verdicts go with them.',
    from: 'It was {path}',
    moving: 'Matching posters',
    matched: '{count} file found at the new place | {count} files found at the new place',
    unmatched:
      '{matched}. {count} was not there and stays missing. | {matched}. {count} were not there and stay missing.',
  },
}
