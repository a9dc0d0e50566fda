/** Heads and entries of the desktop's menu that are not commands of the window. */
export const menu = {
  file: 'File',
  edit: 'Edit',
  view: 'View',
  poster: 'Poster',
  genre: 'Genre',
  help: 'Help',
  recent: 'Add recent folder',
  clearRecent: 'Clear this list',
  chooseFolder: 'Choose a folder with posters',
  add: 'Add',
  cut: 'Cut',
  copy: 'Copy',
  paste: 'Paste',
  larger: 'Larger text',
  smaller: 'Smaller text',
  actualSize: 'Usual size',
  fullScreen: 'Full screen',
  quit: 'Quit',
  pageFailed:
    'The window’s page stops again and again. Start Onesheet again; nothing that was saved is lost.',
}
