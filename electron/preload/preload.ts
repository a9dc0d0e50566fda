import { contextBridge, ipcRenderer, webUtils } from 'electron'
import type { Desktop, DesktopCommand, FrameListener } from '#shared/desktop.ts'

/*
 * All that the page gets of the desktop: functions with plain values, over channels that main checks. Nothing of
 * Electron itself, no channel by name, no path but of what a person chose or dropped.
 */

/** The connection that the page has now; earlier ones' frames may still be under way. */
let current: { number: number; listener: FrameListener } | null = null
/** What overtook the answer to `connect`; null is the end. */
const early: { number: number; frame: Uint8Array | null }[] = []

function take(number: number, frame: Uint8Array | null): void {
  if (current === null) early.push({ number, frame })
  else if (current.number === number) {
    const { listener } = current
    if (frame !== null) return listener.onFrame(frame)
    current = null
    listener.onClose()
  }
}

ipcRenderer.on('onesheet:frame', (_event, number: number, frame: Uint8Array) => take(number, frame))
ipcRenderer.on('onesheet:closed', (_event, number: number) => take(number, null))

const desktop: Desktop = {
  platform: process.platform,
  versions: {
    electron: process.versions['electron'] ?? '',
    chromium: process.versions['chrome'] ?? '',
    node: process.versions.node,
  },
  async connect(listener) {
    current = null
    const number = (await ipcRenderer.invoke('onesheet:connect')) as number | null
    if (number === null) return null
    current = { number, listener }
    for (const { number: held, frame } of early.splice(0)) if (held === number) take(held, frame)
    return {
      send: (frame) => ipcRenderer.send('onesheet:frame', number, frame),
      close: () => ipcRenderer.send('onesheet:close', number),
    }
  },
  chooseFolder: () => ipcRenderer.invoke('onesheet:choose-folder') as Promise<string | null>,
  pathOfDropped(file) {
    const path = webUtils.getPathForFile(file as File)
    if (path !== '') ipcRenderer.send('onesheet:dropped', path)
    return path
  },
  showInFolder: (posterId, fileIndex) =>
    ipcRenderer.invoke('onesheet:show-in-folder', posterId, fileIndex) as Promise<boolean>,
  openLink: (name) => ipcRenderer.invoke('onesheet:open-link', name) as Promise<void>,
  saveText: (fileName, text) => ipcRenderer.invoke('onesheet:save-text', fileName, text) as Promise<boolean>,
  setLook: (look) => ipcRenderer.send('onesheet:look', look),
  onCommand(listener) {
    const told = (_event: unknown, command: DesktopCommand) => listener(command)
    ipcRenderer.on('onesheet:command', told)
    return () => ipcRenderer.off('onesheet:command', told)
  },
}

contextBridge.exposeInMainWorld('onesheet', desktop)
