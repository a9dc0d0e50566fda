/** The palette of commands by name. */
export const palette = {
  title: 'Find a command',
  hint: 'What would you like to do?',
  nothing: 'No command is called that.',
  judge: '{genre}: yes, no, clear',
  filter: 'Show {genre}',
  unfilter: 'Show {genre} no longer',
  foot: '↑ ↓ to choose, Enter to do it',
  groups: {
    file: 'File',
    edit: 'Edit',
    view: 'View',
    poster: 'Poster',
    help: 'Help',
    judge: 'Judge',
    filter: 'Filter',
    settings: 'Settings',
  },
}
