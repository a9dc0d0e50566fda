/** What goes out to other programs and comes in from them. */
export const exchange = {
  title: 'Exchange',
  write: 'Write genres into NFO files',
  writeHint:
    'What you said yes or no of, for your media server to read. Only files that there are already, only their genres, and a copy of each is kept.',
  writeShow: 'Show what would change…',
  writeTitle: 'Write genres into NFO files',
  reading: 'Reading the files…',
  nothing: 'Every NFO file says what you said.',
  lead: '{count} file would change. | {count} files would change.',
  first: 'These are the first {count}.',
  copies: 'The files as they are now are kept in {folder}.',
  refused: 'Left as they are',
  stays: 'stays',
  goes: 'goes',
  comes: 'comes',
  writeAct: 'Write {count} file | Write {count} files',
  writing: 'Writing…',
  written: '{count} file written. | {count} files written.',
  writtenCopies: 'The files as they were: {folder}',
}
