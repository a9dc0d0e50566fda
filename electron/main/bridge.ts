import { basename } from 'node:path'
import type { IpcMain, WebContents } from 'electron'
import type { WindowLook } from '#shared/desktop.ts'
import { isLinkName, LINKS } from '#shared/domain/links.ts'
import type { WindowChannel } from './window-channel.ts'
import { readLook } from './read-look.ts'
import type { Sent } from './trusted-sender.ts'
import { isFromOurPage } from './trusted-sender.ts'

/** What the page may ask of the desktop, once it was found to be our page and its words to be sound. */
export interface BridgeActs {
  chooseFolder(): Promise<string | null>
  /** A folder was dropped: it becomes a recent one. */
  noteFolder(folder: string): void
  showInFolder(posterId: number, fileIndex: number): Promise<boolean>
  openAddress(address: string): Promise<void>
  saveText(fileName: string, text: string): Promise<boolean>
  setLook(look: WindowLook): void
}

export interface BridgeOptions {
  ipc: Pick<IpcMain, 'on' | 'handle'>
  /** The window's page now, null where there is no window. */
  page(): WebContents | null
  channel: WindowChannel
  acts: BridgeActs
  /** Told of messages that were refused, for the log. */
  onRefused?(channel: string): void
}

const LONGEST_TEXT = 16 * 1024 * 1024
const LONGEST_NAME = 200
const LONGEST_PATH = 32_768

type Answer = (...parameters: unknown[]) => unknown

/** A message that is not from our page, or says what our page would not say. */
export class RefusedMessage extends Error {}

function refuse(): never {
  throw new RefusedMessage('refused')
}

/**
 * Listens to the page. Sender and main frame are checked on every message, before anything of it is looked at; its
 * words after that, because a page that is ours may still have been talked into something.
 */
export function listenToPage({ ipc, page, channel, acts, onRefused }: BridgeOptions): void {
  const checked =
    (name: string, answer: Answer) =>
    (event: Sent, ...parameters: unknown[]): unknown => {
      try {
        if (!isFromOurPage(event, page())) return refuse()
        return answer(...parameters)
      } catch (thrown) {
        if (thrown instanceof RefusedMessage) onRefused?.(name)
        throw thrown
      }
    }
  const handle = (name: string, answer: Answer) => ipc.handle(name, checked(name, answer))
  const listen = (name: string, answer: Answer) => {
    const run = checked(name, answer)
    ipc.on(name, (event, ...parameters: unknown[]) => {
      try {
        run(event, ...parameters)
      } catch (thrown) {
        // Nobody waits for an answer that could carry it.
        if (!(thrown instanceof RefusedMessage)) throw thrown
      }
    })
  }

  handle('onesheet:connect', () => {
    const contents = page()
    return contents === null ? null : channel.connect(contents)
  })
  listen('onesheet:frame', (connection, frame) => {
    if (!isCount(connection) || !(frame instanceof Uint8Array)) return refuse()
    channel.receive(connection, frame)
  })
  listen('onesheet:close', (connection) => {
    if (!isCount(connection)) return refuse()
    channel.close(connection)
  })
  handle('onesheet:choose-folder', () => acts.chooseFolder())
  listen('onesheet:dropped', (folder) => {
    if (!isText(folder, LONGEST_PATH)) return refuse()
    acts.noteFolder(folder)
  })
  handle('onesheet:show-in-folder', (posterId, fileIndex) => {
    if (!isCount(posterId) || posterId === 0 || !isCount(fileIndex)) return refuse()
    return acts.showInFolder(posterId, fileIndex)
  })
  handle('onesheet:open-link', (name) => (isLinkName(name) ? acts.openAddress(LINKS[name]) : refuse()))
  handle('onesheet:save-text', (fileName, text) => {
    if (!isText(fileName, LONGEST_NAME) || !isText(text, LONGEST_TEXT)) return refuse()
    // A name, and never a place: where it goes is the person's to say.
    return acts.saveText(basename(fileName.replaceAll('\\', '/')), text)
  })
  listen('onesheet:look', (value) => acts.setLook(readLook(value) ?? refuse()))
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0
}

function isText(value: unknown, longest: number): value is string {
  return typeof value === 'string' && value !== '' && value.length <= longest && !value.includes('\0')
}
