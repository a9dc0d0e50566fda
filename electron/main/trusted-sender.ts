import type { IpcMainEvent, WebContents } from 'electron'
import { isPageAddress } from './page-address.ts'

/** Who sent a message, as Electron tells it. */
export interface Sent {
  sender: unknown
  senderFrame: Pick<NonNullable<IpcMainEvent['senderFrame']>, 'url'> | null
}

/**
 * Whether a message comes from our own page in our own window's main frame. A frame within it, another window, a page
 * that the window was led to, or a frame that is gone by now may say nothing.
 */
export function isFromOurPage(event: Sent, contents: Pick<WebContents, 'mainFrame'> | null): boolean {
  const { sender, senderFrame } = event
  if (contents === null || sender !== contents || senderFrame === null) return false
  return senderFrame === (contents.mainFrame as typeof senderFrame) && isPageAddress(senderFrame.url)
}
