import type { AnyCommandId } from './domain/commands.ts'
import type { LinkName } from './domain/links.ts'

/** What the desktop tells the window to do: an entry of its menu, or a folder that it was started with. */
export interface DesktopCommand {
  id: AnyCommandId
  /** For `openFolder`: this one, instead of asking for one. */
  folder: string | null
}

/** What of the window the desktop must know to draw its menu and frame alike. */
export interface WindowLook {
  language: 'en' | 'de'
  theme: 'system' | 'light' | 'dark'
  /** Keys that a person has chosen instead of the usual ones; null: none. */
  keys: Partial<Record<AnyCommandId, string | null>>
  /** Commands that would do nothing now; the menu shows them greyed. */
  unavailable: AnyCommandId[]
}

/** Versions of what the window runs in, for the about box. */
export interface DesktopVersions {
  electron: string
  chromium: string
  node: string
}

/** Told of what comes over a connection to the engine. */
export interface FrameListener {
  onFrame(frame: Uint8Array): void
  onClose(): void
}

/** A connection to the engine: frames of `shared/util/frames.ts`, one a message. */
export interface FrameConnection {
  send(frame: Uint8Array): void
  close(): void
}

/**
 * What the desktop gives the window, as `window.onesheet`; undefined in a browser. Everything else goes over the
 * connection, as it does in the browser.
 */
export interface Desktop {
  platform: string
  versions: DesktopVersions
  /** Null while there is no engine to speak with. */
  connect(listener: FrameListener): Promise<FrameConnection | null>
  /** Asks for a folder; null where none was chosen. */
  chooseFolder(): Promise<string | null>
  /** Where a `File` that was dropped on the window lies; empty for one that lies nowhere. */
  pathOfDropped(file: object): string
  /** Opens the system's file manager at a file of a poster (an index into its files); false where it is gone. */
  showInFolder(posterId: number, fileIndex: number): Promise<boolean>
  openLink(name: LinkName): Promise<void>
  /** Asks where to save a text and writes it; false where none was chosen. */
  saveText(fileName: string, text: string): Promise<boolean>
  setLook(look: WindowLook): void
  /** Until the returned function is called. */
  onCommand(listener: (command: DesktopCommand) => void): () => void
}
