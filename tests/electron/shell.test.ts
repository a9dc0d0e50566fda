import { basename } from 'node:path'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { BrowserWindow, app } from './electron-stand-in.ts'

vi.mock('electron', () => import('./electron-stand-in.ts'))

describe('the shell', () => {
  let window: BrowserWindow

  beforeAll(async () => {
    await import('../../electron/main/main.ts')
    const [opened] = BrowserWindow.opened
    if (opened === undefined) throw new Error('The shell opened no window.')
    window = opened
  })

  it('opens one window with the built page, and shows it when it is drawn', () => {
    expect(BrowserWindow.opened).toHaveLength(1)
    expect(basename(window.file ?? '')).toBe('index.html')
    expect(window.options.show).toBe(false)
    expect(window.isShown).toBe(true)
  })

  it('gives the page no Node and keeps it in the sandbox', () => {
    expect(window.options.webPreferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
    })
  })

  it('stays on its own page', () => {
    expect(window.webContents.navigates('will-navigate')).toBe(false)
    expect(window.webContents.navigates('will-redirect')).toBe(false)
  })

  it.each(['https://example.org/', 'file:///etc/passwd', 'javascript:alert(1)', 'about:blank'])(
    'opens no window for %s',
    (url) => {
      expect(window.webContents.opens(url)).toBe(false)
    },
  )

  it.each(['media', 'geolocation', 'notifications', 'openExternal', 'fullscreen', 'clipboard-read'])(
    'is given no permission: %s',
    (permission) => {
      expect(window.webContents.isGranted(permission)).toBe(false)
    },
  )

  it('ends with its last window', () => {
    app.emit('window-all-closed')
    expect(app.isQuit).toBe(true)
  })
})
