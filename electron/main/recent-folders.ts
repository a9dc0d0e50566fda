import type { StateFile } from './state-file.ts'

const MOST_FOLDERS = 10

/** Folders that a person chose, newest first, for the menu and the system's own list. */
export interface RecentFolders {
  list(): string[]
  add(folder: string): void
  clear(): void
}

export function openRecentFolders(
  file: StateFile,
  system: { addRecentDocument(path: string): void; clearRecentDocuments(): void },
  onChange: () => void,
): RecentFolders {
  const list = () => {
    const { recentFolders } = file.read()
    if (!Array.isArray(recentFolders)) return []
    return recentFolders.filter((folder): folder is string => typeof folder === 'string')
  }
  return {
    list,
    add(folder) {
      const others = list().filter((known) => known !== folder)
      file.merge({ recentFolders: [folder, ...others].slice(0, MOST_FOLDERS) })
      system.addRecentDocument(folder)
      onChange()
    },
    clear() {
      file.merge({ recentFolders: [] })
      system.clearRecentDocuments()
      onChange()
    },
  }
}
