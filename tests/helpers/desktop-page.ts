import { EventEmitter } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createContext, runInContext } from 'node:vm'
import type { Desktop } from '#shared/desktop.ts'
import type { BrowserWindow } from '../electron/electron-stand-in.ts'
import { fromPage, ipcMain } from '../electron/electron-stand-in.ts'

const PRELOAD = join(import.meta.dirname, '..', '..', 'out', 'preload', 'preload.cjs')

/** What a sandboxed preload finds: `require` of electron and nothing else, and little of `process`. */
export interface PreloadWorld {
  ipcRenderer: EventEmitter & { invoke: unknown; send: unknown }
  required: string[]
  exposed: Record<string, unknown>
}

/** Runs the built preload with the globals of Electron's sandbox and no others. */
export function runPreload(
  ipcRenderer: PreloadWorld['ipcRenderer'],
  getPathForFile: (file: object) => string = () => '',
): PreloadWorld {
  const world: PreloadWorld = { ipcRenderer, required: [], exposed: {} }
  const contextBridge = {
    exposeInMainWorld: (name: string, value: unknown) => {
      world.exposed[name] = value
    },
  }
  const sandbox = {
    require: (name: string) => {
      world.required.push(name)
      if (name !== 'electron') throw new Error(`A sandboxed preload has no ${name}.`)
      return { contextBridge, ipcRenderer, webUtils: { getPathForFile } }
    },
    process: { platform: process.platform, versions: { electron: '45', chrome: '150', node: '24' } },
    module: { exports: {} },
    exports: {},
  }
  runInContext(readFileSync(PRELOAD, 'utf8'), createContext(sandbox), { filename: PRELOAD })
  return world
}

/** The page of a stand-in window: the built preload, wired to what the shell listens to. */
export function pageOf(window: BrowserWindow): Desktop {
  const ipcRenderer = Object.assign(new EventEmitter(), {
    invoke: (channel: string, ...parameters: unknown[]) =>
      ipcMain.invoke(fromPage(window), channel, ...parameters),
    send: (channel: string, ...parameters: unknown[]) =>
      void ipcMain.emit(channel, fromPage(window), ...parameters),
  })
  window.webContents.on('sent', (channel: string, ...parameters: unknown[]) => {
    // As between two processes: later, and bytes as a copy.
    setImmediate(() => ipcRenderer.emit(channel, {}, ...structuredClone(parameters)))
  })
  return runPreload(ipcRenderer).exposed['onesheet'] as Desktop
}
