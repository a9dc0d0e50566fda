import type { Desktop, DesktopCommand, DesktopVersions, WindowLook } from '#shared/desktop.ts'
import type { LinkName } from '#shared/domain/links.ts'
import { LINKS } from '#shared/domain/links.ts'

/*
 * What only the desktop can do, and how the same is done in a browser, where it can be. In a browser `desktop` is
 * null and the functions that need it do nothing: ask `canX` before a button is shown.
 */

/** The desktop that the window is in, or null: a browser. */
export const desktop: Desktop | null = (globalThis as { onesheet?: Desktop }).onesheet ?? null

export const isDesktop = desktop !== null
export const canChooseFolder = isDesktop
export const canShowInFolder = isDesktop

/** Asks for a folder with the system's dialog; null where none was chosen, and in a browser. */
export function chooseFolder(): Promise<string | null> {
  return desktop?.chooseFolder() ?? Promise.resolve(null)
}

/** Shows a file of a poster in the system's file manager; false where it is gone, and in a browser. */
export function showInFolder(posterId: number, fileIndex = 0): Promise<boolean> {
  return desktop?.showInFolder(posterId, fileIndex) ?? Promise.resolve(false)
}

/** Where the files and folders that were dropped lie. A browser does not tell: there the list is empty. */
export function pathsOfDropped(transfer: DataTransfer | null): string[] {
  if (desktop === null || transfer === null) return []
  const { pathOfDropped } = desktop
  return [...transfer.files].map((file) => pathOfDropped(file)).filter((path) => path !== '')
}

/** What a field does by itself when a menu's entry is meant for it. */
const OF_FIELDS: Partial<Record<string, string>> = { undo: 'undo', redo: 'redo', selectAll: 'selectAll' }

/** Hears what the desktop's menu, or a second start of the app, asks for; in a browser nothing ever does. */
export function onCommand(listener: (command: DesktopCommand) => void): () => void {
  if (desktop === null) return () => undefined
  return desktop.onCommand((command) => {
    const ofField = OF_FIELDS[command.id]
    const isTyping = document.activeElement?.matches('input, textarea, [contenteditable="true"]') ?? false
    // On a Mac the menu has these keys, also while one types.
    if (isTyping && ofField !== undefined) document.execCommand(ofField)
    else listener(command)
  })
}

/** Tells the desktop how to draw its menu and frame. */
export function setLook(look: WindowLook): void {
  desktop?.setLook(look)
}

/** Versions of what the window runs in; null in a browser, which names itself. */
export function desktopVersions(): DesktopVersions | null {
  return desktop?.versions ?? null
}

/** Opens one of the few places outside, in the person's browser. */
export function openLink(name: LinkName): void {
  if (desktop === null) window.open(LINKS[name], '_blank', 'noopener,noreferrer')
  else void desktop.openLink(name)
}

/** Saves a text where the person says, in a browser where it puts downloads; false where it was not saved. */
export async function saveText(fileName: string, text: string): Promise<boolean> {
  if (desktop !== null) return desktop.saveText(fileName, text)
  const address = URL.createObjectURL(new Blob([text], { type: 'text/plain' }))
  const link = document.createElement('a')
  link.href = address
  link.download = fileName
  link.click()
  URL.revokeObjectURL(address)
  return true
}
