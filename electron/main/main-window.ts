import type { BrowserWindow, BrowserWindowConstructorOptions, NativeTheme, Screen } from 'electron'
import type { StateFile } from './state-file.ts'
import { LEAST_SIZE, rememberWindow, restoreWindow } from './window-state.ts'

/** The page's ground, so that the window does not flash before it is drawn (`--ground-0`). */
const GROUNDS = { dark: '#131315', light: '#faf9f7' } as const

/** How the window is made: in the sandbox, without Node, where it was the last time. */
export function windowOptions(options: {
  preload: string
  icon: string | null
  isPackaged: boolean
  file: StateFile
  screen: Pick<Screen, 'getAllDisplays'>
  nativeTheme: Pick<NativeTheme, 'shouldUseDarkColors'>
}): { window: BrowserWindowConstructorOptions; isMaximized: boolean } {
  const { bounds, isMaximized } = restoreWindow(options.file, options.screen.getAllDisplays())
  return {
    isMaximized,
    window: {
      ...bounds,
      minWidth: LEAST_SIZE.width,
      minHeight: LEAST_SIZE.height,
      title: 'Onesheet',
      show: false,
      backgroundColor: GROUNDS[options.nativeTheme.shouldUseDarkColors ? 'dark' : 'light'],
      ...(options.icon === null ? {} : { icon: options.icon }),
      webPreferences: {
        preload: options.preload,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        nodeIntegrationInWorker: false,
        nodeIntegrationInSubFrames: false,
        webSecurity: true,
        allowRunningInsecureContent: false,
        webviewTag: false,
        navigateOnDragDrop: false,
        spellcheck: false,
        devTools: !options.isPackaged,
      },
    },
  }
}

type Remembered = Pick<BrowserWindow, 'getNormalBounds' | 'isMaximized' | 'isDestroyed'> & {
  on(name: 'resized' | 'moved' | 'maximize' | 'unmaximize' | 'close', listener: () => void): unknown
}

/** Remembers where the window stands, whenever it was moved and when it closes. */
export function rememberWhere(
  window: Remembered,
  file: StateFile,
  screen: Pick<Screen, 'getAllDisplays'>,
): void {
  const remember = () => {
    if (window.isDestroyed()) return
    const state = { bounds: window.getNormalBounds(), isMaximized: window.isMaximized() }
    rememberWindow(file, screen.getAllDisplays(), state)
  }
  for (const name of ['resized', 'moved', 'maximize', 'unmaximize', 'close'] as const)
    window.on(name, remember)
}
