import { join } from 'node:path'
import type * as Electron from 'electron'
import type { DesktopCommand, WindowLook } from '#shared/desktop.ts'
import { de } from '#shared/messages/de.ts'
import { en } from '#shared/messages/en.ts'
import { listenToPage } from './bridge.ts'
import { desktopActs } from './desktop-acts.ts'
import { checkEngineFiles } from './engine-files.ts'
import { createEngineLink } from './engine-link.ts'
import { guardWindow } from './guard-window.ts'
import { rememberWhere, windowOptions } from './main-window.ts'
import { menuTemplate } from './menu.ts'
import { PAGE_SCHEME, PAGE_URL, PICTURE_SCHEME } from './page-address.ts'
import { keepPageAlive } from './page-life.ts'
import { createPageHandler } from './page-protocol.ts'
import { createPictureHandler } from './picture-protocol.ts'
import { tellPower } from './power.ts'
import { endInOrder } from './quit.ts'
import { openRecentFolders } from './recent-folders.ts'
import { runEngine } from './run-engine.ts'
import type { EngineProgram } from './spawn-engine.ts'
import { spawnEngine } from './spawn-engine.ts'
import { openStateFile } from './state-file.ts'
import { createWindowChannel } from './window-channel.ts'

/** The parts of Electron that the shell uses: the real module fits, and so does the tests' stand-in. */
export type ElectronParts = Pick<
  typeof Electron,
  | 'app'
  | 'BrowserWindow'
  | 'dialog'
  | 'ipcMain'
  | 'Menu'
  | 'nativeTheme'
  | 'powerMonitor'
  | 'protocol'
  | 'screen'
  | 'shell'
>

export interface ShellOptions {
  program: EngineProgram
  /** The built main, preload and renderer. */
  outFolder: string
  /** `resources` of a package, with the engine's files to check; null in a checkout. */
  resources: string | null
  /** A folder to add, when the app was started with one. */
  folder: string | null
}

export interface Shell {
  /** Brings the window forward and, where there is one, has it add a folder. */
  comeForward(folder: string | null): void
}

/** Starts the desktop once Electron is ready: engine, protocols, window, menu. */
export async function startShell(electron: ElectronParts, options: ShellOptions): Promise<Shell> {
  const { app, BrowserWindow, dialog, ipcMain, Menu, nativeTheme, powerMonitor, protocol, screen } = electron
  const { outFolder, resources } = options
  const link = createEngineLink()
  const engine = runEngine({
    link,
    spawn: (flags) => spawnEngine(options.program, flags),
    check:
      resources === null
        ? null
        : () => checkEngineFiles(join(outFolder, 'main', 'engine-files.json'), resources),
  })
  const channel = createWindowChannel(engine.served, engine.isThere)
  link.onLost(() => channel.close())
  protocol.handle(PAGE_SCHEME, await createPageHandler(join(outFolder, 'renderer')))
  protocol.handle(PICTURE_SCHEME, createPictureHandler(link.picture))

  let window: Electron.BrowserWindow | null = null
  let isPageReady = false
  const waiting: DesktopCommand[] = []
  let look: WindowLook = {
    language: app.getPreferredSystemLanguages()[0]?.toLowerCase().startsWith('de') === true ? 'de' : 'en',
    theme: 'system',
    keys: {},
    unavailable: [],
  }
  const file = openStateFile(join(app.getPath('userData'), 'window.json'))
  const recent = openRecentFolders(file, app, () => drawMenu())

  const run = (command: DesktopCommand) => {
    if (isPageReady) window?.webContents.send('onesheet:command', command)
    else waiting.push(command)
  }
  const drawMenu = () => {
    const template = menuTemplate({
      look,
      platform: process.platform,
      recentFolders: recent.list(),
      isPackaged: app.isPackaged,
      run,
      clearRecent: recent.clear,
    })
    Menu.setApplicationMenu(Menu.buildFromTemplate(template))
  }
  const setLook = (next: WindowLook) => {
    look = next
    nativeTheme.themeSource = next.theme
    drawMenu()
    // The page says how it looks once it listens.
    isPageReady = true
    for (const command of waiting.splice(0)) run(command)
  }
  const addFolder = (folder: string) => {
    recent.add(folder)
    run({ id: 'openFolder', folder })
  }

  listenToPage({
    ipc: ipcMain,
    page: () => window?.webContents ?? null,
    channel,
    acts: {
      ...desktopActs({
        window: () => window,
        dialog,
        shell: electron.shell,
        client: link.client,
        texts: () => (look.language === 'de' ? de : en).menu,
        addRecent: recent.add,
      }),
      setLook,
    },
  })
  tellPower(powerMonitor, link.client)
  endInOrder(app, engine.stop, () => window?.hide())

  const openWindow = () => {
    const made = windowOptions({
      preload: join(outFolder, 'preload', 'preload.cjs'),
      icon: resources === null ? null : join(resources, 'icon.png'),
      isPackaged: app.isPackaged,
      file,
      screen,
      nativeTheme,
    })
    const opened = new BrowserWindow(made.window)
    window = opened
    guardWindow(opened.webContents)
    rememberWhere(opened, file, screen)
    keepPageAlive(opened.webContents, {
      onGone: () => {
        isPageReady = false
        channel.close()
      },
      onHopeless: () => dialog.showErrorBox('Onesheet', (look.language === 'de' ? de : en).menu.pageFailed),
    })
    opened.once('ready-to-show', () => {
      if (made.isMaximized) opened.maximize()
      opened.show()
    })
    opened.once('closed', () => {
      window = null
      isPageReady = false
      channel.close()
    })
    void opened.loadURL(PAGE_URL)
  }

  drawMenu()
  openWindow()
  if (options.folder !== null) addFolder(options.folder)
  return {
    comeForward(folder) {
      if (window === null) openWindow()
      if (window?.isMinimized() === true) window.restore()
      window?.show()
      window?.focus()
      if (folder !== null) addFolder(folder)
    },
  }
}
