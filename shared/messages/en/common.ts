/** Words that several views use. `{count}` is a number already written in the language's way. */
export const common = {
  posters: '{count} poster | {count} posters',
  files: '{count} file | {count} files',
  pictures: '{count} picture | {count} pictures',
  close: 'Close',
  cancel: 'Cancel',
  retry: 'Try again',
  untitled: 'Untitled',
}
