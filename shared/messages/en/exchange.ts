/** What goes out to other programs and comes in from them. */
export const exchange = {
  title: 'Exchange',
  accept: 'Accept NFO as verdicts ({count} film) | Accept NFO as verdicts ({count} films)',
  acceptHint:
    'The genres that NFO files name become verdicts of yours, from which the model can learn and which stay when a file goes. What you said already stays.',
  acceptAsk: 'Accept…',
  acceptNone: 'There is no NFO with a genre that you have not judged.',
  acceptTitle: 'Accept the NFO of {count} film as verdicts? | Accept the NFO of {count} films as verdicts?',
  acceptText:
    'That is {yes} times yes to what the files name, and {no} times no to what would be shown without them. Nothing changes on the wall. One undo takes all of it back.',
  acceptAct: 'Accept',
  write: 'Write genres into NFO files',
  writeHint:
    'What you said yes or no of, for your media server to read; genres of your own as tags. Only files that there are already, nothing else in them, and a copy of each is kept.',
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
  asTag: 'as a tag',
  writeAct: 'Write {count} file | Write {count} files',
  writing: 'Writing…',
  written: '{count} file written. | {count} files written.',
  writtenCopies: 'The files as they were: {folder}',
}
