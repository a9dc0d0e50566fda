import { basename } from 'node:path'
import type { MenuItemConstructorOptions } from 'electron'
import type { DesktopCommand, WindowLook } from '#shared/desktop.ts'
import type { AnyCommandId, CommandGroup } from '#shared/domain/commands.ts'
import {
  COMMANDS,
  COMMAND_IDS,
  GENRE_COMMAND_IDS,
  defaultKeyOf,
  genreOfCommand,
} from '#shared/domain/commands.ts'
import { de } from '#shared/messages/de.ts'
import { en } from '#shared/messages/en.ts'
import { acceleratorOf } from './menu-accelerator.ts'

type Item = MenuItemConstructorOptions

export interface MenuOptions {
  look: WindowLook
  platform: string
  recentFolders: readonly string[]
  /** In a checkout the window can be looked into. */
  isPackaged: boolean
  run(command: DesktopCommand): void
  clearRecent(): void
}

const SEPARATOR: Item = { type: 'separator' }

/**
 * The native menu: every command of the window by its name and with its key. The page itself listens to keys, which a
 * person may have changed, so the menu only shows them (a Mac's has to act on them).
 */
export function menuTemplate(options: MenuOptions): Item[] {
  const { look, platform } = options
  const texts = look.language === 'de' ? de : en
  const isMac = platform === 'darwin'

  const command = (id: AnyCommandId, folder: string | null = null): Item => {
    const genre = genreOfCommand(id)
    const key = look.keys[id] === undefined ? defaultKeyOf(id) : look.keys[id]
    const accelerator = acceleratorOf(key, platform)
    return {
      id,
      label: genre === null ? texts.commands[id as keyof typeof COMMANDS] : texts.genres[genre],
      enabled: !look.unavailable.includes(id),
      ...(accelerator === null ? {} : { accelerator, registerAccelerator: isMac }),
      click: () => options.run({ id, folder }),
    }
  }
  const group = (name: CommandGroup, leftOut: readonly AnyCommandId[] = []): Item[] =>
    COMMAND_IDS.filter((id) => COMMANDS[id].group === name && !leftOut.includes(id)).map((id) => command(id))
  const role = (name: NonNullable<Item['role']>, label: string): Item => ({ role: name, label })

  const recent: Item = {
    label: texts.menu.recent,
    enabled: options.recentFolders.length > 0,
    submenu: [
      ...options.recentFolders.map((folder) => ({
        ...command('openFolder', folder),
        id: `recent:${folder}`,
        // An ampersand would underline the letter after it.
        label: `${basename(folder)} — ${folder}`.replaceAll('&', '&&'),
        accelerator: '',
      })),
      SEPARATOR,
      { label: texts.menu.clearRecent, click: options.clearRecent },
    ],
  }
  const ofMac: Item = {
    label: 'Onesheet',
    submenu: [
      command('about'),
      SEPARATOR,
      command('settings'),
      SEPARATOR,
      { role: 'services' },
      SEPARATOR,
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      SEPARATOR,
      role('quit', texts.menu.quit),
    ],
  }
  const [openFolder, ...otherFile] = group('file', isMac ? ['settings'] : [])
  return [
    ...(isMac ? [ofMac] : []),
    {
      label: texts.menu.file,
      submenu: [
        ...(openFolder === undefined ? [] : [openFolder]),
        recent,
        ...otherFile,
        ...(isMac ? [] : [SEPARATOR, role('quit', texts.menu.quit)]),
      ],
    },
    {
      label: texts.menu.edit,
      submenu: [
        command('undo'),
        command('redo'),
        SEPARATOR,
        role('cut', texts.menu.cut),
        role('copy', texts.menu.copy),
        role('paste', texts.menu.paste),
        SEPARATOR,
        ...group('edit', ['undo', 'redo']),
      ],
    },
    {
      label: texts.menu.view,
      submenu: [
        ...group('view'),
        SEPARATOR,
        role('resetZoom', texts.menu.actualSize),
        role('zoomIn', texts.menu.larger),
        role('zoomOut', texts.menu.smaller),
        SEPARATOR,
        role('togglefullscreen', texts.menu.fullScreen),
        ...(options.isPackaged ? [] : [{ role: 'toggleDevTools' } as const]),
      ],
    },
    { label: texts.menu.poster, submenu: group('poster') },
    { label: texts.menu.genre, submenu: GENRE_COMMAND_IDS.map((id) => command(id)) },
    { label: texts.menu.help, role: 'help', submenu: group('help', isMac ? ['about'] : []) },
  ]
}
