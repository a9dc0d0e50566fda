import {
  BrowserWindow,
  Menu,
  app,
  dialog,
  ipcMain,
  nativeTheme,
  powerMonitor,
  protocol,
  screen,
  shell,
} from 'electron'
import { join } from 'node:path'
import { folderArgument } from './folder-argument.ts'
import { PAGE_SCHEME, PICTURE_SCHEME } from './page-address.ts'
import type { Shell } from './shell.ts'
import { startShell } from './shell.ts'
import { beTheOnlyOne } from './single-instance.ts'
import { engineProgram } from './spawn-engine.ts'

/*
 * The desktop's main process. It draws no pictures and reads no catalog: it starts the engine, shows its window, and
 * passes messages between the two. Everything below is handed the calls of Electron that it needs.
 */
const outFolder = join(import.meta.dirname, '..')
const resources = process.resourcesPath

protocol.registerSchemesAsPrivileged([
  {
    scheme: PAGE_SCHEME,
    privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
  },
  { scheme: PICTURE_SCHEME, privileges: { standard: true, secure: true, stream: true } },
])
// One data folder, one window: a test or a second catalog has its own.
const dataFolder = process.env['ONESHEET_DATA']
if (dataFolder) app.setPath('userData', join(dataFolder, 'window'))

// What follows the executable: a checkout is named first.
const folder = folderArgument(process.argv.slice(app.isPackaged ? 1 : 2), process.cwd())
let started: Shell | null = null

if (beTheOnlyOne(app, folder, (second) => started?.comeForward(second.folder))) {
  app.enableSandbox()
  // A folder dropped on the icon of a Mac's dock.
  app.on('open-file', (event, path) => {
    event.preventDefault()
    started?.comeForward(path)
  })
  app.on('window-all-closed', () => app.quit())
  // Not awaited here: Electron is ready only after this module has been read to its end.
  void app.whenReady().then(start)
} else {
  app.quit()
}

async function start(): Promise<void> {
  const program = engineProgram({
    isPackaged: app.isPackaged,
    resources,
    outFolder,
    environment: process.env,
  })
  started = await startShell(
    { app, BrowserWindow, dialog, ipcMain, Menu, nativeTheme, powerMonitor, protocol, screen, shell },
    { program, outFolder, resources: app.isPackaged ? resources : null, folder },
  )
}
