import { statSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import type { BrowserWindow, Dialog, Shell } from 'electron'
import type { RpcClient } from '#shared/rpc.ts'
import { LINKS } from '#shared/domain/links.ts'
import type { BridgeActs } from './bridge.ts'

export interface ActsOptions {
  window(): BrowserWindow | null
  dialog: Pick<Dialog, 'showOpenDialog' | 'showSaveDialog'>
  shell: Pick<Shell, 'openExternal' | 'showItemInFolder'>
  client(): Pick<RpcClient, 'call'> | null
  texts(): { chooseFolder: string; add: string }
  addRecent(folder: string): void
}

const ALLOWED: ReadonlySet<string> = new Set(Object.values(LINKS))

/** What the window's page may have the desktop do, apart from its look. */
export function desktopActs(options: ActsOptions): Omit<BridgeActs, 'setLook'> {
  const { dialog, shell } = options
  const noteFolder = (folder: string) => {
    if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true) options.addRecent(folder)
  }
  return {
    noteFolder,
    chooseFolder: async () => {
      const window = options.window()
      if (window === null) return null
      const { chooseFolder, add } = options.texts()
      const { canceled, filePaths } = await dialog.showOpenDialog(window, {
        title: chooseFolder,
        message: chooseFolder,
        buttonLabel: add,
        properties: ['openDirectory'],
      })
      const [folder] = filePaths
      if (canceled || folder === undefined) return null
      noteFolder(folder)
      return folder
    },
    // The page names a poster, and where that lies is for the engine to say.
    showInFolder: async (posterId, fileIndex) => {
      const poster = await options
        .client()
        ?.call('poster.get', { id: posterId })
        .catch(() => null)
      const path = poster?.files[fileIndex]?.path
      if (path === undefined || statSync(path, { throwIfNoEntry: false }) === undefined) return false
      shell.showItemInFolder(path)
      return true
    },
    openAddress: async (address) => {
      if (ALLOWED.has(address)) await shell.openExternal(address)
    },
    saveText: async (fileName, text) => {
      const window = options.window()
      if (window === null) return false
      const { canceled, filePath } = await dialog.showSaveDialog(window, { defaultPath: fileName })
      if (canceled || filePath === '') return false
      await writeFile(filePath, text, 'utf8')
      return true
    },
  }
}
