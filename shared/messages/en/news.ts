/** What a person gets with each version, newest first; kept by hand with CHANGELOG.md. */
export const news = {
  version010: {
    title: '0.1.0',
    wall: 'A wall of posters in three sizes, with at most three likely genres under each.',
    keys: 'One key for each genre, every command by name with Ctrl+K, and undo without limit.',
    selection: 'Many posters judged at once, as one step that can be undone.',
    folders: 'Folders of Kodi, Jellyfin and Plex are understood, and no picture in them is ever changed.',
    safety: 'Checked backups every day, restored from the settings.',
    languages: 'English and German, light and dark.',
  },
}
