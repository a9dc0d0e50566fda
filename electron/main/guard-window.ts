/** The few calls of Electron's `WebContents` that the guard makes; Electron's own fits, and so does a stand-in. */
export interface GuardedContents {
  setWindowOpenHandler(handler: () => { action: 'deny' }): void
  on(name: 'will-navigate' | 'will-redirect', listener: (event: { preventDefault(): void }) => void): unknown
  session: {
    setPermissionRequestHandler(
      handler: (contents: unknown, permission: string, answer: (granted: boolean) => void) => void,
    ): void
    setPermissionCheckHandler(handler: () => boolean): void
  }
}

/**
 * Keeps a window on its own page: it opens no other window, leads to no other address and is given no permission of
 * the system's (camera, notifications, …). Pages that Onesheet did not make are never shown.
 */
export function guardWindow(contents: GuardedContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  contents.on('will-navigate', (event) => event.preventDefault())
  contents.on('will-redirect', (event) => event.preventDefault())
  contents.session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  contents.session.setPermissionCheckHandler(() => false)
}
