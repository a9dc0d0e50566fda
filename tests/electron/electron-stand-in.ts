import { EventEmitter } from 'node:events'

/**
 * As much of Electron's API as the shell calls, without Electron: the binary is not there in tests. It records what
 * the shell asks for and lets a test play the page. Tests alias `electron` to this file.
 */
export class StandInContents extends EventEmitter {
  openHandler: ((details: { url: string }) => { action: 'allow' | 'deny' }) | null = null
  requestHandler:
    ((contents: unknown, permission: string, answer: (granted: boolean) => void) => void) | null = null
  checkHandler: (() => boolean) | null = null
  readonly session = {
    setPermissionRequestHandler: (handler: StandInContents['requestHandler']) => {
      this.requestHandler = handler
    },
    setPermissionCheckHandler: (handler: StandInContents['checkHandler']) => {
      this.checkHandler = handler
    },
  }

  setWindowOpenHandler(handler: StandInContents['openHandler']): void {
    this.openHandler = handler
  }

  /** What a link of the page would do: whether the window goes there. */
  navigates(event: 'will-navigate' | 'will-redirect'): boolean {
    let isPrevented = false
    this.emit(event, { preventDefault: () => (isPrevented = true) })
    return !isPrevented
  }

  /** Whether `window.open` of the page opens a window; without a handler Electron opens one. */
  opens(url: string): boolean {
    return this.openHandler === null || this.openHandler({ url }).action === 'allow'
  }

  /** Whether the page is given what it asks for; without a handler Electron gives it. */
  isGranted(permission: string): boolean {
    let isGranted = this.requestHandler === null
    this.requestHandler?.(this, permission, (answer) => (isGranted = answer))
    return isGranted || (this.checkHandler?.() ?? true)
  }
}

export interface WindowOptions {
  show?: boolean
  webPreferences?: {
    preload?: string
    sandbox?: boolean
    contextIsolation?: boolean
    nodeIntegration?: boolean
  }
}

export class BrowserWindow extends EventEmitter {
  static readonly opened: BrowserWindow[] = []
  readonly webContents = new StandInContents()
  readonly options: WindowOptions
  file: string | null = null
  isShown = false

  constructor(options: WindowOptions) {
    super()
    this.options = options
    BrowserWindow.opened.push(this)
  }

  async loadFile(file: string): Promise<void> {
    this.file = file
    this.emit('ready-to-show')
  }

  show(): void {
    this.isShown = true
  }
}

class App extends EventEmitter {
  isQuit = false

  whenReady(): Promise<void> {
    return Promise.resolve()
  }

  quit(): void {
    this.isQuit = true
  }
}

export const app = new App()
