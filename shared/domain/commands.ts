import type { Genre } from './genres.ts'
import { GENRES, isGenre } from './genres.ts'
import { GENRE_KEYS } from './keys.ts'

/**
 * Where a command has something to act on; `posters`: on the wall (the selected or focused ones) and on a poster's page;
 * `single`: on a poster's page and in the review. What has a key on posters may have another of the review's on the same
 * key.
 */
export type CommandPlace = 'window' | 'wall' | 'poster' | 'posters' | 'single' | 'review'

/** The menu a command stands in; the palette shows them under the same heads. */
export type CommandGroup = 'file' | 'edit' | 'view' | 'poster' | 'help'

export interface CommandDefinition {
  group: CommandGroup
  place: CommandPlace
  /**
   * As it is written to a person: names of `KeyboardEvent.key` joined by `+`, with `Mod` for Cmd on a Mac and Ctrl
   * elsewhere (`Mod+Shift+Z`, `/`, `Enter`, a letter in capitals). Null: by name only.
   */
  key: string | null
  /** Only where the window is the desktop's. */
  desktopOnly?: true
}

/**
 * Everything that the window can be told to do, by name: the palette and the desktop's menu list it, the keys lead to
 * it. Names are in `messages/<language>/commands.ts`. Moving about (arrows, Home, Space) is no command.
 */
export const COMMANDS = {
  openFolder: { group: 'file', place: 'window', key: 'Mod+O' },
  scanAll: { group: 'file', place: 'window', key: null },
  keepBackup: { group: 'file', place: 'window', key: null },
  saveDiagnostics: { group: 'file', place: 'window', key: null },
  settings: { group: 'file', place: 'window', key: 'Mod+,' },

  undo: { group: 'edit', place: 'window', key: 'Mod+Z' },
  redo: { group: 'edit', place: 'window', key: 'Mod+Shift+Z' },
  selectAll: { group: 'edit', place: 'wall', key: 'Mod+A' },
  selectNone: { group: 'edit', place: 'wall', key: null },

  allPosters: { group: 'view', place: 'window', key: null },
  review: { group: 'view', place: 'window', key: null },
  teach: { group: 'view', place: 'window', key: null },
  problems: { group: 'view', place: 'window', key: null },
  model: { group: 'view', place: 'window', key: null },
  jobs: { group: 'view', place: 'window', key: null },
  search: { group: 'view', place: 'window', key: '/' },
  clearFilter: { group: 'view', place: 'wall', key: null },
  saveFilter: { group: 'view', place: 'wall', key: null },
  refresh: { group: 'view', place: 'wall', key: null },
  densitySmall: { group: 'view', place: 'wall', key: null },
  densityMedium: { group: 'view', place: 'wall', key: null },
  densityLarge: { group: 'view', place: 'wall', key: null },
  levelLikely: { group: 'view', place: 'wall', key: null },
  levelMaybe: { group: 'view', place: 'wall', key: null },
  levelAll: { group: 'view', place: 'wall', key: null },
  themeSystem: { group: 'view', place: 'window', key: null },
  themeLight: { group: 'view', place: 'window', key: null },
  themeDark: { group: 'view', place: 'window', key: null },
  languageEnglish: { group: 'view', place: 'window', key: null },
  languageGerman: { group: 'view', place: 'window', key: null },
  palette: { group: 'view', place: 'window', key: 'Mod+K' },

  open: { group: 'poster', place: 'wall', key: 'Enter' },
  confirm: { group: 'poster', place: 'posters', key: 'Y' },
  next: { group: 'poster', place: 'single', key: 'ArrowRight' },
  previous: { group: 'poster', place: 'single', key: 'ArrowLeft' },
  back: { group: 'poster', place: 'window', key: 'Escape' },
  moreLikeThis: { group: 'poster', place: 'posters', key: 'N' },
  why: { group: 'poster', place: 'poster', key: 'U' },
  editTitle: { group: 'poster', place: 'poster', key: 'F2' },
  showInFolder: { group: 'poster', place: 'posters', key: null, desktopOnly: true },
  notAPoster: { group: 'poster', place: 'posters', key: null },
  hide: { group: 'poster', place: 'posters', key: null },
  answerYes: { group: 'poster', place: 'review', key: 'Y' },
  answerNo: { group: 'poster', place: 'review', key: 'N' },
  cannotTell: { group: 'poster', place: 'review', key: ' ' },

  help: { group: 'help', place: 'window', key: '?' },
  whatsNew: { group: 'help', place: 'window', key: null },
  about: { group: 'help', place: 'window', key: null },
} as const satisfies Record<string, CommandDefinition>

export type CommandId = keyof typeof COMMANDS
/** A genre said of what is selected: its key cycles yes, no, clear. */
export type GenreCommandId = `genre:${Genre}`
export type AnyCommandId = CommandId | GenreCommandId

export const COMMAND_IDS = Object.keys(COMMANDS) as CommandId[]
export const GENRE_COMMAND_IDS: readonly GenreCommandId[] = GENRES.map((genre) => `genre:${genre}` as const)

/** The genre of a genre's command, null for every other. */
export function genreOfCommand(id: string): Genre | null {
  const name = id.startsWith('genre:') ? id.slice('genre:'.length) : ''
  return isGenre(name) ? name : null
}

/** Whether a command can be had at all in the desktop's window, or in a browser. */
export function isCommandOf(window: 'desktop' | 'browser', id: AnyCommandId): boolean {
  if (window === 'desktop' || genreOfCommand(id) !== null) return true
  return !('desktopOnly' in COMMANDS[id as CommandId])
}

/** Whether what another process sent is the name of a command. */
export function isCommandId(id: unknown): id is AnyCommandId {
  return typeof id === 'string' && (Object.hasOwn(COMMANDS, id) || genreOfCommand(id) !== null)
}

/** The key that leads to a command where a person has not chosen another. */
export function defaultKeyOf(id: AnyCommandId): string | null {
  const genre = genreOfCommand(id)
  return genre === null ? COMMANDS[id as CommandId].key : GENRE_KEYS[genre]
}
