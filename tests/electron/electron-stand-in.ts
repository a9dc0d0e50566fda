import { EventEmitter } from 'node:events'

/**
 * As much of Electron's API as the shell calls, without Electron: the binary is not there in tests. It records what
 * the shell asks for and lets a test play the page, the person and the system. Tests alias `electron` to this file.
 */
type Answer = (event: unknown, ...parameters: unknown[]) => unknown

export class StandInSession extends EventEmitter {
  requestHandler:
    ((contents: unknown, permission: string, answer: (granted: boolean) => void) => void) | null = null
  checkHandler: (() => boolean) | null = null
  deviceHandler: (() => boolean) | null = null

  setPermissionRequestHandler(handler: StandInSession['requestHandler']): void {
    this.requestHandler = handler
  }

  setPermissionCheckHandler(handler: StandInSession['checkHandler']): void {
    this.checkHandler = handler
  }

  setDevicePermissionHandler(handler: StandInSession['deviceHandler']): void {
    this.deviceHandler = handler
  }
}

export class StandInContents extends EventEmitter {
  openHandler: ((details: { url: string }) => { action: 'allow' | 'deny' }) | null = null
  readonly session = new StandInSession()
  mainFrame = { url: '' }
  reloads = 0
  readonly sent: unknown[][] = []

  setWindowOpenHandler(handler: StandInContents['openHandler']): void {
    this.openHandler = handler
  }

  send(...message: unknown[]): void {
    this.sent.push(message)
    this.emit('sent', ...message)
  }

  isDestroyed(): boolean {
    return false
  }

  reload(): void {
    this.reloads += 1
  }

  /** What a link of the page would do: whether the window goes there. */
  navigates(event: 'will-navigate' | 'will-redirect' | 'will-frame-navigate', url: string): boolean {
    return !isPrevented((prevented) => this.emit(event, { url, ...prevented }))
  }

  /** Whether a `<webview>` of the page would be let in. */
  attaches(): boolean {
    return !isPrevented((prevented) => this.emit('will-attach-webview', prevented))
  }

  /** Whether a download of the page's would begin. */
  downloads(): boolean {
    return !isPrevented((prevented) => this.session.emit('will-download', prevented))
  }

  /** Whether `window.open` of the page opens a window; without a handler Electron opens one. */
  opens(url: string): boolean {
    return this.openHandler === null || this.openHandler({ url }).action === 'allow'
  }

  /** Whether the page is given what it asks for; without a handler Electron gives it. */
  isGranted(permission: string): boolean {
    let isGranted = this.session.requestHandler === null
    this.session.requestHandler?.(this, permission, (answer) => (isGranted = answer))
    return isGranted || (this.session.checkHandler?.() ?? true) || (this.session.deviceHandler?.() ?? true)
  }
}

function isPrevented(emit: (event: { preventDefault(): void }) => void): boolean {
  let prevented = false
  emit({ preventDefault: () => (prevented = true) })
  return prevented
}

export interface WindowOptions {
  show?: boolean
  width?: number
  height?: number
  webPreferences?: Record<string, unknown>
}

export class BrowserWindow extends EventEmitter {
  static readonly opened: BrowserWindow[] = []
  readonly webContents = new StandInContents()
  readonly options: WindowOptions
  isShown = false
  isFocused = false

  constructor(options: WindowOptions) {
    super()
    this.options = options
    BrowserWindow.opened.push(this)
  }

  async loadURL(url: string): Promise<void> {
    this.webContents.mainFrame.url = url
    this.emit('ready-to-show')
  }

  show(): void {
    this.isShown = true
  }

  hide(): void {
    this.isShown = false
  }

  focus(): void {
    this.isFocused = true
  }

  isMinimized(): boolean {
    return false
  }

  isMaximized(): boolean {
    return false
  }

  isDestroyed(): boolean {
    return false
  }

  getNormalBounds(): { x: number; y: number; width: number; height: number } {
    return { x: 10, y: 20, width: 900, height: 700 }
  }
}

class App extends EventEmitter {
  isPackaged = false
  hasLock = true
  exitCode: number | null = null
  isQuit = false
  isSandboxed = false
  recentDocuments: string[] = []
  readonly paths: Record<string, string> = {}

  whenReady(): Promise<void> {
    return Promise.resolve()
  }

  requestSingleInstanceLock(): boolean {
    return this.hasLock
  }

  enableSandbox(): void {
    this.isSandboxed = true
  }

  setPath(name: string, path: string): void {
    this.paths[name] = path
  }

  getPath(name: string): string {
    return this.paths[name] ?? ''
  }

  getPreferredSystemLanguages(): string[] {
    return ['en-GB']
  }

  addRecentDocument(path: string): void {
    this.recentDocuments.push(path)
  }

  clearRecentDocuments(): void {
    this.recentDocuments = []
  }

  /** As Electron does it: told first, and gone unless somebody holds it up. */
  quit(): void {
    this.isQuit = true
    this.emit('before-quit', { preventDefault: () => undefined })
  }

  exit(code: number): void {
    this.exitCode = code
    this.emit('exited')
  }
}

export const app = new App()

/** What the page sends and asks; `page` plays it. */
class IpcMain extends EventEmitter {
  readonly answers = new Map<string, Answer>()

  handle(channel: string, answer: Answer): void {
    this.answers.set(channel, answer)
  }

  /** Asks as a sender: by default the page in the window's main frame. */
  async invoke(event: unknown, channel: string, ...parameters: unknown[]): Promise<unknown> {
    return this.answers.get(channel)?.(event, ...parameters)
  }
}
export const ipcMain = new IpcMain()

interface Scheme {
  scheme: string
  privileges: Record<string, boolean>
}
export const protocol = {
  schemes: [] as Scheme[],
  handlers: new Map<string, (request: Request) => Promise<Response>>(),
  registerSchemesAsPrivileged(schemes: Scheme[]): void {
    protocol.schemes = schemes
  },
  handle(scheme: string, handler: (request: Request) => Promise<Response>): void {
    protocol.handlers.set(scheme, handler)
  },
}

export interface MenuEntry {
  id?: string
  label?: string
  submenu?: MenuEntry[]
  click?: () => void
}
export const Menu = {
  current: [] as MenuEntry[],
  buildFromTemplate: (template: MenuEntry[]) => template,
  setApplicationMenu(template: MenuEntry[]): void {
    Menu.current = template
  },
}

export const dialog = {
  folder: null as string | null,
  saveTo: '',
  errors: [] as string[],
  showOpenDialog: async () => ({
    canceled: dialog.folder === null,
    filePaths: dialog.folder === null ? [] : [dialog.folder],
  }),
  showSaveDialog: async () => ({ canceled: dialog.saveTo === '', filePath: dialog.saveTo }),
  showErrorBox(_title: string, text: string): void {
    dialog.errors.push(text)
  },
}

export const shell = {
  opened: [] as string[],
  shown: [] as string[],
  openExternal: async (url: string) => void shell.opened.push(url),
  showItemInFolder: (path: string) => void shell.shown.push(path),
}

export const nativeTheme = { themeSource: 'system', shouldUseDarkColors: true }
export const powerMonitor = new EventEmitter()
export const screen = {
  getAllDisplays: () => [{ id: 1, workArea: { x: 0, y: 0, width: 1920, height: 1080 } }],
}

/** A frame of the page's process, as `contextBridge` and `ipcRenderer` are played in tests of the preload. */
export function fromPage(window: BrowserWindow): { sender: unknown; senderFrame: unknown } {
  return { sender: window.webContents, senderFrame: window.webContents.mainFrame }
}
