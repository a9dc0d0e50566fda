import { BrowserWindow, app } from 'electron'
import { join } from 'node:path'
import { guardWindow } from './guard-window.ts'

/*
 * A placeholder for the desktop shell: it opens the built window and nothing else. It does not start the engine
 * yet, so the window says that it is not connected; `npm start` uses the web host instead.
 */
const outFolder = join(import.meta.dirname, '..')

async function openWindow(): Promise<void> {
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    show: false,
    webPreferences: {
      preload: join(outFolder, 'preload', 'preload.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
    },
  })
  guardWindow(window.webContents)
  window.once('ready-to-show', () => window.show())
  await window.loadFile(join(outFolder, 'renderer', 'index.html'))
}

app.on('window-all-closed', () => app.quit())
await app.whenReady()
await openWindow()
