import { watchEffect } from 'vue'
import type { WindowLook } from '#shared/desktop.ts'
import { setLook } from '../../api/shell.ts'
import { language } from '../../i18n.ts'
import { useAppearanceStore } from '../../stores/appearance.ts'
import { useLabelsStore } from '../../stores/labels.ts'
import { useSettingsStore } from '../../stores/settings.ts'

/** Keeps the desktop's menu and frame in the window's language, theme and keys. */
export function useDesktopLook(): void {
  const appearance = useAppearanceStore()
  const labels = useLabelsStore()
  const settings = useSettingsStore()

  watchEffect(() => {
    const unavailable: WindowLook['unavailable'] = []
    if (labels.canUndo === null) unavailable.push('undo')
    if (labels.canRedo === null) unavailable.push('redo')
    setLook({
      language: language(),
      theme: appearance.theme,
      keys: chosenKeys(settings.get('keys.map')),
      unavailable,
    })
  })
}

/** The engine keeps the map as the text of an object, and checked that it is one. */
function chosenKeys(kept: string): WindowLook['keys'] {
  try {
    return JSON.parse(kept) as WindowLook['keys']
  } catch {
    return {}
  }
}
