import type { Session, WebContents } from 'electron'
import { isPageAddress } from './page-address.ts'

/** The few calls of Electron's `WebContents` that the guard makes; Electron's own fits, and so does a stand-in. */
export interface GuardedContents extends Pick<WebContents, 'setWindowOpenHandler'> {
  on(
    name: 'will-navigate' | 'will-redirect' | 'will-frame-navigate' | 'will-attach-webview',
    listener: (event: { url?: string; preventDefault(): void }) => void,
  ): unknown
  session: Pick<
    Session,
    'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler'
  > & {
    on(name: 'will-download', listener: (event: { preventDefault(): void }) => void): unknown
  }
}

const LEADING_AWAY = ['will-navigate', 'will-redirect', 'will-frame-navigate'] as const

/**
 * Keeps a window on its own page: it opens no other window, leads to no other address, takes in no other page, saves
 * nothing by itself and is given no permission of the system's (camera, notifications, devices, …). Pages that
 * Onesheet did not make are never shown.
 */
export function guardWindow(contents: GuardedContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  for (const name of LEADING_AWAY) {
    contents.on(name, (event) => {
      // It may load itself again.
      if (!isPageAddress(event.url ?? '')) event.preventDefault()
    })
  }
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.session.on('will-download', (event) => event.preventDefault())
  contents.session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  contents.session.setPermissionCheckHandler(() => false)
  contents.session.setDevicePermissionHandler(() => false)
}
